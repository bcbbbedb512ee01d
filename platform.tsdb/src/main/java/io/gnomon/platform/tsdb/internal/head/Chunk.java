package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;

import org.jspecify.annotations.Nullable;

/** A run of samples of one series, all floats or all histograms. */
sealed interface Chunk permits OpenChunk, SealedChunk {
    /** Samples that a reader may see who sees batches up to a sequence number. */
    int visible(long upToSeq);

    /** Time of the first sample; a chunk has at least one. */
    long minTime();

    /** Time of the last sample. */
    long maxTime();

    boolean hasHistograms();

    /** The shared column that its times are in, null when they are its own. */
    @Nullable TimeColumn sharedColumn();

    /** Row of its first sample in the shared column. */
    int firstRow();

    /** Appends the samples that are visible and in the time range, both ends included. */
    void read(long min, long max, long upToSeq, SampleColumn into) throws CorruptDataException;
}
