package io.gnomon.platform.core.scrape.internal.loop;

import io.gnomon.platform.core.config.DiscoveryConfig;
import io.gnomon.spi.discovery.Discovery;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.discovery.TargetGroup;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginHandle;
import io.gnomon.spi.runtime.Plugins;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Asks one discovery again and again, on a virtual thread of its own. What was found last stays
 * while the discovery fails or its plugin is away.
 */
final class DiscoveryLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiscoveryLoop.class);

    /** A long poll of up to a minute, and some time to answer. */
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final DiscoveryConfig config;
    private final String job;
    private final PluginHandle<Discovery> discovery;
    private final InstantSource clock;
    private final DiscoveryMetrics.Counts counts;
    private final Runnable onChange;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition pluginsChanged = lock.newCondition();

    private volatile List<TargetGroup> groups = List.of();
    private volatile @Nullable Instant foundAt;
    private volatile String error = "";

    /**
     * A loop that is not started.
     *
     * @param job what the targets are for
     * @param onChange called after other groups were found, on the loop's thread
     */
    DiscoveryLoop(
            DiscoveryConfig config,
            String job,
            Plugins plugins,
            InstantSource clock,
            DiscoveryMetrics metrics,
            Runnable onChange) {
        this.config = config;
        this.job = job;
        this.clock = clock;
        this.counts = metrics.counts(new DiscoveryMetrics.Place(config.name(), job));
        this.onChange = onChange;
        this.discovery = plugins.open(DiscoveryFactory.class, config.name(), config.settings());
        this.thread =
                Thread.ofVirtual()
                        .name("discovery " + config.name() + " of " + job)
                        .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    DiscoveryConfig config() {
        return config;
    }

    /** What was found last. */
    List<TargetGroup> groups() {
        return groups;
    }

    /** When it last worked, null for not yet. */
    @Nullable Instant foundAt() {
        return foundAt;
    }

    /** Why the last refresh failed, empty when it did not. */
    String error() {
        return error;
    }

    /** Tries again at once when the last refresh failed: the plugin may be back. */
    void pluginsChanged() {
        if (!error.isEmpty()) {
            lock.lock();
            try {
                pluginsChanged.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void run() {
        try {
            while (true) {
                await(refresh());
            }
        } catch (InterruptedException e) {
            LOG.debug("Discovery {} of {} ends", config.name(), job);
        } finally {
            discovery.close();
        }
    }

    /** Looks once and says how long to wait. */
    private Duration refresh() throws InterruptedException {
        try {
            Discovery.Found found = ask();
            error = "";
            foundAt = clock.instant();
            counts.received();
            if (!found.groups().equals(groups)) {
                groups = List.copyOf(found.groups());
                counts.updated(clock.millis());
                onChange.run();
            }
            return found.next();
        } catch (PluginException e) {
            String message = String.valueOf(e.getMessage());
            if (!message.equals(error)) {
                LOG.warn("Discovery {} of {} failed: {}", config.name(), job, message);
            }
            error = message;
            counts.failed();
            return RETRY;
        }
    }

    private Discovery.Found ask() throws PluginException, InterruptedException {
        long began = System.nanoTime();
        try {
            return discovery.call(TIMEOUT, Discovery::refresh);
        } finally {
            counts.took((System.nanoTime() - began) / 1e9);
        }
    }

    private void await(Duration wait) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = wait.toNanos();
            boolean failed = !error.isEmpty();
            while (left > 0) {
                left = pluginsChanged.awaitNanos(left);
                if (failed && left > 0) {
                    return;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
