package io.gnomon.platform.core.plugins.internal.install;

import io.gnomon.platform.core.plugins.internal.calls.Words;
import io.gnomon.spi.runtime.PluginRefused;

import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The places of all plugins. For one thread. */
final class Slots {
    private static final Logger log = LoggerFactory.getLogger(Slots.class);

    private final PluginBundles bundles;
    private final JarStore store;
    private final Map<String, Slot> byId = new TreeMap<>();

    Slots(PluginBundles bundles, JarStore store) {
        this.bundles = bundles;
        this.store = store;
    }

    /** The place of a plugin, which may have nobody in charge. */
    Slot at(String id) {
        return byId.computeIfAbsent(id, Slot::new);
    }

    /** Those that somebody is in charge of, by id. */
    List<Slot> taken() {
        return byId.values().stream().filter(slot -> slot.inCharge() != null).toList();
    }

    /**
     * Who is in charge of a plugin.
     *
     * @throws PluginRefused when nobody is
     */
    Installed find(String id) throws PluginRefused {
        Installed plugin = at(id).inCharge();
        if (plugin == null) {
            throw new PluginRefused("there is no plugin %s".formatted(id));
        }
        return plugin;
    }

    /** Finds what the framework's cache brought back. */
    void adopt() throws IOException {
        for (Bundle bundle : bundles.dropped().toList()) {
            try {
                String sha256 = PluginBundles.sha256(bundle);
                String publisher = store.has(sha256) ? store.get(sha256).publisher() : "";
                Installed plugin = Installed.dropped(bundle, publisher);
                at(plugin.id()).takeCharge(plugin);
            } catch (PluginRefused e) {
                log.warn("{}: {}", bundle, Words.of(e));
            }
        }
        lookForOfficial();
    }

    /** Takes in what the distribution has; it is in charge where nobody else is. */
    void lookForOfficial() throws IOException {
        Map<String, Bundle> now = bundles.official();
        for (Slot slot : byId.values()) {
            if (!now.containsKey(slot.id())) {
                slot.own(null);
            }
        }
        for (Bundle bundle : now.values()) {
            Slot slot = at(bundle.getSymbolicName());
            Installed known = slot.own();
            if (known == null || !known.bundle().getVersion().equals(bundle.getVersion())) {
                try {
                    slot.own(Installed.official(bundle));
                } catch (PluginRefused e) {
                    slot.fault(Words.of(e));
                }
            }
            Installed own = slot.own();
            if (slot.inCharge() == null && own != null) {
                slot.takeCharge(own);
            }
        }
    }
}
