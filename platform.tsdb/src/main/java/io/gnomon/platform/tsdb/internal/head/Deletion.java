package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Takes samples out of a series: chunks never change, so those with such samples and all newer ones
 * are written once more. For who has the log's lock.
 */
final class Deletion {
    private final ChunkWriter writer;
    private final ChunkSealer sealer;
    private final Regions regions;
    private final Hidden hidden;
    private final SealedChunk chunk;
    private final SampleColumn all = new SampleColumn(TimeColumn.CAPACITY);
    private final SampleColumn left = new SampleColumn(TimeColumn.CAPACITY);
    private long[] chain = new long[16];

    Deletion(SeriesStore store, ChunkWriter writer, ChunkSealer sealer) {
        this.writer = writer;
        this.sealer = sealer;
        this.regions = store.regions;
        this.hidden = store.hidden;
        chunk = new SealedChunk(store.regions, store.columns);
    }

    /** Deletes samples, both ends included. */
    void run(MemorySegment page, int id, long min, long max, long oldestReader) {
        writer.sealOpen(page, id, oldestReader);
        long at = SeriesTable.at(id);
        int n = 0;
        long older = SeriesTable.getLong(page, at + SeriesTable.SEALED);
        while (chunk.open(older) && chunk.maxTime >= min) {
            if (n == chain.length) {
                chain = Arrays.copyOf(chain, 2 * n);
            }
            chain[n++] = older;
            older = chunk.before;
        }
        long newest = chunk.open(older) ? older : 0;
        for (int i = n - 1; i >= 0; i--) {
            try {
                newest = copy(chain[i], newest, min, max);
            } catch (CorruptDataException e) {
                throw new IllegalStateException("a chunk of series " + id + " is damaged", e);
            }
        }
        SeriesTable.beginChange(page, at);
        SeriesTable.setLong(page, at + SeriesTable.SEALED, newest);
        SeriesTable.endChange(page, at);
    }

    /** Copies what is left of a chunk behind another one; the answer is the newest chunk then. */
    private long copy(long ref, long before, long min, long max) throws CorruptDataException {
        chunk.open(ref);
        boolean isHidden = chunk.isHidden();
        if (chunk.minTime > max) {
            byte[] bytes = chunk.copyBehind(before);
            long copy = regions.append(bytes, bytes.length, chunk.maxTime);
            hidden.copy(ref, copy, kept -> kept);
            return copy;
        }
        all.clear();
        left.clear();
        chunk.read(chunk.count, Long.MIN_VALUE, Long.MAX_VALUE, all);
        for (int i = 0; i < all.size; i++) {
            if (all.times[i] < min || all.times[i] > max) {
                var histogram = all.histogram(i);
                if (histogram == null) {
                    left.add(all.times[i], all.values[i]);
                } else {
                    left.add(all.times[i], histogram);
                }
            }
        }
        if (left.size == 0) {
            return before;
        }
        long copy = sealer.seal(before, left, isHidden);
        hidden.copy(ref, copy, seen -> leftOf(seen, min, max));
        return copy;
    }

    private int leftOf(int seen, long min, long max) {
        int kept = 0;
        for (int i = 0; i < seen; i++) {
            kept += all.times[i] < min || all.times[i] > max ? 1 : 0;
        }
        return kept;
    }
}
