/**
 * Blocks of Prometheus's store: {@link io.gnomon.platform.core.promformat.block.BlockReader} reads
 * a block folder series by series, {@link io.gnomon.platform.core.promformat.block.BlockWriter}
 * writes one.
 *
 * <p>Source of the formats: prometheus/prometheus, tsdb/docs/format (index.md, chunks.md,
 * tombstones.md) and tsdb/index. Checksums are CRC-32C, numbers big endian.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.gnomon.platform.core.promformat.block;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
