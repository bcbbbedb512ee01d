package io.gnomon.platform.tsdb.internal.block;

import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.tsdb.internal.codec.ByteSink;
import io.gnomon.platform.tsdb.internal.codec.ByteSource;
import io.gnomon.platform.tsdb.internal.wal.ChannelOpener;
import io.gnomon.platform.tsdb.internal.wal.WalFolder;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What is deleted of a block: ranges of time by number of the series. Immutable. */
final class Tombstones {
    private static final String NAME = PagedFile.Kind.TOMBSTONES.fileName();

    static final Tombstones NONE = new Tombstones(Map.of());

    /** First and last time of each range, both included; ranges ascend and do not touch. */
    private final Map<Integer, long[]> ranges;

    private Tombstones(Map<Integer, long[]> ranges) {
        this.ranges = ranges;
    }

    /** Series of which something is deleted. */
    int series() {
        return ranges.size();
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** With one more range for each of the series. */
    Tombstones plus(int[] series, int count, long min, long max) {
        Map<Integer, long[]> more = new TreeMap<>(ranges);
        for (int i = 0; i < count; i++) {
            more.merge(series[i], new long[] {min, max}, (old, added) -> joined(old, min, max));
        }
        return new Tombstones(more);
    }

    private static long[] joined(long[] old, long min, long max) {
        long[] all = new long[old.length + 2];
        long low = min;
        long high = max;
        int n = 0;
        int i = 0;
        // Ranges that end before the new one begins, with at least one time between.
        for (; i < old.length && (old[i + 1] < low && old[i + 1] + 1 < low); i += 2) {
            all[n++] = old[i];
            all[n++] = old[i + 1];
        }
        for (; i < old.length && (old[i] <= high || old[i] == high + 1); i += 2) {
            low = Math.min(low, old[i]);
            high = Math.max(high, old[i + 1]);
        }
        all[n++] = low;
        all[n++] = high;
        for (; i < old.length; i++) {
            all[n++] = old[i];
        }
        return Arrays.copyOf(all, n);
    }

    /** Whether anything of a series is deleted. */
    boolean has(int series) {
        return ranges.containsKey(series);
    }

    /** Whether all of a range is deleted. */
    boolean covers(int series, long min, long max) {
        long[] of = ranges.get(series);
        if (of != null) {
            for (int i = 0; i < of.length; i += 2) {
                if (of[i] <= min && of[i + 1] >= max) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean isDeleted(int series, long time) {
        return covers(series, time, time);
    }

    /** Takes the deleted samples of a series out. */
    void apply(int series, SampleColumn samples) {
        long[] of = ranges.get(series);
        if (of == null) {
            return;
        }
        int kept = 0;
        int range = 0;
        for (int i = 0; i < samples.size; i++) {
            long time = samples.times[i];
            while (range < of.length && of[range + 1] < time) {
                range += 2;
            }
            if (range < of.length && of[range] <= time) {
                continue;
            }
            if (kept != i) {
                move(samples, i, kept);
            }
            kept++;
        }
        if (samples.histograms != null) {
            Arrays.fill(samples.histograms, kept, samples.size, null);
        }
        if (samples.startTimes != null) {
            Arrays.fill(samples.startTimes, kept, samples.size, 0);
        }
        samples.size = kept;
    }

    private static void move(SampleColumn samples, int from, int to) {
        samples.times[to] = samples.times[from];
        samples.values[to] = samples.values[from];
        if (samples.histograms != null) {
            samples.histograms[to] = samples.histograms[from];
        }
        if (samples.startTimes != null) {
            samples.startTimes[to] = samples.startTimes[from];
        }
    }

    /** Replaces the file of a block, durably. */
    void write(Path folder, ChannelOpener files) throws IOException {
        PagedFile.Kind kind = PagedFile.Kind.TOMBSTONES;
        Path unfinished = folder.resolve(NAME + BlockWriter.UNFINISHED);
        Files.deleteIfExists(unfinished);
        try (PageWriter out =
                new PageWriter(files, folder, kind, NAME + BlockWriter.UNFINISHED, false)) {
            for (Map.Entry<Integer, long[]> entry : ranges.entrySet()) {
                ByteSink page = out.page();
                page.varint(entry.getKey());
                page.varint(entry.getValue().length / 2);
                for (long time : entry.getValue()) {
                    page.i64(time);
                }
                out.endRecord();
            }
            out.finish(new ByteSink(1));
        }
        Files.move(unfinished, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        WalFolder.force(folder);
    }

    /** Reads the file of a block; none means that nothing is deleted. */
    static Tombstones read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return NONE;
        }
        Map<Integer, long[]> ranges = new TreeMap<>();
        try (Arena arena = Arena.ofShared()) {
            PageReader pages = PageReader.open(file, PagedFile.Kind.TOMBSTONES, arena);
            PageReader.Buffer buffer = new PageReader.Buffer();
            for (int page = 0; page < pages.pages(); page++) {
                pages.load(page, buffer);
                ByteSource in = buffer.source();
                while (in.hasMore()) {
                    int series = (int) in.varint();
                    long[] times = new long[2 * in.count(16)];
                    for (int i = 0; i < times.length; i++) {
                        times[i] = in.i64();
                    }
                    ranges.put(series, times);
                }
            }
        }
        return new Tombstones(ranges);
    }
}
