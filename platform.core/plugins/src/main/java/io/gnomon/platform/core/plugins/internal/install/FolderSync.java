package io.gnomon.platform.core.plugins.internal.install;

import io.gnomon.platform.core.plugins.internal.calls.Words;
import io.gnomon.platform.core.plugins.internal.install.VersionSwitch.Disposal;
import io.gnomon.spi.runtime.PluginRefused;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Does what follows from the jars that lie in the plugins folder. For one thread. */
final class FolderSync {
    private static final Logger log = LoggerFactory.getLogger(FolderSync.class);
    private static final String USER = "the folder";

    private final DroppedJars dropped;
    private final PluginBundles bundles;
    private final Slots slots;
    private final PluginSet plugins;
    private final VersionSwitch versions;
    private final JarStore store;
    private final Ledger ledger;

    /** Digests of plugins that did not start; tried again when another plugin has come. */
    private final Set<String> refused = new TreeSet<>();

    /**
     * Digests of parts of the server that did not start. Each try may interrupt the server, so they
     * are left alone until the file has changed or the server starts anew.
     */
    private final Set<String> refusedParts = new TreeSet<>();

    /** Of the bundles, at the last look. */
    private long changes = -1;

    private boolean news;

    FolderSync(
            DroppedJars dropped,
            PluginBundles bundles,
            Slots slots,
            PluginSet plugins,
            VersionSwitch versions,
            JarStore store,
            Ledger ledger) {
        this.dropped = dropped;
        this.bundles = bundles;
        this.slots = slots;
        this.plugins = plugins;
        this.versions = versions;
        this.store = store;
        this.ledger = ledger;
    }

    /**
     * Checks the parts of the server that the launcher took from the folder: one that does not work
     * gives its place to the distribution's.
     */
    void checkParts() throws IOException, InterruptedException {
        for (Slot slot : slots.taken()) {
            Installed now = slot.inCharge();
            if (now != null && slot.isPart() && !now.official()) {
                try {
                    versions.check(now.bundle());
                } catch (PluginRefused e) {
                    plugins.remove(now, USER);
                    refuse(slot, now.sha256(), e);
                }
            }
        }
    }

    /**
     * Looks at the folder.
     *
     * @return whether there is something to {@link #follow}: a file or a bundle is not as it was,
     *     something is to be tried again
     */
    boolean look() throws IOException {
        long now = bundles.changes();
        news |= dropped.look() || now != changes;
        changes = now;
        return news;
    }

    /** Does what follows from the folder; what throws is done again after the next look. */
    void follow() throws IOException, InterruptedException {
        if (!dropped.refusal().isEmpty()) {
            news = false;
            return;
        }
        Set<String> ids = new TreeSet<>(dropped.ids());
        slots.taken().forEach(slot -> ids.add(slot.id()));
        ids.removeAll(bundles.fixedIds());
        boolean changed = false;
        for (String id : ids) {
            changed |= follow(slots.at(id));
        }
        news = false;
        if (changed) {
            tryAgain();
            store.retain(keptDigests());
        }
    }

    /** What did not start may now have what it lacked. */
    void tryAgain() {
        refused.clear();
        news = true;
    }

    private Set<String> keptDigests() {
        Set<String> kept = new TreeSet<>(ledger.previous().values());
        kept.addAll(dropped.digests());
        ledger.uploads().forEach(upload -> kept.add(upload.sha256()));
        for (Slot slot : slots.taken()) {
            Installed plugin = slot.inCharge();
            if (plugin != null) {
                kept.add(plugin.sha256());
            }
        }
        return kept;
    }

    /** Whether anything was changed. */
    private boolean follow(Slot slot) throws IOException, InterruptedException {
        Installed now = slot.inCharge();
        boolean stopped = ledger.stopped().contains(slot.id());
        if (now != null && stopped && now.isActive() && !versions.isLeaving(now.bundle())) {
            var _ = versions.leave(now.bundle(), Disposal.STOP);
            return true;
        }
        List<PluginJar> jars = candidates(slot);
        for (PluginJar jar : jars) {
            if (now != null && jar.sha256().equals(now.sha256())) {
                return false;
            }
            if (!refused.contains(jar.sha256())
                    && !refusedParts.contains(jar.sha256())
                    && tryReplace(slot, now, jar, !stopped)) {
                return true;
            }
        }
        if (now != null && !now.official() && jars.isEmpty() && dropped.isSettled()) {
            plugins.remove(now, USER);
            return true;
        }
        return false;
    }

    /** Jars of the folder that come before what the distribution has. */
    private List<PluginJar> candidates(Slot slot) {
        return dropped.of(slot.id()).stream()
                .filter(jar -> !slot.isOutdated(jar.version()))
                .toList();
    }

    private boolean tryReplace(Slot slot, @Nullable Installed now, PluginJar jar, boolean startIt)
            throws IOException, InterruptedException {
        try {
            plugins.replace(jar, startIt, USER);
            return true;
        } catch (PluginRefused e) {
            refuse(slot, jar.sha256(), e);
            log.warn(
                    now == null ? "{}" : "{}; {} keeps running",
                    Words.of(e),
                    now == null ? "" : now.version());
            return false;
        }
    }

    private void refuse(Slot slot, String sha256, PluginRefused why) {
        (slot.isPart() ? refusedParts : refused).add(sha256);
        slot.fault(Words.of(why));
    }
}
