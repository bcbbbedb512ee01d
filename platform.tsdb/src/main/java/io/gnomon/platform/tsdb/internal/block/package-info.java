/**
 * Immutable blocks on disk. What goes in is a {@link
 * io.gnomon.platform.tsdb.internal.block.SeriesFeed}, whoever makes it; {@link
 * io.gnomon.platform.tsdb.internal.block.BlockWriter} publishes the block and {@link
 * io.gnomon.platform.tsdb.internal.block.Block} reads it. The files: docs/formats/block.md.
 */
@NullMarked
package io.gnomon.platform.tsdb.internal.block;

import org.jspecify.annotations.NullMarked;
