package io.gnomon.platform.core.promformat.block;

import io.gnomon.model.labels.Labels;

/** A series of an index: its labels and where its chunks are. Reused from series to series. */
final class SeriesEntry {
    long reference;
    Labels labels = Labels.EMPTY;

    /** The indexes below it count. */
    int chunkCount;

    /** Times of the first and the last sample of each chunk. */
    long[] minTimes = new long[16];

    long[] maxTimes = new long[16];

    /** Number of the chunk file, from 0, in the upper half, offset in it in the lower. */
    long[] chunkReferences = new long[16];

    void reserve(int chunks) {
        chunkCount = chunks;
        if (chunks > minTimes.length) {
            minTimes = new long[chunks];
            maxTimes = new long[chunks];
            chunkReferences = new long[chunks];
        }
    }
}
