package io.gnomon.platform.core.plugins.internal.install;

import io.gnomon.platform.core.plugins.internal.calls.Words;
import io.gnomon.platform.core.plugins.internal.install.PluginTable.InstalledRow;
import io.gnomon.platform.core.plugins.internal.install.PluginTable.JarRow;
import io.gnomon.platform.core.plugins.internal.install.PluginTable.Row;
import io.gnomon.platform.core.plugins.internal.install.PluginTable.UnreadableRow;
import io.gnomon.platform.core.plugins.internal.install.VersionSwitch.Disposal;
import io.gnomon.spi.runtime.PluginAdmin.PluginEvent;
import io.gnomon.spi.runtime.PluginAdmin.PluginStatus;
import io.gnomon.spi.runtime.PluginAdmin.State;
import io.gnomon.spi.runtime.PluginRefused;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The plugins that are in charge, kept equal to what the plugins folder, the distribution and the
 * ledger say. For one thread.
 */
final class PluginSet {
    private static final Logger log = LoggerFactory.getLogger(PluginSet.class);
    private static final Logger audit = LoggerFactory.getLogger("io.gnomon.audit");

    private final PluginBundles bundles;
    private final VersionSwitch versions;
    private final JarStore store;
    private final Ledger ledger;
    private final DroppedJars dropped;
    private final PluginTable table;
    private final Consumer<PluginEvent> events;

    private final Map<String, Installed> installed = new TreeMap<>();
    private final Map<String, Installed> official = new HashMap<>();
    private final Map<String, Instant> since = new HashMap<>();

    /** Id to what went wrong last. */
    private final Map<String, String> faults = new HashMap<>();

    /** Digest of a jar that did not start; it is tried again when another plugin has come. */
    private final Set<String> refused = new TreeSet<>();

    PluginSet(
            PluginBundles bundles,
            VersionSwitch versions,
            JarStore store,
            Ledger ledger,
            DroppedJars dropped,
            PluginTable table,
            Consumer<PluginEvent> events) {
        this.bundles = bundles;
        this.versions = versions;
        this.store = store;
        this.ledger = ledger;
        this.dropped = dropped;
        this.table = table;
        this.events = events;
    }

    /** Finds what the framework's cache brought back. */
    void adopt() throws IOException {
        for (Bundle bundle : bundles.dropped().toList()) {
            try {
                String sha256 = PluginBundles.sha256(bundle);
                String publisher = store.has(sha256) ? store.get(sha256).publisher() : "";
                takeCharge(Installed.dropped(bundle, publisher));
            } catch (PluginRefused e) {
                log.warn("{}: {}", bundle, Words.of(e));
            }
        }
        officials();
        publish();
    }

    private void officials() throws IOException {
        Map<String, Bundle> now = bundles.official();
        official.keySet().retainAll(now.keySet());
        for (Bundle bundle : now.values()) {
            String id = bundle.getSymbolicName();
            Installed known = official.get(id);
            if (known == null || !known.bundle().getVersion().equals(bundle.getVersion())) {
                try {
                    official.put(id, Installed.official(bundle));
                } catch (PluginRefused e) {
                    faults.put(id, Words.of(e));
                }
            }
        }
        official.forEach((id, plugin) -> {
            if (!installed.containsKey(id)) {
                takeCharge(plugin);
            }
        });
    }

    private void takeCharge(Installed plugin) {
        installed.put(plugin.id(), plugin);
        since.put(plugin.id(), Instant.now());
    }

    /** Looks at the folder and does what follows from it. */
    void look() throws IOException, InterruptedException {
        officials();
        if (!dropped.look()) {
            return;
        }
        Set<String> ids = new TreeSet<>(dropped.ids());
        ids.addAll(installed.keySet());
        boolean changed = false;
        for (String id : ids) {
            changed |= reconcile(id);
        }
        if (changed) {
            refused.clear();
            store.retain(keptDigests());
        }
        publish();
    }

    private Set<String> keptDigests() {
        Set<String> kept = new TreeSet<>(ledger.previous().values());
        kept.addAll(dropped.digests());
        ledger.uploads().forEach(upload -> kept.add(upload.sha256()));
        installed.values().forEach(plugin -> kept.add(plugin.sha256()));
        return kept;
    }

    private boolean reconcile(String id) throws IOException, InterruptedException {
        if (bundles.core(id) != null) {
            return false;
        }
        Installed now = installed.get(id);
        boolean stopped = ledger.stopped().contains(id);
        if (now != null && stopped && now.isActive() && !versions.isLeaving(now.bundle())) {
            var _ = retire(now, Disposal.STOP);
            return true;
        }
        List<PluginJar> jars = candidates(id);
        for (PluginJar jar : jars) {
            if (now != null && jar.sha256().equals(now.sha256())) {
                return false;
            }
            if (!refused.contains(jar.sha256()) && tryReplace(now, jar, stopped)) {
                return true;
            }
        }
        if (now != null && !now.official() && jars.isEmpty() && dropped.isSettled()) {
            leave(now, "the folder");
            return true;
        }
        return false;
    }

