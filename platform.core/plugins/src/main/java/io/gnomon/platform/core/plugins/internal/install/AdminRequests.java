package io.gnomon.platform.core.plugins.internal.install;

import io.gnomon.spi.runtime.PluginRefused;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;

/**
 * What an administrator asks for that changes the plugins folder: the folder says what runs, so it
 * is changed too. For one thread.
 */
final class AdminRequests {
    private static final Logger audit = LoggerFactory.getLogger("io.gnomon.audit");

    private final PluginBundles bundles;
    private final DroppedJars dropped;
    private final Slots slots;
    private final PluginSet plugins;
    private final FolderSync folder;
    private final JarStore store;
    private final Ledger ledger;

    AdminRequests(
            PluginBundles bundles,
            DroppedJars dropped,
            Slots slots,
            PluginSet plugins,
            FolderSync folder,
            JarStore store,
            Ledger ledger) {
        this.bundles = bundles;
        this.dropped = dropped;
        this.slots = slots;
        this.plugins = plugins;
        this.folder = folder;
        this.store = store;
        this.ledger = ledger;
    }

    /** Puts a jar in charge and into the folder; what is not hot only into the folder. */
    void put(PluginJar jar, String user) throws PluginRefused, IOException, InterruptedException {
        Slot slot = slots.at(jar.id());
        checkPlace(slot, jar);
        Installed now = slot.inCharge();
        if (!bundles.isFixed(jar.id()) && (now == null || !now.sha256().equals(jar.sha256()))) {
            plugins.replace(jar, true, user);
            ledger.stopped().remove(jar.id());
            ledger.save();
        }
        dropped.put(jar);
        folder.tryAgain();
    }

    private void checkPlace(Slot slot, PluginJar jar) throws PluginRefused {
        if (!dropped.refusal().isEmpty()) {
            throw new PluginRefused(dropped.refusal());
        }
        if (bundles.isFramework(jar.id())) {
            throw new PluginRefused(
                    "%s is what everything else runs in: it comes with the distribution only"
                            .formatted(jar.id()));
        }
        Installed own = slot.own();
        if (own != null && slot.isOutdated(jar.version())) {
            throw new PluginRefused(
                    "%s %s is older than %s of the distribution"
                            .formatted(jar.id(), jar.version(), own.version()));
        }
    }

    /** Deletes a dropped plugin. */
    void remove(String id, String user) throws PluginRefused, IOException, InterruptedException {
        if (bundles.isFixed(id) && dropped.ids().contains(id)) {
            dropped.remove(id);
            return;
        }
        Installed plugin = slots.find(id);
        if (plugin.official()) {
            throw new PluginRefused(
                    "%s belongs to the distribution and can only be %s"
                            .formatted(id, slots.at(id).isPart() ? "replaced" : "stopped"));
        }
        dropped.remove(id);
        plugins.remove(plugin, user);
    }

    /** Goes back to what ran before. */
    void rollBack(String id, String user) throws PluginRefused, IOException, InterruptedException {
        Installed plugin = slots.find(id);
        String previous = ledger.previous().get(id);
        if (previous == null) {
            throw new PluginRefused("no other version of %s ran before".formatted(id));
        }
        audit.info("plugin {} {} is rolled back by {}", id, plugin.version(), user);
        if (previous.equals(Ledger.OFFICIAL)) {
            remove(id, user);
        } else {
            put(store.get(previous), user);
        }
    }
}
