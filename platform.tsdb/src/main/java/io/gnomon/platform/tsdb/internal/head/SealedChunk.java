package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.tsdb.internal.codec.ByteSink;
import io.gnomon.platform.tsdb.internal.codec.ByteSource;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;
import io.gnomon.platform.tsdb.internal.codec.HistogramCodec;
import io.gnomon.platform.tsdb.internal.codec.TimeChunk;
import io.gnomon.platform.tsdb.internal.codec.ValueChunk;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;

/**
 * A compressed chunk. Immutable.
 *
 * @param column the shared column of its times, null when they are in {@code times}
 * @param firstRow row of its first sample in the column
 * @param times encoded times, empty with a column
 * @param lastSeq batch of its last sample
 * @param seqs batches of its samples while a reader may need them, null when all may see all
 */
record SealedChunk(
        @Nullable TimeColumn column,
        int firstRow,
        int count,
        boolean hasHistograms,
        byte[] times,
        byte[] samples,
        long minTime,
        long maxTime,
        long lastSeq,
        long @Nullable [] seqs)
        implements Chunk {

    /** Room for one chunk while it is encoded or decoded. For one thread. */
    static final class Scratch {
        final ByteSink bytes = new ByteSink(1024);
        final long[] numbers = new long[TimeColumn.CAPACITY];
        final long[] times = new long[TimeColumn.CAPACITY];
    }

    /**
     * Compresses what is visible of an open chunk, at least one sample.
     *
     * @param oldestReader sequence number of the oldest snapshot
     */
    static SealedChunk of(OpenChunk open, long upToSeq, long oldestReader, Scratch scratch) {
        int n = open.visible(upToSeq);
        int first = open.first;
        TimeColumn column = open.column;
        byte[] times = new byte[0];
        if (!column.isShared()) {
            scratch.bytes.clear();
            TimeChunk.encode(column.times(), n, scratch.bytes);
            times = scratch.bytes.toByteArray();
        }
        scratch.bytes.clear();
        @Nullable Histogram[] histograms = open.histograms();
        if (histograms == null) {
            ValueChunk.encode(open.values(), n, scratch.numbers, scratch.bytes);
        } else {
            encode(histograms, n, scratch.bytes);
        }
        long lastSeq = column.seq(first + n - 1);
        return new SealedChunk(
                column.isShared() ? column : null,
                first,
                n,
                histograms != null,
                times,
                scratch.bytes.toByteArray(),
                column.time(first),
                column.time(first + n - 1),
                lastSeq,
                lastSeq > oldestReader ? seqs(column, first, n) : null);
    }

    /** The samples that a reader may see, at least one, as a chunk with its own times. */
    SealedChunk prefix(long upToSeq, Scratch scratch) throws CorruptDataException {
        SampleColumn samples = new SampleColumn(TimeColumn.CAPACITY);
        read(Long.MIN_VALUE, Long.MAX_VALUE, upToSeq, samples);
        SealedChunk prefix = of(samples, i -> true, i -> 0, Long.MAX_VALUE, scratch);
        if (prefix == null) {
            throw new IllegalStateException("nothing of the chunk is visible");
        }
        return prefix;
    }

    /** This chunk without the samples in a range, null when none is left. */
    @Nullable SealedChunk without(long min, long max, Scratch scratch) throws CorruptDataException {
        SampleColumn samples = new SampleColumn(TimeColumn.CAPACITY);
        read(Long.MIN_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, samples);
        long[] times = samples.times;
        long[] s = seqs;
        return of(
                samples,
                i -> times[i] < min || times[i] > max,
                i -> s == null ? 0 : s[i],
                s == null ? Long.MAX_VALUE : Long.MIN_VALUE,
                scratch);
    }

    /** Some of the samples as a chunk with its own times, null when there are none. */
    private static @Nullable SealedChunk of(
            SampleColumn samples,
            IntPredicate wanted,
            IntToLongFunction seq,
            long oldestReader,
            Scratch scratch) {
        TimeColumn own = TimeColumn.ownedBySeries();
        OpenChunk open = null;
        for (int i = 0; i < samples.size; i++) {
            if (!wanted.test(i)) {
                continue;
            }
            own.add(samples.times[i], seq.applyAsLong(i));
            if (open == null) {
                open = OpenChunk.of(own, 0, samples.values[i], samples.histogram(i));
            } else {
                open.add(samples.values[i], samples.histogram(i));
            }
        }
        return open == null ? null : of(open, Long.MAX_VALUE, oldestReader, scratch);
    }

    private static void encode(@Nullable Histogram[] histograms, int count, ByteSink out) {
        for (int i = 0; i < count; i++) {
            Histogram histogram = histograms[i];
            if (histogram != null) {
                HistogramCodec.encode(histogram, out);
            }
        }
    }

    private static long[] seqs(TimeColumn column, int first, int count) {
        long[] seqs = new long[count];
        for (int i = 0; i < count; i++) {
            seqs[i] = column.seq(first + i);
        }
        return seqs;
    }

    @Override
    public int visible(long upToSeq) {
        int n = count;
        long[] s = seqs;
        if (s != null && lastSeq > upToSeq) {
            while (n > 0 && s[n - 1] > upToSeq) {
                n--;
            }
        }
        return n;
    }

    @Override
    public @Nullable TimeColumn sharedColumn() {
        return column;
    }

    @Override
    public void read(long min, long max, long upToSeq, SampleColumn into)
            throws CorruptDataException {
        int n = visible(upToSeq);
        if (n == 0 || maxTime < min || minTime > max) {
            return;
        }
        into.ensureCapacity(into.size + count);
        int at = into.size;
        long[] all = into.times;
        if (column == null) {
            TimeChunk.decode(times, count, all, at);
        } else {
            System.arraycopy(column.times(), firstRow, all, at, count);
        }
        int from = TimeRange.firstAtOrAfter(all, at, at + n, min);
        int to = TimeRange.firstAfter(all, from, at + n, max);
        if (hasHistograms) {
            readHistograms(from - at, to - at, into);
            return;
        }
        ValueChunk.decode(samples, count, into.values, at);
        if (from > at) {
            System.arraycopy(all, from, all, at, to - from);
            System.arraycopy(into.values, from, into.values, at, to - from);
        }
        into.size = at + to - from;
    }

    private void readHistograms(int from, int to, SampleColumn into) throws CorruptDataException {
        long[] mine = Arrays.copyOfRange(into.times, into.size, into.size + count);
        ByteSource in = new ByteSource(samples);
        for (int i = 0; i < to; i++) {
            Histogram histogram = HistogramCodec.decode(in);
            if (i >= from) {
                into.add(mine[i], histogram);
            }
        }
    }
}
