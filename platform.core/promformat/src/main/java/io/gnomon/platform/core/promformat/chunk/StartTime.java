package io.gnomon.platform.core.promformat.chunk;

import io.gnomon.model.sample.SampleColumn;

/**
 * Start times of the samples of one chunk. A header byte says whether the first sample has one (bit
 * 7) and from which sample on they follow each sample (bits 0 to 6, 0 for never); in between the
 * first one holds. Each is stored as the distance back from the time of the sample before, as a
 * delta to the distance before.
 */
final class StartTime {
    private boolean firstKnown;
    private int changesAt;
    private long distance;
    private long current;

    void start(int header) {
        firstKnown = (header & 0x80) != 0;
        changesAt = header & 0x7f;
        distance = 0;
        current = 0;
    }

    /**
     * Reads what follows a sample.
     *
     * @param index of the sample in the chunk
     * @return the start time, 0 when unknown
     */
    long read(BitReader in, int index, long timeMillis, long timeBeforeMillis)
            throws ChunkException {
        if (index == 0) {
            if (firstKnown) {
                current = timeMillis - in.varint();
            }
        } else if (changesAt > 0 && index >= changesAt) {
            long read = in.varbit();
            distance = index == changesAt ? read : distance + read;
            current = timeBeforeMillis - distance;
        }
        return current;
    }

    /** Puts a start time into a row that has room. */
    static void set(SampleColumn column, int row, long startTimeMillis) {
        if (startTimeMillis == 0) {
            return;
        }
        long[] starts = column.startTimes;
        if (starts == null) {
            starts = new long[column.times.length];
            column.startTimes = starts;
        }
        starts[row] = startTimeMillis;
    }
}
