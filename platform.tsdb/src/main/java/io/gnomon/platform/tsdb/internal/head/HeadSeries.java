package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.Selection.SampleKind;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;
import io.gnomon.platform.tsdb.internal.index.IndexedSeries;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One series: its labels, its chunks, its newest sample. Chunks and newest sample are changed by
 * the log's thread only. Those who append look at the newest sample without a lock: what a batch of
 * another group wrote this moment they may miss, and the log's thread looks again.
 */
public final class HeadSeries implements IndexedSeries {
    private static final SealedChunk[] NO_CHUNKS = new SealedChunk[0];

    /** The first {@code count} sealed chunks and the open one. */
    record Chunks(SealedChunk[] sealed, int count, @Nullable OpenChunk open) {}

    private static final Chunks EMPTY = new Chunks(NO_CHUNKS, 0, null);

    private final int id;
    private final Labels labels;
    private volatile Chunks chunks = EMPTY;

    /** The open chunk, once more, for the log's thread: one step less per sample. */
    private @Nullable OpenChunk appending;

    /** Batch of the first sample since the store was opened, 0 when all readers may see it. */
    private volatile long firstSeq = Long.MAX_VALUE;

    private long lastTime = Long.MIN_VALUE;
    private double lastValue;
    private @Nullable Histogram lastHistogram;

    /** Its SERIES record is in the log. */
    volatile boolean logged;

    /** The label index was told of it. Owned by the log's thread. */
    boolean indexed;

    /** It was dropped from the head; references to it are stale. */
    volatile boolean collected;

    /** Round of collection in which it was used last. */
    volatile long usedInRound;

    /** Batch with a row of it that is not committed, and that row. Hints: the batch checks them. */
    long pendingBatch;

    int pendingRow;