    /** Jars of the folder that come before what the distribution has. */
    private List<PluginJar> candidates(String id) {
        Installed own = official.get(id);
        return dropped.of(id).stream()
                .filter(jar -> !isOlder(jar.version(), bundleOf(own)))
                .toList();
    }

    private static @Nullable Bundle bundleOf(@Nullable Installed plugin) {
        return plugin == null ? null : plugin.bundle();
    }

    private static boolean isOlder(Version version, @Nullable Bundle own) {
        return own != null && version.compareTo(own.getVersion()) < 0;
    }

    private boolean tryReplace(@Nullable Installed now, PluginJar jar, boolean stopped)
            throws IOException, InterruptedException {
        try {
            replace(now, jar, stopped, "the folder");
            return true;
        } catch (PluginRefused e) {
            refused.add(jar.sha256());
            faults.put(jar.id(), Words.of(e));
            log.warn(
                    now == null ? "{}" : "{}; {} keeps running",
                    Words.of(e),
                    now == null ? "" : now.version());
            return false;
        }
    }

    /**
     * Puts a jar in charge.
     *
     * @throws PluginRefused when it does not work; what ran before runs on
     */
    void replace(@Nullable Installed now, PluginJar jar, boolean stopped, String user)
            throws PluginRefused, IOException, InterruptedException {
        Bundle bundle = versions.install(jar);
        Installed fresh;
        try {
            fresh = Installed.dropped(bundle, jar.publisher());
        } catch (PluginRefused | IOException e) {
            var _ = versions.leave(bundle, Disposal.UNINSTALL);
            throw e;
        }
        if (!stopped) {
            versions.start(bundle, now == null ? null : now.bundle(), Disposal.UNINSTALL);
        }
        faults.remove(jar.id());
        String replacedUrl = now != null && now.isActive() ? now.baseUrl() : "";
        takeCharge(fresh);
        if (now != null) {
            ledger.previous().put(jar.id(), now.official() ? Ledger.OFFICIAL : now.sha256());
            ledger.save();
            var _ = retire(now, now.official() ? Disposal.STAND_BY : Disposal.UNINSTALL);
        }
        audit.info(
                "plugin {} {} sha256={} publisher=\"{}\" put in by {}{}",
                jar.id(),
                jar.version(),
                jar.sha256(),
                jar.publisher(),
                user,
                now == null ? "" : ", in place of " + now.version());
        publish();
        if (!stopped) {
            PluginStatus status = status(jar.id());
            events.accept(
                    replacedUrl.isEmpty()
                            ? new PluginEvent.Started(status)
                            : new PluginEvent.Updated(status, replacedUrl));
        }
    }

    private CompletableFuture<Void> retire(Installed plugin, Disposal disposal) {
        return versions.leave(plugin.bundle(), disposal);
    }

    /** Takes a dropped plugin away; the distribution's own comes back if there is one. */
    void leave(Installed plugin, String user) throws IOException, InterruptedException {
        String id = plugin.id();
        Installed own = official.get(id);
        ledger.previous().remove(id);
        faults.remove(id);
        if (own == null) {
            installed.remove(id);
            ledger.stopped().remove(id);
        } else {
            comeBack(own, plugin);
        }
        ledger.save();
        var _ = retire(plugin, Disposal.UNINSTALL);
        audit.info("plugin {} {} removed by {}", id, plugin.version(), user);
        publish();
        events.accept(
                own != null && own.isActive()
                        ? new PluginEvent.Updated(status(id), plugin.baseUrl())
                        : new PluginEvent.Stopped(id));
    }

    private void comeBack(Installed own, Installed instead) throws InterruptedException {
        takeCharge(own);
        if (!ledger.stopped().contains(own.id())) {
            try {
                versions.start(own.bundle(), instead.bundle(), Disposal.STOP);
            } catch (PluginRefused e) {
                faults.put(own.id(), Words.of(e));
            }
        }
    }

    /** Starts what was stopped or failed. */
    PluginStatus start(String id, String user)
            throws PluginRefused, IOException, InterruptedException {
        Installed plugin = find(id);
        if (!plugin.isActive()) {
            try {
                versions.start(plugin.bundle(), null, Disposal.STOP);
            } catch (PluginRefused e) {
                faults.put(id, Words.of(e));
                throw e;
            }
            since.put(id, Instant.now());
        }
        faults.remove(id);
        ledger.stopped().remove(id);
        ledger.save();
        audit.info("plugin {} {} started by {}", id, plugin.version(), user);
        publish();
        events.accept(new PluginEvent.Started(status(id)));
        return status(id);
    }

