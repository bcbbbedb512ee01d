package io.gnomon.platform.tsdb.internal;

import static io.gnomon.platform.tsdb.internal.StoreFixture.START;
import static io.gnomon.platform.tsdb.internal.StoreFixture.STEP;
import static io.gnomon.platform.tsdb.internal.StoreFixture.logFiles;
import static io.gnomon.platform.tsdb.internal.StoreFixture.series;
import static io.gnomon.platform.tsdb.internal.StoreFixture.wholeBatches;
import static io.gnomon.platform.tsdb.internal.StoreFixture.write;
import static io.gnomon.platform.tsdb.internal.StoreFixture.writeAll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.AppendBatch.Outcome;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.StorageException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checkpoints keep everything, retention lets go, and neither disturbs readers. */
class CheckpointTest {
    private static final int SERIES = 5;

    @TempDir Path data;

    private TsdbStorage open() throws IOException {
        return new TsdbStorage(TsdbOptions.at(data).withSegments(32 << 10, 1 << 30));
    }

    @Test
    void aCheckpointReplacesTheSegmentsBeforeIt() throws Exception {
        try (TsdbStorage storage = open()) {
            writeAll(storage, "g", SERIES, 1000);
            writeAll(storage, "late", 2, 7);
            assertTrue(logFiles(data, ".wal").size() > 1);
            storage.upkeep().checkpoint();
            assertEquals(1, logFiles(data, ".wal").size());
            assertEquals(1, logFiles(data, ".checkpoint").size());
            write(storage, "g", SERIES, 1000, Durability.VISIBLE);
            assertEquals(1001, wholeBatches(storage, "g", SERIES));
        }
        try (TsdbStorage storage = open()) {
            assertEquals(1001, wholeBatches(storage, "g", SERIES));
            assertEquals(7, wholeBatches(storage, "late", 2));
            for (int n = 1001; n < 1200; n++) {
                write(storage, "g", SERIES, n, Durability.VISIBLE);
            }
            storage.upkeep().checkpoint();
            assertEquals(1, logFiles(data, ".checkpoint").size());
        }
        try (TsdbStorage storage = open()) {
            assertEquals(1200, wholeBatches(storage, "g", SERIES));
            assertEquals(START + 1199 * STEP, storage.stats().maxTimeMillis());
            assertEquals(START, storage.stats().minTimeMillis());
            assertEquals(SERIES + 2, storage.stats().series());
        }
    }

    @Test
    void outcomesAreTheSameAfterARestart() throws Exception {
        try (TsdbStorage storage = open()) {
            writeAll(storage, "g", 1, 10);
            storage.upkeep().checkpoint();
        }
        try (TsdbStorage storage = open();
                AppendBatch batch = storage.batch("g", START + 9 * STEP)) {
            long ref = batch.series(series("g", 0));
            assertEquals(Outcome.DUPLICATE, batch.append(ref, 9));
            assertEquals(Outcome.CONFLICT, batch.append(ref, 8));
            assertEquals(Outcome.OUT_OF_ORDER, batch.append(ref, START + 8 * STEP, 8));
        }
    }

    @Test
    void timeColumnsAreStillSharedAfterARestart() throws Exception {
        try (TsdbStorage storage = open()) {
            writeAll(storage, "g", SERIES, 300);
            storage.upkeep().checkpoint();
            write(storage, "g", SERIES, 300, Durability.VISIBLE);
        }
        try (TsdbStorage storage = open()) {
            write(storage, "g", SERIES, 301, Durability.VISIBLE);
            assertEquals(302, wholeBatches(storage, "g", SERIES));
            try (Snapshot snapshot = storage.open(START, START + 400 * STEP)) {
                Selection found =
                        snapshot.select(
                                List.of(Matcher.equal("group", "g")),
                                SelectHints.between(START, START + 400 * STEP));
                assertNotEquals(-1, found.timeColumn(0));
                assertEquals(found.timeColumn(0), found.timeColumn(SERIES - 1));
            }
        }
    }

    @Test
    void histogramsExemplarsAndMetadataSurvive() throws Exception {
        Labels labels = Labels.of("__name__", "h");
        Histogram histogram =
                new Histogram(
                        true,
                        Histogram.ResetHint.NO_RESET,
                        2,
                        0.001,
                        1,
                        6,
                        4.5,
                        new int[] {0, 2},
                        new double[] {2, 3},
                        new int[0],
                        new double[0],
                        new double[0],
                        START);
        Exemplar exemplar = new Exemplar(Labels.of("trace_id", "1"), 2, START);
        MetricMetadata metadata = new MetricMetadata(MetricType.HISTOGRAM, "help", "seconds");
        try (TsdbStorage storage = open()) {
            try (AppendBatch batch = storage.batch("g", START)) {
                long ref = batch.series(labels);
                batch.append(ref, START, histogram);
                batch.exemplar(ref, exemplar);
                batch.metadata("h", metadata);
                batch.commit(Durability.DURABLE);
            }
        }
        for (int restart = 0; restart < 3; restart++) {
            try (TsdbStorage storage = open();
                    Snapshot snapshot = storage.open(START, START)) {
                List<Matcher> matchers = List.of(Matcher.equal("__name__", "h"));
                Selection found = snapshot.select(matchers, SelectHints.between(START, START));
                SampleColumn column = new SampleColumn();
                found.reader().read(0, column);
                assertEquals(histogram, column.histogram(0));
                assertEquals(List.of(exemplar), snapshot.exemplars(matchers).get(labels));
                assertEquals(metadata, snapshot.metadata("h").get("h"));
                if (restart == 0) {
                    storage.upkeep().checkpoint();
                }
            }
        }
    }