    HeadSeries(int id, Labels labels) {
        this.id = id;
        this.labels = labels;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public Labels labels() {
        return labels;
    }

    long lastTime() {
        return lastTime;
    }

    boolean lastEquals(double value) {
        return lastHistogram == null
                && Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(lastValue);
    }

    boolean lastEquals(Histogram histogram) {
        return histogram.equals(lastHistogram);
    }

    Chunks chunks() {
        return chunks;
    }

    boolean isEmpty() {
        Chunks now = chunks;
        return now.count == 0 && now.open == null;
    }

    /**
     * Appends a sample that is newer than the last. Called by the log's thread.
     *
     * @param shared column of the group that has the sample's time at {@code row}, else null
     * @param oldestReader sequence number of the oldest snapshot
     */
    void append(
            long time,
            double value,
            @Nullable Histogram histogram,
            long seq,
            @Nullable TimeColumn shared,
            int row,
            long oldestReader,
            SealedChunk.Scratch scratch) {
        OpenChunk open = appending;
        boolean sameKind = open != null && open.hasHistograms() == (histogram != null);
        if (open != null && sameKind && open.column == shared && open.first + open.size() == row) {
            open.add(value, histogram);
        } else if (open != null && sameKind && !open.column.isFull()) {
            appendWithOwnTime(open, time, value, histogram, seq);
        } else {
            sealOpen(oldestReader, scratch);
            begin(time, value, histogram, seq, shared, row);
        }
        if (firstSeq == Long.MAX_VALUE) {
            firstSeq = seq;
        }
        lastValue = value;
        lastHistogram = histogram;
        lastTime = time;
    }

    private void publish(SealedChunk[] sealed, int count, @Nullable OpenChunk open) {
        appending = open;
        chunks = new Chunks(sealed, count, open);
    }

    private void begin(
            long time,
            double value,
            @Nullable Histogram histogram,
            long seq,
            @Nullable TimeColumn shared,
            int row) {
        TimeColumn column = shared;
        int first = row;
        if (column == null) {
            column = TimeColumn.ownedBySeries();
            column.add(time, seq);
            first = 0;
        }
        Chunks now = chunks;
        publish(now.sealed, now.count, OpenChunk.of(column, first, value, histogram));
    }

    private void appendWithOwnTime(
            OpenChunk open, long time, double value, @Nullable Histogram histogram, long seq) {
        OpenChunk own = open;
        if (open.column.isShared()) {
            own = open.withOwnColumn();
            own.column.add(time, seq);
            own.add(value, histogram);
            Chunks now = chunks;
            publish(now.sealed, now.count, own);
        } else {
            own.column.add(time, seq);
            own.add(value, histogram);
        }
    }

    /** Compresses the open chunk, if there is one. Called by the log's thread. */
    void sealOpen(long oldestReader, SealedChunk.Scratch scratch) {
        Chunks now = chunks;
        OpenChunk open = now.open;
        if (open == null) {
            return;
        }
        // Readers of the old object see its first count only, so the array may be shared.
        SealedChunk[] all = now.sealed;
        if (now.count == all.length) {
            all = Arrays.copyOf(all, Math.max(2, all.length + (all.length >> 1)));
        }
        all[now.count] = SealedChunk.of(open, Long.MAX_VALUE, oldestReader, scratch);
        publish(all, now.count + 1, null);
    }

    /** Takes its chunks, at least one, from a checkpoint. Called before the store is open. */
    void restore(List<SealedChunk> restored) throws CorruptDataException {
        SealedChunk newest = restored.getLast();
        SampleColumn last = new SampleColumn(TimeColumn.CAPACITY);
        newest.read(newest.maxTime(), newest.maxTime(), Long.MAX_VALUE, last);
        if (last.size != 1) {
            throw new CorruptDataException("a chunk lacks its last sample");
        }
        chunks = new Chunks(restored.toArray(NO_CHUNKS), restored.size(), null);
        firstSeq = 0;
        lastTime = newest.maxTime();
        lastHistogram = last.histogram(0);
        lastValue = last.values[0];
    }

    /** Drops chunks that end before the time. Called by the log's thread. */
    void dropBefore(long time) {
        Chunks now = chunks;
        int drop = 0;
        while (drop < now.count && now.sealed[drop].maxTime() < time) {
            drop++;
        }
        OpenChunk open = now.open;
        boolean dropOpen = drop == now.count && open != null && open.maxTime() < time;
        if (drop == 0 && !dropOpen) {
            return;
        }
        SealedChunk[] left = Arrays.copyOfRange(now.sealed, drop, now.count);
        publish(left, left.length, dropOpen ? null : open);
    }

    /** Deletes samples, both ends included. Called by the log's thread. */
    void delete(long min, long max, long oldestReader, SealedChunk.Scratch scratch) {
        sealOpen(oldestReader, scratch);
        Chunks now = chunks;
        List<SealedChunk> left = new ArrayList<>();
        for (int i = 0; i < now.count; i++) {
            SealedChunk chunk = now.sealed[i];
            if (chunk.maxTime() < min || chunk.minTime() > max) {
                left.add(chunk);
                continue;
            }
            try {
                SealedChunk rest = chunk.without(min, max, scratch);
                if (rest != null) {
                    left.add(rest);
                }
            } catch (CorruptDataException e) {
                throw new IllegalStateException("a chunk in memory cannot be read", e);
            }
        }
        SealedChunk[] all = left.toArray(NO_CHUNKS);
        publish(all, all.length, null);
    }

    /** Time of the oldest sample, {@link Long#MAX_VALUE} when there is none. */
    long minTime() {
        Chunks now = chunks;
        OpenChunk open = now.open;
        return now.count > 0
                ? now.sealed[0].minTime()
                : open != null ? open.minTime() : Long.MAX_VALUE;
    }

    /** Whether a reader may find samples in the range, both ends included. */
    boolean mayHaveSamples(long min, long max, long upToSeq) {
        if (firstSeq > upToSeq) {
            return false;
        }
        Chunks now = chunks;
        OpenChunk open = now.open;
        if (open != null && open.minTime() <= max && open.maxTime() >= min) {
            return true;
        }
        for (int i = now.count - 1; i >= 0; i--) {
            SealedChunk chunk = now.sealed[i];
            if (chunk.maxTime() < min) {
                return false;
            }
            if (chunk.minTime() <= max) {
                return true;
            }
        }
        return false;
    }

    /** Appends what a reader may see in the range, both ends included. */
    void read(long min, long max, long upToSeq, SampleColumn into) throws CorruptDataException {
        Chunks now = chunks;
        for (int i = firstOverlapping(now, min); i < now.count; i++) {
            SealedChunk chunk = now.sealed[i];
            if (chunk.minTime() > max) {
                return;
            }
            chunk.read(min, max, upToSeq, into);
        }
        OpenChunk open = now.open;
        if (open != null) {
            open.read(min, max, upToSeq, into);
        }
    }

    /** Index of the first sealed chunk that does not end before the time. */
    static int firstOverlapping(Chunks chunks, long min) {
        int low = 0;
        int high = chunks.count;
        while (low < high) {
            int mid = (low + high) >>> 1;
            if (chunks.sealed[mid].maxTime() < min) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        return low;
    }

    /** Whether the range has floats, histograms or both. */
    SampleKind kind(long min, long max, long upToSeq) {
        Chunks now = chunks;
        boolean floats = false;
        boolean histograms = false;
        for (int i = firstOverlapping(now, min); i <= now.count; i++) {
            Chunk chunk = i < now.count ? now.sealed[i] : now.open;
            if (chunk != null && chunk.visible(upToSeq) > 0 && chunk.minTime() <= max) {
                histograms |= chunk.hasHistograms();
                floats |= !chunk.hasHistograms();
            }
        }
        return !histograms ? SampleKind.FLOAT : floats ? SampleKind.MIXED : SampleKind.HISTOGRAM;
    }

    /**
     * The group whose times the samples in a range are: an unbroken run of rows that ends with the
     * last row a reader may see in the range. So two series of one group with equally many samples
     * have the same times. -1 when the times are not like that.
     */
    long sharedTimes(long min, long max, long upToSeq) {
        Chunks now = chunks;
        Chunk before = null;
        for (int i = firstOverlapping(now, min); i <= now.count; i++) {
            Chunk chunk = i < now.count ? now.sealed[i] : now.open;
            if (chunk == null || chunk.visible(upToSeq) == 0 || chunk.minTime() > max) {
                break;
            }
            TimeColumn column = chunk.sharedColumn();
            if (column == null || (before != null && !follows(before, chunk, upToSeq))) {
                return -1;
            }
            before = chunk;
        }
        if (before == null) {
            return -1;
        }
        TimeColumn column = before.sharedColumn();
        return column != null && endsRun(before, column, max, upToSeq) ? column.group : -1;
    }

    private static boolean follows(Chunk before, Chunk chunk, long upToSeq) {
        TimeColumn column = before.sharedColumn();
        return column != null
                && before.firstRow() + before.visible(upToSeq) == column.size()
                && column.next() == chunk.sharedColumn()
                && chunk.firstRow() == 0;
    }

    /** Whether the group has no later row in the range that a reader may see. */
    private static boolean endsRun(Chunk last, TimeColumn column, long max, long upToSeq) {
        int end = last.firstRow() + last.visible(upToSeq);
        if (end < column.visible(column.size(), upToSeq)) {
            return column.time(end) > max;
        }
        TimeColumn next = column.next();
        return next == null || next.visible(next.size(), upToSeq) == 0 || next.time(0) > max;
    }
}
