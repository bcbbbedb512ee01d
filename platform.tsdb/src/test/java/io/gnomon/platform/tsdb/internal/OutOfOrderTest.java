package io.gnomon.platform.tsdb.internal;

import static io.gnomon.platform.tsdb.internal.LifeFixture.HOUR;
import static io.gnomon.platform.tsdb.internal.LifeFixture.MINUTE;
import static io.gnomon.platform.tsdb.internal.LifeFixture.START;
import static io.gnomon.platform.tsdb.internal.LifeFixture.count;
import static io.gnomon.platform.tsdb.internal.LifeFixture.labels;
import static io.gnomon.platform.tsdb.internal.LifeFixture.open;
import static io.gnomon.platform.tsdb.internal.LifeFixture.options;
import static io.gnomon.platform.tsdb.internal.LifeFixture.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.AppendBatch.Outcome;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.storage.StorageReport;
import io.gnomon.model.storage.StorageRules;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** The window for samples out of order over the whole life of data, and rules that change. */
class OutOfOrderTest {
    private static final StorageRules DAY = StorageRules.NONE.withOutOfOrder(24 * HOUR);

    @TempDir Path temp;

    /**
     * Every minute from one hour to another in which {@code minute % step == 0}, as late samples.
     */
    private static int writeLate(TsdbStorage storage, int step, int from, int to)
            throws StorageException {
        int stored = 0;
        try (AppendBatch batch = storage.batch("late", START + 12 * HOUR)) {
            long series = batch.series(labels("m", 0));
            for (long minute = from * 60L; minute < to * 60L; minute += step) {
                Outcome outcome = batch.append(series, START + minute * MINUTE, (double) minute);
                stored += outcome == Outcome.STORED ? 1 : 0;
            }
            batch.commit(Durability.DURABLE);
        }
        return stored;
    }

    private static Outcome append(TsdbStorage storage, long time, double value)
            throws StorageException {
        try (AppendBatch batch = storage.batch("one", time)) {
            Outcome outcome = batch.append(batch.series(labels("m", 0)), value);
            batch.commit(Durability.VISIBLE);
            return outcome;
        }
    }

    private TsdbStorage killed(TsdbStorage storage, Path to) throws Exception {
        LifeFixture.awaitDeletions(storage);
        StoreFixture.copy(storage.options().data(), to);
        return open(options(to));
    }

    @Test
    void lateSamplesAreSeenAtOnceEndInBlocksAndSurviveKills() throws Exception {
        Path data = temp.resolve("a");
        try (TsdbStorage storage = open(options(data))) {
            storage.rules(DAY);
            write(storage, "m", 1, 0, 2);
            write(storage, "m", 1, 6, 12);
            storage.upkeep().cut();
            assertEquals(START + 10 * HOUR, storage.head().boundary());
            assertEquals(4 * 60, writeLate(storage, 1, 2, 6));
            assertEquals(12 * 60, count(storage, "m"));
            assertEquals(4 * 60, storage.head().lateSamples());
            try (TsdbStorage killed = killed(storage, temp.resolve("b"))) {
                assertEquals(12 * 60, count(killed, "m"));
            }
            write(storage, "m", 1, 12, 14);
            try (Snapshot before = storage.open(Long.MIN_VALUE, Long.MAX_VALUE)) {
                storage.upkeep().cut();
                assertEquals(2, storage.lifeMetrics().lateCuts.sum());
                assertEquals(4 * 60, storage.head().lateSamples(), "a snapshot needs them");
                assertEquals(14 * 60, count(storage, "m"), "in the head and in a block: once");
                Selection found =
                        before.select(
                                List.of(Matcher.equal("__name__", "m")),
                                SelectHints.between(Long.MIN_VALUE, Long.MAX_VALUE));
                assertEquals(1, found.size());
            }
            storage.upkeep().sweep();
            storage.upkeep().checkpoint();
            assertEquals(0, storage.head().lateSamples());
            assertEquals(14 * 60, count(storage, "m"));
            try (TsdbStorage killed = killed(storage, temp.resolve("c"))) {
                assertEquals(14 * 60, count(killed, "m"));
                killed.blockUpkeep().run();
                assertEquals(14 * 60, count(killed, "m"));
            }
        }
    }

    @Test
    void theFirstSampleOfATimeCountsInBlocksToo() throws Exception {
        try (TsdbStorage storage = open(options(temp.resolve("a")))) {
            storage.rules(DAY);
            write(storage, "m", 1, 0, 12);
            storage.upkeep().cut();
            assertEquals(Outcome.STORED, append(storage, START + HOUR, -1));
            assertEquals(Outcome.STORED, append(storage, START + HOUR + 1, 60 + 0));
            assertEquals(Outcome.CONFLICT, append(storage, START + 11 * HOUR, -1));
            assertEquals(Outcome.CONFLICT, append(storage, START + HOUR, -2), "the head has one");
            new TsdbAdmin(storage)
                    .delete(
                            List.of(Matcher.equal("__name__", "m")),
                            START + HOUR + 1,
                            START + HOUR + 1);
            for (int hour = 12; hour < 18; hour += 2) {
                assertEquals(hour * 60L, count(storage, "m"), "the values are the first ones");
                write(storage, "m", 1, hour, hour + 2);
                storage.upkeep().cut();
                assertEquals(0, storage.lifeMetrics().lateCuts.sum(), "nothing was new in it");
                assertEquals(0, storage.head().lateSamples());
                storage.blockUpkeep().run();
            }
        }
    }

