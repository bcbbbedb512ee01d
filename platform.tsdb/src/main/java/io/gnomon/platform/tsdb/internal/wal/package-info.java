/**
 * The write-ahead log: segments of checksummed records, one thread that writes them and fsyncs for
 * all who wait, and the reader that recovery, tails and checkpoints share. The layout is in
 * docs/formats/wal.md.
 */
@NullMarked
package io.gnomon.platform.tsdb.internal.wal;

import org.jspecify.annotations.NullMarked;
