package io.gnomon.platform.core.scrape.internal.loop;

import io.gnomon.platform.core.config.DiscoveryConfig;
import io.gnomon.platform.core.scrape.TargetDiscovery;
import io.gnomon.spi.discovery.TargetGroup;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.runtime.Registration;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Discoveries that run for other rooms. */
public final class Searches implements TargetDiscovery, AutoCloseable {
    private final Plugins plugins;
    private final InstantSource clock;
    private final DiscoveryMetrics metrics = new DiscoveryMetrics();
    private final Set<DiscoveryLoop> loops = ConcurrentHashMap.newKeySet();
    private final Registration pluginChanges;

    public Searches(Plugins plugins, InstantSource clock) {
        this.plugins = plugins;
        this.clock = clock;
        this.pluginChanges = plugins.onChange(() -> loops.forEach(DiscoveryLoop::pluginsChanged));
    }

    @Override
    public Search search(DiscoveryConfig discovery, String purpose, Runnable onChange) {
        DiscoveryLoop loop =
                new DiscoveryLoop(discovery, purpose, plugins, clock, metrics, onChange);
        loops.add(loop);
        loop.start();
        return new Running(loop);
    }

    private final class Running implements Search {
        private final DiscoveryLoop loop;

        Running(DiscoveryLoop loop) {
            this.loop = loop;
        }

        @Override
        public List<TargetGroup> groups() {
            return loop.groups();
        }

        @Override
        public void close() {
            loops.remove(loop);
            loop.close();
        }
    }

    @Override
    public void close() {
        pluginChanges.close();
        loops.forEach(DiscoveryLoop::close);
    }
}
