package io.gnomon.platform.tsdb.internal.block;

import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.tsdb.internal.codec.ByteSink;
import io.gnomon.platform.tsdb.internal.codec.LongColumn;
import io.gnomon.platform.tsdb.internal.wal.ChannelOpener;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps each distinct sequence of times once. Series of a scrape group have the same times, found
 * by their content; a series that missed some scrapes is a part of its group's column with gaps.
 * For one thread.
 */
final class TimesWriter implements AutoCloseable {
    /** Times that are encoded together. */
    static final int RUN = 480;

    /** Two independent hashes and the length: what is equal in all is taken to be equal. */
    private record Content(long hash, long other, int rows) {}

    /** A column as it was written, to be compared with others. */
    private record Written(int number, long[] times) {}

    /** Columns whose times are at hand for series with gaps. */
    private static final int AT_HAND = 4096;

    private static final long ROWS_AT_HAND = 4 << 20;

    private final PageWriter out;
    private final LongColumn codec = new LongColumn();
    private final ByteSink directory = new ByteSink(1024);
    private final ByteSink run = new ByteSink(1024);
    private final Map<Content, Integer> columns = new HashMap<>();
    private final Map<Long, Written> byGroup = new HashMap<>();
    private final Map<Long, Written> byFirst = new HashMap<>();
    private final Map<Long, Written> byLast = new HashMap<>();
    private final List<Written> atHand = new ArrayList<>();
    private long[] scratch = new long[RUN];
    private long rowsAtHand;
    private long lastFirst;
    private int number;

    TimesWriter(ChannelOpener files, Path folder, boolean compressed) throws IOException {
        PagedFile.Kind kind = PagedFile.Kind.TIMES;
        out = new PageWriter(files, folder, kind, kind.fileName(), compressed);
    }

    /**
     * Where the times of a series are.
     *
     * @param firstRow row of its first sample
     * @param rows from there to its last sample
     * @param present rows that have a sample, relative to the first one; null when all have
     */
    record Place(int column, boolean whole, int firstRow, int rows, int @Nullable [] present) {}

    /** Finds the column with these times, or adds one. */
    Place place(SampleColumn samples, long group) throws IOException {
        int n = samples.size;
        long[] times = samples.times;
        Content content = content(times, n);
        Integer known = columns.get(content);
        if (known != null) {
            return new Place(known, true, 0, n, null);
        }
        Place part = part(byGroup.get(group), times, n);
        if (part == null) {
            part = part(byFirst.get(times[0]), times, n);
        }
        if (part == null) {
            part = part(byLast.get(times[n - 1]), times, n);
        }
        if (part != null) {
            return part;
        }
        int column = write(times, n);
        columns.put(content, column);
        remember(column, times, n, group);
        return new Place(column, true, 0, n, null);
    }

    private static Content content(long[] times, int n) {
        long hash = 0x9e3779b97f4a7c15L;
        long other = n;
        for (int i = 0; i < n; i++) {
            hash = (hash ^ times[i]) * 0xff51afd7ed558ccdL;
            hash ^= hash >>> 32;
            other = Long.rotateLeft(other + times[i] * 0xc2b2ae3d27d4eb4fL, 31) * 5 + 0x52dce729;
        }
        return new Content(hash, other, n);
    }

    private static @Nullable Place part(@Nullable Written of, long[] times, int n) {
        if (of == null || of.times.length < n) {
            return null;
        }
        long[] all = of.times;
        int first = Arrays.binarySearch(all, times[0]);
        if (first < 0 || all[all.length - 1] < times[n - 1] || all.length - first < n) {
            return null;
        }
        int rows = Arrays.binarySearch(all, times[n - 1]) - first + 1;
        if (rows < n) {
            return null;
        }
        int[] present = new int[n];
        int row = first;
        for (int i = 0; i < n; i++) {
            while (all[row] < times[i]) {
                row++;
            }
            if (all[row] != times[i]) {
                return null;
            }
            present[i] = row - first;
        }
        return new Place(of.number, false, first, rows, rows == n ? null : present);
    }

    private void remember(int column, long[] times, int n, long group) {
        if (atHand.size() >= AT_HAND || rowsAtHand + n > ROWS_AT_HAND) {
            byGroup.clear();
            byFirst.clear();
            byLast.clear();
            atHand.clear();
            rowsAtHand = 0;
        }
        Written written = new Written(column, Arrays.copyOf(times, n));
        atHand.add(written);
        rowsAtHand += n;
        if (group >= 0) {
            keepLonger(byGroup, group, written);
        }
        keepLonger(byFirst, times[0], written);
        keepLonger(byLast, times[n - 1], written);
    }

    private static void keepLonger(Map<Long, Written> by, long key, Written written) {
        by.merge(key, written, (a, b) -> a.times.length > b.times.length ? a : b);
    }

    private int write(long[] times, int n) throws IOException {
        ByteSink page = out.page();
        page.varint(n);
        long before = times[0];
        run.clear();
        for (int from = 0; from < n; from += RUN) {
            int length = Math.min(RUN, n - from);
            System.arraycopy(times, from, scratch, 0, length);
            int start = run.size();
            codec.encode(scratch, length, run);
            page.varint(run.size() - start);
            page.zigzag(times[from] - before);
            before = times[from];
        }
        page.bytes(run.array(), 0, run.size());
        out.endRecord();
        directory.varint(n);
        directory.zigzag(times[0] - lastFirst);
        directory.varint(times[n - 1] - times[0]);
        lastFirst = times[0];
        return number++;
    }

    int columnCount() {
        return number;
    }

    long finish() throws IOException {
        return out.finish(directory);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
