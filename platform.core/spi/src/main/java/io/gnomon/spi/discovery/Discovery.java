package io.gnomon.spi.discovery;

import org.osgi.annotation.versioning.ConsumerType;

import java.time.Duration;
import java.util.List;

/** Finds targets of one section entry. */
@ConsumerType
public interface Discovery extends AutoCloseable {
    /**
     * Looks once. Called on a thread of the plugin's pool, never overlapping for one instance,
     * again after the time that the answer names. May wait for changes (a long poll) for up to a
     * minute and must answer an interrupt. A throw keeps the groups found before and is shown as
     * the discovery's last error; never answer with part of the truth instead.
     *
     * @return all groups known now; a group that is missing is gone
     */
    Found refresh() throws Exception;

    /** Releases what the discovery holds. Called once, after the last refresh has returned. */
    @Override
    default void close() {}

    /**
     * What a refresh found.
     *
     * @param next how long to wait before the next refresh; zero after a long poll
     */
    record Found(List<TargetGroup> groups, Duration next) {}
}