    /** Stops a plugin for good; ends when its calls have ended. */
    CompletableFuture<Void> stop(String id, String user) throws PluginRefused, IOException {
        Installed plugin = find(id);
        ledger.stopped().add(id);
        ledger.save();
        CompletableFuture<Void> end = retire(plugin, Disposal.STOP);
        audit.info("plugin {} {} stopped by {}", id, plugin.version(), user);
        publish();
        events.accept(new PluginEvent.Stopped(id));
        return end;
    }

    /** Deletes a dropped plugin. */
    void remove(String id, String user) throws PluginRefused, IOException, InterruptedException {
        if (bundles.core(id) != null && dropped.ids().contains(id)) {
            dropped.remove(id);
            publish();
            return;
        }
        Installed plugin = find(id);
        if (plugin.official()) {
            throw new PluginRefused(
                    "%s belongs to the distribution and can only be stopped".formatted(id));
        }
        dropped.remove(id);
        leave(plugin, user);
    }

    /** Puts a jar in charge and into the folder; a part of the server only into the folder. */
    void put(PluginJar jar, String user) throws PluginRefused, IOException, InterruptedException {
        checkPlace(jar);
        Installed now = installed.get(jar.id());
        if (bundles.core(jar.id()) == null && (now == null || !now.sha256().equals(jar.sha256()))) {
            replace(now, jar, false, user);
            ledger.stopped().remove(jar.id());
            ledger.save();
        }
        dropped.put(jar);
        refused.clear();
        publish();
    }

    private void checkPlace(PluginJar jar) throws PluginRefused {
        if (!dropped.refusal().isEmpty()) {
            throw new PluginRefused(dropped.refusal());
        }
        Bundle own = bundleOf(official.get(jar.id()));
        if (own != null && isOlder(jar.version(), own)) {
            throw new PluginRefused(
                    "%s %s is older than %s of the distribution"
                            .formatted(jar.id(), jar.version(), own.getVersion()));
        }
    }

    /** Goes back to what ran before. */
    PluginStatus rollBack(String id, String user)
            throws PluginRefused, IOException, InterruptedException {
        Installed plugin = find(id);
        String previous = ledger.previous().get(id);
        if (previous == null) {
            throw new PluginRefused("no other version of %s ran before".formatted(id));
        }
        if (previous.equals(Ledger.OFFICIAL)) {
            remove(id, user);
            return status(id);
        }
        audit.info("plugin {} {} is rolled back by {}", id, plugin.version(), user);
        put(store.get(previous), user);
        return status(id);
    }

    private Installed find(String id) throws PluginRefused {
        Installed plugin = installed.get(id);
        if (plugin == null) {
            throw new PluginRefused("there is no plugin %s".formatted(id));
        }
        return plugin;
    }

    private PluginStatus status(String id) {
        Installed plugin = installed.get(id);
        if (plugin == null) {
            throw new IllegalArgumentException(id);
        }
        return table.status(row(plugin));
    }

    private InstalledRow row(Installed plugin) {
        String id = plugin.id();
        State state =
                ledger.stopped().contains(id)
                        ? State.STOPPED
                        : plugin.isActive() ? State.ACTIVE : State.FAILED;
        return new InstalledRow(
                plugin,
                state,
                previousVersion(id),
                faults.getOrDefault(id, ""),
                since.getOrDefault(id, Instant.EPOCH));
    }

    private String previousVersion(String id) {
        String previous = ledger.previous().get(id);
        Installed own = official.get(id);
        if (previous == null) {
            return "";
        }
        if (previous.equals(Ledger.OFFICIAL)) {
            return own == null ? "" : own.version();
        }
        try {
            return store.get(previous).version().toString();
        } catch (IOException | PluginRefused e) {
            return "";
        }
    }

    /** Shows readers how things are. */
    void publish() {
        List<Row> rows = new ArrayList<>();
        installed.values().forEach(plugin -> rows.add(row(plugin)));
        for (String id : dropped.ids()) {
            PluginJar newest = dropped.of(id).getFirst();
            Bundle core = bundles.core(id);
            if (core != null) {
                rows.add(
                        new JarRow(
                                newest,
                                bundles.isStartedWith(newest.sha256())
                                        ? State.ACTIVE
                                        : State.AT_NEXT_START,
                                isOlder(newest.version(), core)
                                        ? "older than the distribution's, so not used"
                                        : ""));
            } else if (!installed.containsKey(id)) {
                rows.add(new JarRow(newest, State.FAILED, faults.getOrDefault(id, "")));
            }
        }
        dropped.unreadable().forEach((file, why) -> rows.add(new UnreadableRow(file, why)));
        for (Ledger.Upload upload : ledger.uploads()) {
            try {
                rows.add(
                        new JarRow(store.get(upload.sha256()), State.WAITING_FOR_CONFIRMATION, ""));
            } catch (IOException | PluginRefused e) {
                log.warn("the upload {} is lost: {}", upload.fileName(), Words.of(e));
            }
        }
        table.publish(rows);
    }
}
