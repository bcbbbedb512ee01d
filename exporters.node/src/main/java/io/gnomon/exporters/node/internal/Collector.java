package io.gnomon.exporters.node.internal;

import io.gnomon.spi.exporter.MetricSink;

import java.io.IOException;

/** One subject of the host. Called by one thread at a time. */
interface Collector {
    /** As in node_exporter's flags: {@code --collector.NAME}. */
    String name();

    /**
     * Reports the metrics that can be read now.
     *
     * @throws IOException when the subject cannot be read: the collector's success is 0
     */
    void collect(MetricSink sink) throws IOException;
}
