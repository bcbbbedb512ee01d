/**
 * Chunks of Prometheus: {@link io.gnomon.platform.core.promformat.chunk.ChunkDecoder} reads all six
 * encodings, {@link io.gnomon.platform.core.promformat.chunk.ChunkEncoder} writes the three that
 * every reader knows.
 *
 * <p>Source of the formats: prometheus/prometheus, tsdb/docs/format/chunks.md and tsdb/chunkenc.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.gnomon.platform.core.promformat.chunk;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
