package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.tsdb.internal.codec.ByteSink;
import io.gnomon.platform.tsdb.internal.codec.ByteSource;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;
import io.gnomon.platform.tsdb.internal.codec.FloatColumn;
import io.gnomon.platform.tsdb.internal.codec.HistogramCodec;
import io.gnomon.platform.tsdb.internal.codec.LongDeltas;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * A compressed chunk in a region, found by following references from the series' newest one; the
 * layout is in docs/formats/checkpoint.md. A reusable view, for one thread.
 */
final class SealedChunk {
    /** Header: before, column or length of times, length of samples, flags, count, row, nothing. */
    private static final int HEADER = 8 + 4 + 4 + 4;

    /** Header of a chunk with its own times: first and last time. */
    private static final int OWN_HEADER = HEADER + 8 + 8;

    private static final int OWN_TIMES = 1;
    private static final int HISTOGRAMS = 2;
    private static final int HIDDEN = 4;

    private final Regions regions;
    private final TimeColumns columns;
    private final FloatColumn floats = new FloatColumn();

    private MemorySegment memory = MemorySegment.NULL;
    private int at;
    private int flags;
    private int samplesLength;
    private int timesLength;

    /** Reference of the chunk before, 0 for none. */
    long before;

    int count;
    int firstRow;
    long minTime;
    long maxTime;

    /** Null when the chunk has its own times. */
    @Nullable TimeColumn column;

    SealedChunk(Regions regions, TimeColumns columns) {
        this.regions = regions;
        this.columns = columns;
    }

    /** Writes a chunk that shares its times. */
    static void encode(
            long before,
            int column,
            int firstRow,
            int count,
            boolean histograms,
            boolean hidden,
            ByteSink samples,
            ByteSink out) {
        out.i64(before);
        i32(column, out);
        i32(samples.size(), out);
        out.u8((histograms ? HISTOGRAMS : 0) | (hidden ? HIDDEN : 0));
        out.u8(count);
        out.u8(firstRow);
        out.u8(0);
        out.bytes(samples.array(), 0, samples.size());
    }

    /** Writes a chunk with its own times. */
    static void encode(
            long before,
            long[] times,
            int count,
            boolean histograms,
            boolean hidden,
            ByteSink samples,
            ByteSink out) {
        int start = out.size();
        out.i64(before);
        i32(0, out);
        i32(samples.size(), out);
        out.u8(OWN_TIMES | (histograms ? HISTOGRAMS : 0) | (hidden ? HIDDEN : 0));
        out.u8(count);
        out.u8(0);
        out.u8(0);
        out.i64(times[0]);
        out.i64(times[count - 1]);
        int from = out.size();
        LongDeltas.encode(times, count, out);
        int length = out.size() - from;
        for (int i = 0; i < Integer.BYTES; i++) {
            out.array()[start + Long.BYTES + i] = (byte) (length >>> (8 * i));
        }
        out.bytes(samples.array(), 0, samples.size());
    }

    private static void i32(int value, ByteSink out) {
        for (int shift = 0; shift < 32; shift += 8) {
            out.u8(value >>> shift);
        }
    }

    /** Looks at the chunk of a reference; false when its samples are too old to be kept. */
    boolean open(long ref) {
        Regions.Region region = ref == 0 ? null : regions.of(ref);
        if (region == null) {
            return false;
        }
        memory = region.memory();
        at = Regions.offset(ref);
        before = memory.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
        int third = memory.get(ValueLayout.JAVA_INT_UNALIGNED, at + 8L);
        samplesLength = memory.get(ValueLayout.JAVA_INT_UNALIGNED, at + 12L);
        flags = memory.get(ValueLayout.JAVA_BYTE, at + 16L) & 0xff;
        count = memory.get(ValueLayout.JAVA_BYTE, at + 17L) & 0xff;
        firstRow = memory.get(ValueLayout.JAVA_BYTE, at + 18L) & 0xff;
        if ((flags & OWN_TIMES) != 0) {
            column = null;
            timesLength = third;
            minTime = memory.get(ValueLayout.JAVA_LONG_UNALIGNED, (long) at + HEADER);
            maxTime = memory.get(ValueLayout.JAVA_LONG_UNALIGNED, (long) at + HEADER + 8);
            return true;
        }
        TimeColumn shared = columns.get(third);
        column = shared;
        timesLength = 0;
        if (shared == null || shared.size() < firstRow + count) {
            return false;
        }
        minTime = shared.time(firstRow);
        maxTime = shared.time(firstRow + count - 1);
        return true;
    }

    boolean hasHistograms() {
        return (flags & HISTOGRAMS) != 0;
    }

    /** Whether {@link Hidden} may know that some readers do not see all of it. */
    boolean isHidden() {
        return (flags & HIDDEN) != 0;
    }

    /** The bytes of the chunk, as one that follows another chunk. */
    byte[] copyBehind(long other) {
        int header = column == null ? OWN_HEADER : HEADER;
        byte[] copy = bytes(0, header + timesLength + samplesLength);
        for (int i = 0; i < Long.BYTES; i++) {
            copy[i] = (byte) (other >>> (8 * i));
        }
        return copy;
    }

    /** Appends those of the first {@code visible} samples that are in the range. */
    void read(int visible, long min, long max, SampleColumn into) throws CorruptDataException {
        into.ensureCapacity(into.size + count);
        int to = into.size;
        TimeColumn shared = column;
        int header = shared == null ? OWN_HEADER : HEADER;
        if (shared == null) {
            LongDeltas.decode(bytes(header, timesLength), count, into.times, to);
        } else {
            System.arraycopy(shared.times(), firstRow, into.times, to, count);
        }
        int from = TimeRange.firstAtOrAfter(into.times, to, to + visible, min) - to;
        int end = TimeRange.firstAfter(into.times, to + from, to + visible, max) - to;
        if (from >= end) {
            return;
        }
        byte[] samples = bytes(header + timesLength, samplesLength);
        if (hasHistograms()) {
            readHistograms(samples, from, end, into);
            return;
        }
        floats.decode(new ByteSource(samples), count, into.values, to);
        if (from > 0) {
            System.arraycopy(into.times, to + from, into.times, to, end - from);
            System.arraycopy(into.values, to + from, into.values, to, end - from);
        }
        into.size = to + end - from;
    }

    private byte[] bytes(int offset, int length) {
        byte[] bytes = new byte[length];
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, (long) at + offset, bytes, 0, length);
        return bytes;
    }

    private void readHistograms(byte[] samples, int from, int to, SampleColumn into)
            throws CorruptDataException {
        long[] mine = Arrays.copyOfRange(into.times, into.size, into.size + to);
        ByteSource in = new ByteSource(samples);
        for (int i = 0; i < to; i++) {
            Histogram histogram = HistogramCodec.decode(in);
            if (i >= from) {
                into.add(mine[i], histogram);
            }
        }
    }
}
