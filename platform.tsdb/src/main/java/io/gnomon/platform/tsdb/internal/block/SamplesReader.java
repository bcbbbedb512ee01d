package io.gnomon.platform.tsdb.internal.block;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.tsdb.internal.codec.ByteSource;
import io.gnomon.platform.tsdb.internal.codec.CorruptDataException;
import io.gnomon.platform.tsdb.internal.codec.FloatColumn;
import io.gnomon.platform.tsdb.internal.codec.HistogramColumn;
import io.gnomon.platform.tsdb.internal.codec.LongColumn;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/** Reads the samples of series over a range of time, both ends included. For one thread. */
final class SamplesReader {
    private final Times.Reader times;
    private final PageReader chunks;
    private final long min;
    private final long max;
    private final PageReader.Buffer page = new PageReader.Buffer();
    private final FloatColumn floats = new FloatColumn();
    private final HistogramColumn histograms = new HistogramColumn();
    private final LongColumn longs = new LongColumn();
    private double[] scratch = new double[ChunksWriter.MOST];

    /** Where the next chunk of the series begins, and where its chunks end. */
    private long position;

    private long end;

    SamplesReader(Times times, PageReader chunks, long min, long max) {
        this.times = times.new Reader(min, max);
        this.chunks = chunks;
        this.min = min;
        this.max = max;
    }

    /** Where a series' samples are; see {@link SeriesDirectory.Cursor}. */
    record Series(int flags, int column, int firstRow, int rows, long start, long length) {}

    /** Replaces the content of {@code into} by the samples that lie in the range. */
    void read(Series series, SampleColumn into) throws CorruptDataException {
        into.clear();
        position = series.start;
        end = series.start + series.length;
        Times.Rows rows = times.rows(series.column);
        try {
            int from = times(series, rows, into);
            if (into.size > 0) {
                values(from, into);
            }
        } catch (CorruptDataException e) {
            into.clear();
            throw chunks.inFile(e);
        }
    }

    /** Fills in the times and the size; returns the number of the first sample in the range. */
    private int times(Series series, Times.Rows rows, SampleColumn into)
            throws CorruptDataException {
        long[] all = rows.times();
        int offset = rows.firstRow();
        int n = offset + all.length;
        int first = series.firstRow;
        int last = series.rows < 0 ? n : Math.min(n, first + series.rows);
        int from = Math.max(first, offset + firstAtOrAfter(all, min));
        int to = Math.min(last, offset + firstAfter(all, max));
        if ((series.flags & SeriesWriter.GAPS) != 0) {
            return timesWithGaps(all, offset, first, from, to, into);
        }
        if (to <= from) {
            return 0;
        }
        into.ensureCapacity(to - from);
        System.arraycopy(all, from - offset, into.times, 0, to - from);
        into.size = to - from;
        return from - first;
    }

    private int timesWithGaps(
            long[] all, int offset, int first, int from, int to, SampleColumn into)
            throws CorruptDataException {
        ByteSource in = load();
        int begin = in.position();
        int runs = in.count(1);
        into.ensureCapacity(Math.max(0, to - from));
        int row = first;
        int samples = 0;
        int before = 0;
        for (int i = 0; i < runs; i++) {
            int length = (int) Math.min(in.varint(), Integer.MAX_VALUE / 2);
            if (length < 0 || row + length < row) {
                throw new CorruptDataException("gaps that go past the end of a column");
            }
            if ((i & 1) == 0) {
                int low = Math.max(row, from);
                int high = Math.min(row + length, to);
                before += Math.max(0, Math.min(length, from - row));
                if (low < high) {
                    System.arraycopy(all, low - offset, into.times, samples, high - low);
                    samples += high - low;
                }
            }
            row += length;
        }
        position += in.position() - begin;
        into.size = samples;
        return before;
    }

    private static int firstAtOrAfter(long[] times, long time) {
        int i = Arrays.binarySearch(times, time);
        return i >= 0 ? i : -i - 1;
    }

    private static int firstAfter(long[] times, long time) {
        int i = Arrays.binarySearch(times, time);
        return i >= 0 ? i + 1 : -i - 1;
    }

    /** The page at the position, from there on. */
    private ByteSource load() throws CorruptDataException {
        if (position >= end) {
            throw new CorruptDataException("a series has fewer samples than times");
        }
        int number = chunks.pageOfPosition(position);
        chunks.load(number, page);
        return page.sourceFrom((int) (position - chunks.rawStart(number)));
    }

    /** Reads samples {@code from} on into the rows that have times. */
    private void values(int from, SampleColumn into) throws CorruptDataException {
        int to = from + into.size;
        int first = 0;
        while (first < to) {
            ByteSource in = load();
            int begin = in.position();
            long head = in.varint();
            int count = (int) (head >>> 2);
            long bytes = in.varint();
            if (count <= 0 || head >>> 2 > Integer.MAX_VALUE / 2) {
                throw new CorruptDataException("a chunk of " + (head >>> 2) + " samples");
            }
            if (first + count > from) {
                chunk(in, (int) head & 3, count, from - first, to - first, into);
            }
            position += in.position() - begin + (first + count > from ? 0 : bytes);
            first += count;
        }
    }

    /**
     * Reads a chunk.
     *
     * @param from number in the chunk of the sample that belongs into row 0, may be negative
     * @param to number in the chunk of the sample after the last row
     */
    private void chunk(ByteSource in, int kind, int count, int from, int to, SampleColumn into)
            throws CorruptDataException {
        int low = Math.max(0, from);
        int high = Math.min(count, to);
        int row = low - from;
        if ((kind & ChunksWriter.HISTOGRAMS) != 0) {
            @Nullable Histogram[] all = new @Nullable Histogram[count];
            histograms.decode(in, count, all, 0);
            System.arraycopy(all, low, histogramRows(into), row, high - low);
        } else if (low == 0 && high == count) {
            floats.decode(in, count, into.values, row);
        } else {
            if (scratch.length < count) {
                scratch = new double[count];
            }
            floats.decode(in, count, scratch, 0);
            System.arraycopy(scratch, low, into.values, row, high - low);
        }
        if ((kind & ChunksWriter.START_TIMES) != 0) {
            long[] all = new long[count];
            longs.decode(in, count, all, 0);
            System.arraycopy(all, low, startTimeRows(into), row, high - low);
        }
    }

    private static @Nullable Histogram[] histogramRows(SampleColumn into) {
        @Nullable Histogram[] rows = into.histograms;
        if (rows == null) {
            rows = new @Nullable Histogram[into.times.length];
            into.histograms = rows;
        }
        return rows;
    }

    private static long[] startTimeRows(SampleColumn into) {
        long[] rows = into.startTimes;
        if (rows == null) {
            rows = new long[into.times.length];
            into.startTimes = rows;
        }
        return rows;
    }
}
