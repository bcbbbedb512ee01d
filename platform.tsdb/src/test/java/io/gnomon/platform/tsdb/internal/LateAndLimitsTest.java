package io.gnomon.platform.tsdb.internal;

import static io.gnomon.platform.tsdb.internal.StoreFixture.START;
import static io.gnomon.platform.tsdb.internal.StoreFixture.STEP;
import static io.gnomon.platform.tsdb.internal.StoreFixture.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.AppendBatch.Outcome;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.storage.StorageRules;
import io.gnomon.model.storage.StorageRules.SeriesLimits;
import io.gnomon.platform.tsdb.internal.block.SeriesFeed;
import io.gnomon.platform.tsdb.internal.head.HeadMetrics;
import io.gnomon.platform.tsdb.internal.head.HeadSnapshot;
import io.gnomon.platform.tsdb.internal.head.SeriesLimits.Limit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Samples that come out of order, and limits of series. */
class LateAndLimitsTest {
    private static final long WINDOW = 100 * STEP;

    @TempDir Path data;

    private TsdbStorage open(long window, SeriesLimits limits) throws IOException {
        TsdbStorage storage = new TsdbStorage(TsdbOptions.at(data));
        storage.rules(StorageRules.NONE.withOutOfOrder(window).withLimits(limits));
        return storage;
    }

    private static Outcome write(TsdbStorage storage, long time, double value)
            throws StorageException {
        try (AppendBatch batch = storage.batch("g", time)) {
            Outcome outcome = batch.append(batch.series(series("g", 0)), value);
            batch.commit(Durability.VISIBLE);
            return outcome;
        }
    }

    private static void assertTimes(TsdbStorage storage, long... times) throws StorageException {
        SampleColumn read = StoreFixture.read(storage, series("g", 0));
        assertEquals(Arrays.toString(times), Arrays.toString(Arrays.copyOf(read.times, read.size)));
    }

    @Test
    void lateSamplesAreTakenInsideTheWindowAndSurviveRestartsAndCheckpoints() throws Exception {
        try (TsdbStorage storage = open(WINDOW, SeriesLimits.NONE)) {
            assertEquals(Outcome.STORED, write(storage, START + 200 * STEP, 1));
            assertEquals(Outcome.STORED, write(storage, START + 150 * STEP, 2));
            assertEquals(Outcome.STORED, write(storage, START + 120 * STEP, 3));
            assertEquals(Outcome.DUPLICATE, write(storage, START + 150 * STEP, 2));
            assertEquals(Outcome.CONFLICT, write(storage, START + 150 * STEP, 4));
            assertEquals(Outcome.TOO_OLD, write(storage, START + 99 * STEP, 5));
            assertTimes(storage, START + 120 * STEP, START + 150 * STEP, START + 200 * STEP);
            assertEquals(2, storage.head().metrics().lateAppended.sum());
            assertEquals(1, storage.head().metrics().conflicts.sum());
        }
        for (int restart = 0; restart < 3; restart++) {
            try (TsdbStorage storage = open(WINDOW, SeriesLimits.NONE)) {
                assertTimes(storage, START + 120 * STEP, START + 150 * STEP, START + 200 * STEP);
                assertEquals(Outcome.CONFLICT, write(storage, START + 120 * STEP, 9));
                storage.upkeep().checkpoint();
            }
        }
        try (TsdbStorage storage = open(0, SeriesLimits.NONE)) {
            assertEquals(Outcome.OUT_OF_ORDER, write(storage, START + 160 * STEP, 1));
            assertEquals(1, storage.head().metrics().outOfOrder.sum());
        }
    }

