package io.gnomon.platform.memory;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.StorageException;

import java.util.Arrays;
import java.util.List;

/** Series with the rows that a snapshot sees of them, copied at selection. */
final class MemorySelection implements Selection {
    /** A series and its rows. */
    record Found(Labels labels, List<MemorySeries.Row> rows) {}

    private final List<Found> found;

    MemorySelection(List<Found> found) {
        this.found = found;
    }

    @Override
    public int size() {
        return found.size();
    }

    @Override
    public Labels labels(int series) {
        return found.get(series).labels;
    }

    @Override
    public SampleKind kind(int series) {
        List<MemorySeries.Row> rows = found.get(series).rows;
        long histograms = rows.stream().filter(row -> row.histogram() != null).count();
        return histograms == 0
                ? SampleKind.FLOAT
                : histograms == rows.size() ? SampleKind.HISTOGRAM : SampleKind.MIXED;
    }

    /** Every series has its own times here. */
    @Override
    public long timeColumn(int series) {
        return -1;
    }

    @Override
    public SampleReader reader() {
        return new SampleReader() {
            @Override
            public void read(int series, SampleColumn into) throws StorageException {
                MemorySnapshot.checkInterrupt();
                into.clear();
                for (MemorySeries.Row row : found.get(series).rows) {
                    add(row, into);
                }
            }

            @Override
            public void close() {}
        };
    }

    private static void add(MemorySeries.Row row, SampleColumn into) {
        Histogram histogram = row.histogram();
        if (histogram == null) {
            into.add(row.timeMillis(), row.value());
        } else {
            into.add(row.timeMillis(), histogram);
        }
        long[] starts = into.startTimes;
        if (row.startTimeMillis() != 0 || starts != null) {
            starts =
                    starts == null
                            ? new long[into.times.length]
                            : Arrays.copyOf(starts, into.times.length);
            starts[into.size - 1] = row.startTimeMillis();
            into.startTimes = starts;
        }
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public boolean partial() {
        return false;
    }
}
