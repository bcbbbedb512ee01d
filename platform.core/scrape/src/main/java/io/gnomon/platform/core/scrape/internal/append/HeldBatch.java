package io.gnomon.platform.core.scrape.internal.append;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.StorageException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * A batch that waits for the store, with the labels of its rows. Floats lie in columns; what is
 * rare is kept as something to do. For one thread until it is committed, immutable afterwards.
 */
final class HeldBatch implements AppendBatch {
    private static final int BYTES_A_ROW = 24;

    final String group;
    final long timeMillis;
    final long heldSinceMillis;

    private final HeldSeries series;
    private final Consumer<HeldBatch> onCommit;
    private final List<Rare> rare = new ArrayList<>();
    private int size;
    private int[] rowSeries = new int[64];
    private long[] rowTimes = new long[64];
    private double[] rowValues = new double[64];

    /** A row that is no float. */
    private interface Rare {
        void appendTo(AppendBatch batch);
    }

    HeldBatch(
            String group,
            long timeMillis,
            long heldSinceMillis,
            HeldSeries series,
            Consumer<HeldBatch> onCommit) {
        this.group = group;
        this.timeMillis = timeMillis;
        this.heldSinceMillis = heldSinceMillis;
        this.series = series;
        this.onCommit = onCommit;
    }

    @Override
    public long series(Labels labels) {
        return series.reference(labels);
    }

    @Override
    public Outcome append(long reference, double value) {
        return append(reference, timeMillis, value);
    }

    @Override
    public Outcome append(long reference, long time, double value) {
        if (size == rowValues.length) {
            rowSeries = Arrays.copyOf(rowSeries, 2 * size);
            rowTimes = Arrays.copyOf(rowTimes, 2 * size);
            rowValues = Arrays.copyOf(rowValues, 2 * size);
        }
        rowSeries[size] = (int) reference;
        rowTimes[size] = time;
        rowValues[size++] = value;
        return Outcome.STORED;
    }

    @Override
    public Outcome append(long reference, long time, Histogram histogram) {
        Labels labels = series.labels((int) reference);
        rare.add(batch -> batch.append(batch.series(labels), time, histogram));
        return Outcome.STORED;
    }

    @Override
    public Outcome startTime(long reference, long time, long startTimeMillis) {
        return Outcome.NOT_SUPPORTED;
    }

    @Override
    public Outcome exemplar(long reference, Exemplar exemplar) {
        Labels labels = series.labels((int) reference);
        rare.add(batch -> batch.exemplar(batch.series(labels), exemplar));
        return Outcome.STORED;
    }

    @Override
    public void metadata(String family, MetricMetadata metadata) {
        rare.add(batch -> batch.metadata(family, metadata));
    }

    @Override
    public void commit(Durability durability) {
        onCommit.accept(this);
    }

    @Override
    public void close() {}

    /** Memory of the rows; that of the labels is shared and counted apart. */
    long bytes() {
        return (long) BYTES_A_ROW * rowValues.length + 200L * rare.size() + 200;
    }

    /** Writes the rows to the store as they would have been written. */
    void writeTo(SampleStore store) throws StorageException {
        try (AppendBatch batch = store.batch(group, timeMillis)) {
            for (int i = 0; i < size; i++) {
                long reference = batch.series(series.labels(rowSeries[i]));
                if (reference < 0) {
                    continue;
                }
                if (rowTimes[i] == timeMillis) {
                    batch.append(reference, rowValues[i]);
                } else {
                    batch.append(reference, rowTimes[i], rowValues[i]);
                }
            }
            rare.forEach(row -> row.appendTo(batch));
            batch.commit(Durability.VISIBLE);
        }
    }
}