    @Test
    void aDamagedCheckpointIsPutAsideAndSaid() throws Exception {
        try (TsdbStorage storage = open()) {
            writeAll(storage, "g", SERIES, 500);
            storage.upkeep().checkpoint();
            writeAll(storage, "after", 2, 3);
        }
        Path checkpoint = logFiles(data, ".checkpoint").getFirst();
        RecoveryTest.flip(checkpoint, Files.size(checkpoint) / 2);
        try (TsdbStorage storage = open()) {
            assertEquals(1, storage.walMetrics().corruptions.sum());
            assertEquals(0, wholeBatches(storage, "g", SERIES));
            assertEquals(3, wholeBatches(storage, "after", 2));
        }
        assertTrue(
                Files.exists(
                        data.resolve("wal/damaged").resolve(checkpoint.getFileName().toString())));
    }

    @Test
    void retentionDropsOldSamplesAndUnusedSeries() throws Exception {
        TsdbOptions options =
                TsdbOptions.at(data).withRetention(500 * STEP).withSegments(32 << 10, 1 << 30);
        try (TsdbStorage storage = new TsdbStorage(options)) {
            writeAll(storage, "old", 3, 10);
            writeAll(storage, "g", SERIES, 2000);
            long epoch = storage.epoch();
            try (Snapshot before = storage.open(Long.MIN_VALUE, Long.MAX_VALUE)) {
                storage.upkeep().sweep();
                assertEquals(2000, all(before, "g").size, "an open snapshot keeps its samples");
            }
            for (int sweep = 0; sweep < 3; sweep++) {
                storage.upkeep().sweep();
            }
            assertNotEquals(epoch, storage.epoch());
            assertEquals(SERIES, storage.stats().series());
            try (Snapshot after = storage.open(Long.MIN_VALUE, Long.MAX_VALUE)) {
                SampleColumn left = all(after, "g");
                assertEquals(START + 1999 * STEP, left.times[left.size - 1]);
                assertEquals(START + 1499 * STEP, left.times[0]);
                assertEquals(List.of("g"), after.labelValues("group", List.of(), 0));
                assertTrue(storage.stats().minTimeMillis() > START + 1300 * STEP);
            }
            try (AppendBatch batch = storage.batch("x", START)) {
                assertEquals(Outcome.TOO_OLD, batch.append(batch.series(series("x", 0)), 1));
            }
            storage.upkeep().checkpoint();
        }
        try (TsdbStorage storage = new TsdbStorage(options);
                Snapshot after = storage.open(Long.MIN_VALUE, Long.MAX_VALUE)) {
            assertEquals(START + 1499 * STEP, all(after, "g").times[0]);
            assertEquals(SERIES, storage.stats().series());
        }
    }

    private static SampleColumn all(Snapshot snapshot, String group) throws StorageException {
        Selection found =
                snapshot.select(
                        List.of(Matcher.equal("group", group)),
                        SelectHints.between(Long.MIN_VALUE, Long.MAX_VALUE));
        SampleColumn column = new SampleColumn();
        found.reader().read(0, column);
        return column;
    }

    @Test
    void aSeriesThatWasRemovedIsMadeAgain() throws Exception {
        try (TsdbStorage storage =
                new TsdbStorage(TsdbOptions.at(data).withRetention(100 * STEP))) {
            write(storage, "g", 1, 0, Durability.VISIBLE);
            long stale;
            try (AppendBatch batch = storage.batch("g", START)) {
                stale = batch.series(series("g", 0));
            }
            writeAll(storage, "clock", 1, 1000);
            for (int sweep = 0; sweep < 4; sweep++) {
                storage.upkeep().sweep();
            }
            try (AppendBatch batch = storage.batch("g", START + 1000 * STEP)) {
                assertEquals(Outcome.STALE_REFERENCE, batch.append(stale, 1));
                long fresh = batch.series(series("g", 0));
                assertNotEquals(stale, fresh);
                assertEquals(Outcome.STORED, batch.append(fresh, 1));
                batch.commit(Durability.VISIBLE);
            }
            try (Snapshot snapshot = storage.open(START, Long.MAX_VALUE)) {
                assertEquals(1, all(snapshot, "g").size);
            }
        }
    }

    @Test
    void referencesOfAnotherLifeAreStale() throws Exception {
        long old;
        try (TsdbStorage storage = open();
                AppendBatch batch = storage.batch("g", START)) {
            old = batch.series(series("g", 0));
            batch.append(old, 1);
            batch.commit(Durability.VISIBLE);
        }
        try (TsdbStorage storage = open();
                AppendBatch batch = storage.batch("g", START + STEP)) {
            assertEquals(Outcome.STALE_REFERENCE, batch.append(old, 2));
        }
    }

    @Test
    void aClosedStoreRefuses() throws Exception {
        TsdbStorage storage = open();
        storage.close();
        StorageException refusal =
                assertThrows(
                        StorageException.class,
                        () -> write(storage, "g", 1, 0, Durability.VISIBLE));
        assertEquals(StorageException.Kind.UNAVAILABLE, refusal.kind());
        assertFalse(String.valueOf(refusal.getMessage()).isEmpty());
    }
}
