package io.gnomon.platform.core.promformat.block;

import io.gnomon.model.sample.SampleColumn;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Deleted time ranges of a block's series, from its tombstones file. Immutable. */
final class Tombstones {
    static final String FILE = "tombstones";
    static final int MAGIC = 0x0130BA30;
    static final int HEADER_SIZE = 5;

    /** By series: first and last deleted time of each range, in turn. */
    private final Map<Long, long[]> ranges = new HashMap<>();

    private Tombstones() {}

    /** Of a block folder; none when there is no such file. */
    static Tombstones read(Path block) throws IOException {
        Tombstones tombstones = new Tombstones();
        Path path = block.resolve(FILE);
        if (!Files.exists(path)) {
            return tombstones;
        }
        try (Arena arena = Arena.ofConfined()) {
            MappedFile file = MappedFile.open(path, arena);
            if (file.size < HEADER_SIZE + 4 || (int) file.u32(0) != MAGIC) {
                throw new DamagedBlockException(
                        path, 0, "this is not a tombstones file of Prometheus");
            }
            if (file.u8(4) != 1) {
                throw new DamagedBlockException(
                        path, 4, "tombstones format " + file.u8(4) + " is not known (known is 1)");
            }
            file.verify(HEADER_SIZE, file.size - 4, file.size - 4, "the list of tombstones");
            Decoding in = new Decoding(file, HEADER_SIZE, file.size - 4);
            while (!in.atEnd()) {
                tombstones.add(in.uvarint(), in.varint(), in.varint());
            }
        }
        return tombstones;
    }

    private void add(long series, long minTime, long maxTime) {
        ranges.merge(
                series,
                new long[] {minTime, maxTime},
                (before, more) -> {
                    long[] all = Arrays.copyOf(before, before.length + 2);
                    System.arraycopy(more, 0, all, before.length, 2);
                    return all;
                });
    }

    /** Number of ranges. */
    int size() {
        return ranges.values().stream().mapToInt(r -> r.length / 2).sum();
    }

    /**
     * Takes the deleted rows of a series, and those outside of a time range, out of a column.
     *
     * @param from the series' rows are those from here on
     */
    void apply(long series, SampleColumn column, int from, long minTime, long maxTime) {
        long[] deleted = ranges.get(series);
        boolean outside =
                column.size > from
                        && (column.times[from] < minTime
                                || column.times[column.size - 1] > maxTime);
        if (deleted == null && !outside) {
            return;
        }
        int kept = from;
        for (int row = from; row < column.size; row++) {
            long time = column.times[row];
            if (time < minTime || time > maxTime || (deleted != null && contains(deleted, time))) {
                continue;
            }
            move(column, row, kept++);
        }
        column.size = kept;
    }

    private static boolean contains(long[] ranges, long time) {
        for (int i = 0; i < ranges.length; i += 2) {
            if (time >= ranges[i] && time <= ranges[i + 1]) {
                return true;
            }
        }
        return false;
    }

    private static void move(SampleColumn column, int from, int to) {
        column.times[to] = column.times[from];
        column.values[to] = column.values[from];
        if (column.histograms != null) {
            column.histograms[to] = column.histograms[from];
        }
        if (column.startTimes != null) {
            column.startTimes[to] = column.startTimes[from];
        }
    }
}
