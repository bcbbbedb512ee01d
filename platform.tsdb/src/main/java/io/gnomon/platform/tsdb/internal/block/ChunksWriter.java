package io.gnomon.platform.tsdb.internal.block;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.platform.tsdb.internal.codec.ByteSink;
import io.gnomon.platform.tsdb.internal.codec.FloatColumn;
import io.gnomon.platform.tsdb.internal.codec.HistogramColumn;
import io.gnomon.platform.tsdb.internal.codec.LongColumn;
import io.gnomon.platform.tsdb.internal.wal.ChannelOpener;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Cuts the samples of a series into chunks and writes them. A chunk has up to {@value #MOST}
 * samples, all floats or all histograms of one layout; floats that stay the same make one however
 * many they are. For one thread.
 */
final class ChunksWriter implements AutoCloseable {
    /** Samples of a chunk, unless they are all the same. */
    static final int MOST = 480;

    /** Low two bits of a chunk's first number. */
    static final int HISTOGRAMS = 1;

    static final int START_TIMES = 2;

    private final PageWriter out;
    private final FloatColumn floats = new FloatColumn();
    private final HistogramColumn histograms = new HistogramColumn();
    private final LongColumn longs = new LongColumn();
    private final ByteSink chunk = new ByteSink(4096);
    private final long[] scratch = new long[MOST];

    /** Counts so far. */
    long chunks;

    long floatCount;
    long histogramCount;
    long staleCount;

    ChunksWriter(ChannelOpener files, Path folder, boolean compressed) throws IOException {
        PagedFile.Kind kind = PagedFile.Kind.CHUNKS;
        out = new PageWriter(files, folder, kind, kind.fileName(), compressed);
    }

    /** Position of what is written next. */
    long position() {
        return out.position();
    }

    /**
     * Writes the samples of a series.
     *
     * @param present see {@link TimesWriter.Place}
     * @return {@link SeriesWriter#FLOATS} and {@link SeriesWriter#HISTOGRAMS}
     */
    int add(SampleColumn samples, int @Nullable [] present) throws IOException {
        if (present != null) {
            presence(present);
        }
        int kinds = 0;
        int from = 0;
        while (from < samples.size) {
            Histogram first = samples.histogram(from);
            int to = first == null ? floatsEnd(samples, from) : histogramsEnd(samples, from, first);
            write(samples, from, to - from, first != null);
            kinds |= first == null ? SeriesWriter.FLOATS : SeriesWriter.HISTOGRAMS;
            from = to;
        }
        return kinds;
    }

    /** Lengths of the runs of rows that have a sample and that have none, in turn. */
    private void presence(int[] present) throws IOException {
        ByteSink page = out.page();
        chunk.clear();
        int begin = 0;
        int runs = 0;
        for (int i = 1; i <= present.length; i++) {
            if (i == present.length || present[i] != present[i - 1] + 1) {
                chunk.varint(i - begin);
                runs++;
                if (i < present.length) {
                    chunk.varint(present[i] - present[i - 1] - 1);
                    runs++;
                }
                begin = i;
            }
        }
        page.varint(runs);
        page.bytes(chunk.array(), 0, chunk.size());
        out.endRecord();
    }

    private static int floatsEnd(SampleColumn samples, int from) {
        long bits = Double.doubleToRawLongBits(samples.values[from]);
        int same = from + 1;
        while (same < samples.size
                && samples.histogram(same) == null
                && Double.doubleToRawLongBits(samples.values[same]) == bits) {
            same++;
        }
        if (same - from >= MOST && samples.startTimes == null) {
            return same;
        }
        int end = from + 1;
        while (end < samples.size && end - from < MOST && samples.histogram(end) == null) {
            end++;
        }
        return end;
    }

    private static int histogramsEnd(SampleColumn samples, int from, Histogram first) {
        int end = from + 1;
        while (end < samples.size && end - from < MOST) {
            Histogram next = samples.histogram(end);
            if (next == null || !HistogramColumn.sameLayout(first, next)) {
                break;
            }
            end++;
        }
        return end;
    }

    private void write(SampleColumn samples, int from, int n, boolean histogram)
            throws IOException {
        chunk.clear();
        boolean startTimes = anyStartTime(samples, from, n);
        if (histogram) {
            histograms.encode(Objects.requireNonNull(samples.histograms), from, n, chunk);
            histogramCount += n;
        } else {
            floats.encode(samples.values, from, n, chunk);
            floatCount += n;
            for (int i = from; i < from + n; i++) {
                staleCount += SampleValues.isStale(samples.values[i]) ? 1 : 0;
            }
        }
        if (startTimes) {
            System.arraycopy(Objects.requireNonNull(samples.startTimes), from, scratch, 0, n);
            longs.encode(scratch, n, chunk);
        }
        ByteSink page = out.page();
        page.varint((long) n << 2 | (histogram ? HISTOGRAMS : 0) | (startTimes ? START_TIMES : 0));
        page.varint(chunk.size());
        page.bytes(chunk.array(), 0, chunk.size());
        out.endRecord();
        chunks++;
    }

    private static boolean anyStartTime(SampleColumn samples, int from, int n) {
        long[] startTimes = samples.startTimes;
        if (startTimes != null) {
            for (int i = from; i < from + n; i++) {
                if (startTimes[i] != 0) {
                    return true;
                }
            }
        }
        return false;
    }

    long finish() throws IOException {
        return out.finish(new ByteSink(1));
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