    @Test
    void theWindowChangesAndIsKept() throws Exception {
        try (TsdbStorage storage = open(options(temp.resolve("a")))) {
            write(storage, "m", 1, 0, 12);
            storage.upkeep().cut();
            assertEquals(Outcome.TOO_OLD, append(storage, START + HOUR + 1, 60));
            assertEquals(Outcome.OUT_OF_ORDER, append(storage, START + 11 * HOUR + 1, 660));
            assertEquals(1, storage.head().metrics().outOfBounds.sum());
            assertEquals(1, storage.head().metrics().outOfOrder.sum());
            storage.rules(StorageRules.NONE.withOutOfOrder(2 * HOUR));
            assertEquals(Outcome.TOO_OLD, append(storage, START + HOUR + 1, 60));
            assertEquals(1, storage.head().metrics().tooOld.sum());
            assertEquals(Outcome.STORED, append(storage, START + 10 * HOUR + 1, 600));
            storage.rules(StorageRules.NONE);
            assertEquals(Outcome.OUT_OF_ORDER, append(storage, START + 10 * HOUR + 2, 600));
            assertEquals(5, storage.head().metrics().lateness.upTo(7));
        }
        // What was taken once is not lost when the window is smaller at the next start.
        try (TsdbStorage storage = open(options(temp.resolve("a")))) {
            assertEquals(12 * 60 + 1, samples(storage));
        }
    }

    private static long samples(TsdbStorage storage) throws StorageException {
        try (Snapshot snapshot = storage.open(Long.MIN_VALUE, Long.MAX_VALUE)) {
            return StoreModel.read(snapshot);
        }
    }

    @Test
    void relaxedCommitsDoNotWaitForTheDisk() throws Exception {
        try (TsdbStorage storage = open(options(temp.resolve("a")))) {
            LongAdder fsyncs = storage.walMetrics().fsyncs;
            storage.rules(StorageRules.NONE.withRelaxed(true));
            long before = fsyncs.sum();
            for (int minute = 59; minute < 600; minute += 60) {
                write(storage, "m", 1, minute / 60, minute / 60 + 1);
            }
            assertTrue(fsyncs.sum() - before <= 1, "ten commits that ask for it");
            long relaxed = fsyncs.sum();
            new TsdbAdmin(storage).delete(List.of(Matcher.equal("s", "0")), START, START);
            assertTrue(fsyncs.sum() > relaxed, "a deletion waits");
            storage.rules(StorageRules.NONE);
            long normal = fsyncs.sum();
            write(storage, "m", 1, 10, 12);
            assertTrue(fsyncs.sum() >= normal + 2);
            assertEquals(12 * 60 - 1, count(storage, "m"));
        }
    }

    @Test
    void seriesOfAGroupShareTheirTimesAcrossBlocksAndHead() throws Exception {
        try (TsdbStorage storage = open(options(temp.resolve("a")))) {
            write(storage, "m", 3, 0, 12);
            storage.upkeep().cut();
            write(storage, "n", 1, 0, 12);
            try (Snapshot snapshot = storage.open(Long.MIN_VALUE, Long.MAX_VALUE)) {
                Selection found =
                        snapshot.select(
                                List.of(Matcher.equal("__name__", "m")),
                                SelectHints.between(Long.MIN_VALUE, Long.MAX_VALUE));
                assertTrue(found.timeColumn(0) >= 0);
                assertEquals(found.timeColumn(0), found.timeColumn(2));
            }
            assertEquals(Outcome.OUT_OF_ORDER, append(storage, START + 11 * HOUR + 1, 0));
            storage.rules(DAY);
            assertEquals(Outcome.STORED, append(storage, START + HOUR + 1, 60));
            try (Snapshot snapshot = storage.open(Long.MIN_VALUE, Long.MAX_VALUE)) {
                Selection found =
                        snapshot.select(
                                List.of(Matcher.equal("__name__", "m")),
                                SelectHints.between(Long.MIN_VALUE, Long.MAX_VALUE));
                assertEquals(-1, found.timeColumn(0), "one that is late is its own");
                assertEquals(found.timeColumn(1), found.timeColumn(2));
            }
        }
    }

    @Test
    void limitsChangeAndAreReportedWithWhoMakesSeries() throws Exception {
        try (TsdbStorage storage = open(options(temp.resolve("a")))) {
            write(storage, "m", 5, 0, 1);
            storage.rules(StorageRules.NONE.withLimits(new StorageRules.SeriesLimits(0, 6, 0)));
            try (AppendBatch batch = storage.batch("g", START + HOUR)) {
                assertTrue(batch.series(labels("m", 5)) >= 0);
                assertEquals("", batch.limit());
                assertEquals(-1, batch.series(labels("m", 6)));
                assertEquals(
                        "the metric m has reached the limit of 6 series"
                                + " (storage.limits.series_per_metric)",
                        batch.limit());
                assertTrue(batch.series(labels("n", 6)) >= 0);
                batch.commit(Durability.VISIBLE);
            }
            StorageReport report = new TsdbAdmin(storage).report(1);
            assertEquals(7, report.created());
            assertEquals("[Count[name=m, value=6]]", report.createdByMetric().toString());
            assertEquals("[Count[name=m, value=5]]", report.createdByGroup().toString());
            assertEquals(
                    new StorageReport.Limited("series_per_metric", 6, 1), report.limited().get(2));
            assertEquals(List.of(), report.problems());
        }
    }
}
