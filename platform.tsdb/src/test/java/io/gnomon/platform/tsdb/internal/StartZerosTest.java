package io.gnomon.platform.tsdb.internal;

import static io.gnomon.platform.tsdb.internal.StoreFixture.START;
import static io.gnomon.platform.tsdb.internal.StoreFixture.STEP;
import static io.gnomon.platform.tsdb.internal.StoreFixture.series;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.AppendBatch.Outcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What start times become: {@code --enable-feature=created-timestamp-zero-ingestion}. */
class StartZerosTest {
    @TempDir Path data;

    private static Outcome write(TsdbStorage storage, int step, double value, double startStep)
            throws Exception {
        long time = START + step * STEP;
        try (AppendBatch batch = storage.batch("g", time)) {
            long reference = batch.series(series("g", 0));
            batch.startTime(reference, time, START + (long) (startStep * STEP));
            Outcome outcome = batch.append(reference, value);
            batch.commit(Durability.VISIBLE);
            return outcome;
        }
    }

    /** Values with their steps. */
    private static String stored(TsdbStorage storage) throws Exception {
        SampleColumn read = StoreFixture.read(storage, series("g", 0));
        List<String> samples = new ArrayList<>();
        for (int i = 0; i < read.size; i++) {
            Histogram histogram = read.histogram(i);
            double value = histogram == null ? read.values[i] : histogram.count();
            samples.add(value + "@" + (read.times[i] - START) / (double) STEP);
        }
        return String.join(" ", samples);
    }

    @Test
    void aCounterBeginsWithZeroWhereItBeganToCount() throws Exception {
        try (TsdbStorage storage = new TsdbStorage(TsdbOptions.at(data).withStartZeros(true))) {
            assertEquals(Outcome.STORED, write(storage, 10, 5, 7));
            assertEquals(Outcome.STORED, write(storage, 20, 6, 7));
            assertEquals("0.0@7.0 5.0@10.0 6.0@20.0", stored(storage));
            // It began anew between two scrapes, then in the moment of one, and after one.
            assertEquals(Outcome.STORED, write(storage, 30, 2, 25.5));
            assertEquals(Outcome.STORED, write(storage, 40, 3, 30));
            assertEquals(Outcome.STORED, write(storage, 50, 1, 50));
            assertEquals(Outcome.STORED, write(storage, 60, 1, 70));
        }
        try (TsdbStorage again = new TsdbStorage(TsdbOptions.at(data).withStartZeros(true))) {
            assertEquals(
                    "0.0@7.0 5.0@10.0 6.0@20.0 0.0@25.5 2.0@30.0 3.0@40.0 1.0@50.0 1.0@60.0",
                    stored(again));
        }
    }

    @Test
    void withoutTheFeatureNothingIsAdded() throws Exception {
        try (TsdbStorage storage = new TsdbStorage(TsdbOptions.at(data))) {
            write(storage, 10, 5, 7);
            assertEquals("5.0@10.0", stored(storage));
        }
    }

    @Test
    void aHistogramBeginsEmpty() throws Exception {
        try (TsdbStorage storage = new TsdbStorage(TsdbOptions.at(data).withStartZeros(true))) {
            for (int step = 10; step <= 20; step += 10) {
                writeHistogram(storage, step, ResetHint.UNKNOWN);
            }
            assertEquals("0.0@7.0 3.0@10.0 3.0@20.0", stored(storage));
        }
    }

    @Test
    void aGaugeHistogramDoesNot() throws Exception {
        try (TsdbStorage storage = new TsdbStorage(TsdbOptions.at(data).withStartZeros(true))) {
            writeHistogram(storage, 10, ResetHint.GAUGE);
            assertEquals("3.0@10.0", stored(storage));
        }
    }

    private static void writeHistogram(TsdbStorage storage, int step, ResetHint hint)
            throws Exception {
        long time = START + step * STEP;
        Histogram histogram =
                new Histogram(
                        true,
                        hint,
                        3,
                        0.001,
                        1,
                        3,
                        4.5,
                        new int[] {0, 1},
                        new double[] {2},
                        new int[0],
                        new double[0],
                        new double[0],
                        START + 7 * STEP);
        try (AppendBatch batch = storage.batch("g", time)) {
            batch.append(batch.series(series("g", 0)), time, histogram);
            batch.commit(Durability.VISIBLE);
        }
    }
}