    @Test
    void lateRowsOfABatchAreComparedWithItsOtherRows() throws Exception {
        try (TsdbStorage storage = open(WINDOW, SeriesLimits.NONE)) {
            write(storage, START + 50 * STEP, 1);
            try (AppendBatch batch = storage.batch("g", START + 60 * STEP)) {
                long known = batch.series(series("g", 0));
                long fresh = batch.series(series("g", 1));
                assertEquals(Outcome.STORED, batch.append(known, START + 60 * STEP, 2));
                assertEquals(Outcome.STORED, batch.append(known, START + 20 * STEP, 3));
                assertEquals(Outcome.DUPLICATE, batch.append(known, START + 20 * STEP, 3));
                assertEquals(Outcome.CONFLICT, batch.append(known, START + 20 * STEP, 4));
                assertEquals(Outcome.STORED, batch.append(known, START + 70 * STEP, 5));
                assertEquals(Outcome.DUPLICATE, batch.append(known, START + 60 * STEP, 2));
                assertEquals(Outcome.CONFLICT, batch.append(known, START + 60 * STEP, 3));
                assertEquals(Outcome.CONFLICT, batch.append(known, START + 50 * STEP, 3));
                assertEquals(Outcome.STORED, batch.append(fresh, START + 60 * STEP, 1));
                assertEquals(Outcome.STORED, batch.append(fresh, START + 30 * STEP, 1));
                assertEquals(Outcome.DUPLICATE, batch.append(fresh, START + 30 * STEP, 1));
                batch.commit(Durability.VISIBLE);
            }
            assertTimes(
                    storage,
                    START + 20 * STEP,
                    START + 50 * STEP,
                    START + 60 * STEP,
                    START + 70 * STEP);
        }
    }

    @Test
    void lateSamplesStayBelowTheBoundaryUntilABlockHasThem() throws Exception {
        try (TsdbStorage storage = open(WINDOW, SeriesLimits.NONE)) {
            write(storage, START + 10 * STEP, 1);
            write(storage, START + 60 * STEP, 2);
            storage.head().raiseFloor(START + 50 * STEP);
            storage.head().hideBefore(START + 50 * STEP);
            assertTimes(storage, START + 60 * STEP);
            assertEquals(Outcome.STORED, write(storage, START + 20 * STEP, 3));
            assertTimes(storage, START + 20 * STEP, START + 60 * STEP);
            assertEquals(START + 20 * STEP, storage.head().minLateTime());
            long seq;
            try (HeadSnapshot snapshot = storage.headSnapshot();
                    SeriesFeed feed = snapshot.feed(START, START + 50 * STEP - 1)) {
                SampleColumn samples = new SampleColumn();
                assertTrue(feed.next());
                feed.samples(samples);
                assertEquals(1, samples.size);
                assertEquals(3, samples.values[0]);
                seq = snapshot.seq();
            }
            write(storage, START + 30 * STEP, 4);
            storage.wal()
                    .call(() -> {
                        storage.head().dropLate(0, START + 50 * STEP, seq);
                        return true;
                    });
            assertTimes(storage, START + 30 * STEP, START + 60 * STEP);
            storage.wal()
                    .call(() -> {
                        storage.head().dropLate(0, START + 50 * STEP, Long.MAX_VALUE);
                        return true;
                    });
            assertTimes(storage, START + 60 * STEP);
        }
    }

    private static long make(TsdbStorage storage, String group, String metric, int n)
            throws StorageException {
        try (AppendBatch batch = storage.batch(group, START)) {
            Labels labels = Labels.of("__name__", metric, "group", group, "n", "" + n);
            long series = batch.series(labels);
            Outcome outcome = batch.append(series, n);
            assertEquals(series < 0 ? Outcome.LIMIT : Outcome.STORED, outcome);
            batch.commit(Durability.VISIBLE);
            return series;
        }
    }

    @Test
    void aSeriesBeyondALimitIsNotMade() throws Exception {
        SeriesLimits limits = new SeriesLimits(6, 4, 3);
        try (TsdbStorage storage = open(0, limits)) {
            HeadMetrics metrics = storage.head().metrics();
            for (int n = 0; n < 3; n++) {
                assertTrue(make(storage, "a", "x", n) >= 0);
            }
            assertEquals(-1, make(storage, "a", "y", 0));
            assertEquals(1, metrics.refused(Limit.GROUP).sum());
            assertTrue(make(storage, "b", "x", 3) >= 0);
            assertEquals(-1, make(storage, "b", "x", 4));
            assertEquals(1, metrics.refused(Limit.METRIC).sum());
            assertTrue(make(storage, "b", "y", 0) >= 0);
            assertTrue(make(storage, "c", "y", 1) >= 0);
            assertEquals(-1, make(storage, "c", "z", 0));
            assertEquals(1, metrics.refused(Limit.TOTAL).sum());
            assertEquals(
                    "[a 3, b 2, c 1]",
                    storage.seriesByGroup(10).stream()
                            .map(count -> count.name() + " " + count.value())
                            .toList()
                            .toString());
        }
        try (TsdbStorage storage = open(0, limits)) {
            assertEquals(-1, make(storage, "a", "y", 0), "the group is known after a restart");
            assertEquals(1, storage.head().metrics().refused(Limit.TOTAL).sum());
        }
    }
}
