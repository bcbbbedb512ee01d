/**
 * Metrics of this host under node_exporter's names. {@link
 * io.gnomon.exporters.node.internal.NodeExporter} runs the collectors; each {@link
 * io.gnomon.exporters.node.internal.Collector} is a small class of its own that reads a file or
 * two.
 */
@NullMarked
package io.gnomon.exporters.node.internal;

import org.jspecify.annotations.NullMarked;
