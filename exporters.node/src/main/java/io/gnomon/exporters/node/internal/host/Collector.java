package io.gnomon.exporters.node.internal.host;

import java.io.IOException;

/** One subject of the host. Called by one thread at a time. */
public interface Collector {
    /**
     * Reports the metrics that can be read now.
     *
     * @throws IOException when the subject cannot be read: the collector's success is 0
     * @throws InterruptedException when the scrape is over
     */
    void collect(Metrics out) throws IOException, InterruptedException;

    /** Releases what the collector holds. */
    default void close() {}
}
