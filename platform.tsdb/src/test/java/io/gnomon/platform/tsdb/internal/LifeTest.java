package io.gnomon.platform.tsdb.internal;

import static io.gnomon.platform.tsdb.internal.LifeFixture.HOUR;
import static io.gnomon.platform.tsdb.internal.LifeFixture.START;
import static io.gnomon.platform.tsdb.internal.LifeFixture.count;
import static io.gnomon.platform.tsdb.internal.LifeFixture.labels;
import static io.gnomon.platform.tsdb.internal.LifeFixture.open;
import static io.gnomon.platform.tsdb.internal.LifeFixture.options;
import static io.gnomon.platform.tsdb.internal.LifeFixture.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.AppendBatch.Outcome;
import io.gnomon.model.storage.RetentionRule;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.StorageRules;
import io.gnomon.platform.tsdb.internal.block.Block;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Cutting, compacting, dropping, deleting and copying, one by one. */
class LifeTest {
    @TempDir private Path data;

    private static List<String> ranges(TsdbStorage storage) {
        return storage.seam().blocks().present().stream()
                .map(b -> b.meta().plan())
                .map(p ->
                        (p.minTimeMillis() - START) / HOUR
                                + "-"
                                + (p.endTimeMillis() - START) / HOUR)
                .toList();
    }

    private static RetentionRule rule(String name, Duration keep) {
        return new RetentionRule(name, List.of(Matcher.equal("__name__", name)), keep.toMillis());
    }

    @Test
    void completeRangesAreCutAndLeaveTheHead() throws Exception {
        try (TsdbStorage storage = open(options(data))) {
            write(storage, "m", 3, 0, 3);
            storage.upkeep().cut();
            assertEquals(List.of(), ranges(storage), "half a range must have passed");
            write(storage, "m", 3, 3, 8);
            storage.upkeep().cut();
            assertEquals(List.of("0-2", "2-4", "4-6"), ranges(storage));
            assertEquals(START + 6 * HOUR, storage.head().minTime());
            assertEquals(3 * 8 * 60, count(storage, "m"));
            assertEquals(START, storage.stats().minTimeMillis());
            assertEquals(START + 8 * HOUR - 60_000, storage.stats().maxTimeMillis());
        }
        try (TsdbStorage storage = open(options(data))) {
            assertEquals(List.of("0-2", "2-4", "4-6"), ranges(storage));
            assertEquals(START + 6 * HOUR, storage.head().minTime(), "the log has the rest only");
            assertEquals(3 * 8 * 60, count(storage, "m"));
        }
    }

    @Test
    void whatComesTooLateForItsBlockIsRefused() throws Exception {
        try (TsdbStorage storage = open(options(data))) {
            write(storage, "m", 1, 0, 4);
            storage.upkeep().cut();
            try (AppendBatch batch = storage.batch("late", START + 4 * HOUR)) {
                long late = batch.series(labels("late", 0));
                assertEquals(Outcome.TOO_OLD, batch.append(late, START + 2 * HOUR - 1, 1));
                assertEquals(Outcome.STORED, batch.append(late, START + 2 * HOUR, 120));
                batch.commit(Durability.VISIBLE);
            }
            assertEquals(1, count(storage, "late"));
        }
    }

    @Test
    void aGapInTheDataIsCrossed() throws Exception {
        try (TsdbStorage storage = open(options(data))) {
            write(storage, "m", 2, 0, 1);
            write(storage, "m", 2, 5000, 5004);
            storage.upkeep().cut();
            assertEquals(List.of("0-2", "5000-5002"), ranges(storage));
            assertEquals(2 * 5 * 60, count(storage, "m"));
        }
    }

    @Test
    void blocksGrowFromLevelToLevel() throws Exception {
        try (TsdbStorage storage = open(options(data))) {
            write(storage, "m", 1, 0, 34);
            write(storage, "young", 1, 31, 34);
            storage.upkeep().cut();
            storage.blockUpkeep().run();
            assertEquals(List.of("0-24", "24-30", "30-32"), ranges(storage));
            assertEquals(34 * 60, count(storage, "m"));
            assertEquals(3 * 60, count(storage, "young"));
            Block oldest = storage.seam().blocks().present().getFirst();
            assertEquals(24 * 60, oldest.meta().stats().samples());
            assertEquals(2, oldest.meta().plan().level());
            assertTrue(oldest.meta().plan().compressed());
            assertTrue(storage.lifeMetrics().compactions.sum() >= 6);
        }
    }

    @Test
    void noBlockGetsLongerThanATenthOfTheRetention() throws Exception {
        TsdbOptions tenHours = options(data).withRetention(Duration.ofHours(100).toMillis());
        try (TsdbStorage storage = open(tenHours)) {
            write(storage, "m", 1, 0, 34);
            storage.upkeep().cut();
            storage.blockUpkeep().run();
            assertEquals(
                    List.of("0-6", "6-12", "12-18", "18-24", "24-30", "30-32"), ranges(storage));
        }
    }

    @Test
    void oldBlocksAreDropped() throws Exception {
        TsdbOptions tenHours = options(data).withRetention(Duration.ofHours(10).toMillis());
        try (TsdbStorage storage = open(tenHours)) {
            write(storage, "m", 1, 0, 16);
            storage.upkeep().cut();
            storage.blockUpkeep().run();
            assertEquals(List.of("4-6", "6-8", "8-10", "10-12", "12-14"), ranges(storage));
            assertEquals(12 * 60, count(storage, "m"));
            assertEquals(2, storage.lifeMetrics().droppedByTime.sum());
        }
    }

    @Test
    void theOldestGoWhenThereIsTooMuch() throws Exception {
        try (TsdbStorage storage = open(options(data))) {
            write(storage, "m", 5, 0, 16);
            storage.upkeep().cut();
            assertEquals(7, ranges(storage).size());
        }
        long size = bytes(data.resolve("blocks"));
        LifeOptions small =
                LifeOptions.DEFAULTS.withBudget(0).withBytes(size / 2 + bytes(data.resolve("wal")));
        try (TsdbStorage storage = open(options(data).withLife(small))) {
            storage.upkeep().measuredWalBytes();
            storage.blockUpkeep().run();
            List<String> left = ranges(storage);
            assertTrue(left.size() >= 1 && left.size() <= 4, left::toString);
            assertEquals("12-14", left.getLast());
            LifeFixture.awaitDeletions(storage);
            assertTrue(bytes(data.resolve("blocks")) <= size / 2 + 4096);
        }
    }

    private static long bytes(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
        }
    }

    @Test
    void seriesAreKeptForAsLongAsTheirRuleSays() throws Exception {
        TsdbOptions twelveHours = options(data).withRetention(Duration.ofHours(12).toMillis());
        try (TsdbStorage storage = open(twelveHours)) {
            storage.rules(
                    StorageRules.NONE.withRetention(
                            List.of(
                                    rule("long", Duration.ofHours(20)),
                                    rule("short", Duration.ofHours(4)),
                                    rule("ever", Duration.ZERO))));
            for (int hour = 0; hour < 33; hour++) {
                for (String name : List.of("long", "short", "ever", "other")) {
                    write(storage, name, 2, hour, hour + 1);
                }
            }
            storage.upkeep().cut();
            storage.blockUpkeep().run();
            long newest = 33 * 60 - 1;
            assertEquals(2 * 33 * 60, count(storage, "ever"));
            assertKept(newest - 20 * 60, 33 * 60, count(storage, "long") / 2);
            assertKept(newest - 12 * 60, 33 * 60, count(storage, "other") / 2);
            assertKept(newest - 4 * 60, 33 * 60, count(storage, "short") / 2);
            assertTrue(storage.lifeMetrics().rewrittenByMatcher.sum() > 0);
            List<String> once = ranges(storage);
            long compactions = storage.lifeMetrics().compactions.sum();
            storage.blockUpkeep().run();
            assertEquals(once, ranges(storage));
            assertEquals(compactions, storage.lifeMetrics().compactions.sum(), "nothing to do");
        }
    }

    /** At least what the rule keeps, at most the length of a block more. */
    private static void assertKept(long oldestMinute, long endMinute, long kept) {
        long least = endMinute - oldestMinute;
        assertTrue(kept >= least - 1 && kept < least + 6 * 60, kept + " for " + least);
    }

    @Test
    void nothingIsDroppedBeforeTheRulesAreKnown() throws Exception {
        TsdbOptions tenHours = options(data).withRetention(Duration.ofHours(10).toMillis());
        try (TsdbStorage storage = new TsdbStorage(tenHours)) {
            storage.upkeep().close();
            storage.blockUpkeep().close();
            write(storage, "m", 1, 0, 16);
            storage.upkeep().cut();
            storage.blockUpkeep().run();
            assertEquals(7, ranges(storage).size());
        }
    }

    @Test
    void deletedSamplesStayDeletedEverywhere() throws Exception {
        long expected;
        try (TsdbStorage storage = open(options(data))) {
            write(storage, "m", 3, 0, 8);
            storage.upkeep().cut();
            TsdbAdmin admin = new TsdbAdmin(storage);
            List<Matcher> one = List.of(Matcher.equal("__name__", "m"), Matcher.equal("s", "1"));
            admin.delete(one, START + HOUR, START + 7 * HOUR - 1);
            expected = 3 * 8 * 60 - 6 * 60;
            assertEquals(expected, count(storage, "m"));
        }
        try (TsdbStorage storage = open(options(data))) {
            assertEquals(expected, count(storage, "m"));
            storage.blockUpkeep().run();
            assertEquals(expected, count(storage, "m"));
            storage.upkeep().checkpoint();
            new TsdbAdmin(storage).cleanTombstones();
            assertEquals(expected, count(storage, "m"));
            for (Block block : storage.seam().blocks().present()) {
                assertFalse(block.hasTombstones());
            }
        }
        try (TsdbStorage storage = open(options(data))) {
            assertEquals(expected, count(storage, "m"));
            write(storage, "m", 3, 8, 9);
            assertEquals(expected + 3 * 60, count(storage, "m"));
        }
    }

    @Test
    void aBlockOfWhichAllIsDeletedGoes() throws Exception {
        try (TsdbStorage storage = open(options(data))) {
            write(storage, "m", 2, 0, 6);
            storage.upkeep().cut();
            new TsdbAdmin(storage)
                    .delete(List.of(Matcher.equal("__name__", "m")), START, START + 2 * HOUR - 1);
            new TsdbAdmin(storage).cleanTombstones();
            assertEquals(List.of("2-4"), ranges(storage));
            assertEquals(2 * 4 * 60, count(storage, "m"));
        }
    }

    @Test
    void aSnapshotIsAStoreOfItsOwn() throws Exception {
        String whole;
        String skipped;
        try (TsdbStorage storage = open(options(data))) {
            write(storage, "m", 2, 0, 8);
            storage.upkeep().cut();
            TsdbAdmin admin = new TsdbAdmin(storage);
            whole = admin.snapshot(false);
            skipped = admin.snapshot(true);
            assertTrue(whole.matches("\\d{8}T\\d{6}Z-[0-9a-f]+"), whole);
            admin.delete(List.of(Matcher.equal("s", "1")), Long.MIN_VALUE, Long.MAX_VALUE);
            admin.cleanTombstones();
            write(storage, "m", 2, 8, 9);
        }
        try (TsdbStorage copy = open(options(data.resolve("snapshots").resolve(whole)))) {
            assertEquals(2 * 8 * 60, count(copy, "m"));
            write(copy, "m", 2, 8, 20);
            copy.upkeep().cut();
            copy.blockUpkeep().run();
            assertEquals(2 * 20 * 60, count(copy, "m"));
        }
        try (TsdbStorage copy = open(options(data.resolve("snapshots").resolve(skipped)))) {
            assertEquals(2 * 6 * 60, count(copy, "m"));
        }
    }

    @Test
    void exemplarsAndMetadataGoIntoBlocks() throws Exception {
        Labels labels = labels("m", 0);
        Exemplar exemplar = new Exemplar(Labels.of("trace_id", "a"), 7, START + 5);
        try (TsdbStorage storage = open(options(data))) {
            try (AppendBatch batch = storage.batch("m", START)) {
                long series = batch.series(labels);
                batch.append(series, 0);
                assertEquals(Outcome.STORED, batch.exemplar(series, exemplar));
                batch.metadata("m", new MetricMetadata(MetricType.COUNTER, "help", "s"));
                batch.commit(Durability.VISIBLE);
            }
            write(storage, "other", 1, 0, 13);
            assertExemplar(storage, labels, exemplar);
            storage.upkeep().cut();
            assertExemplar(storage, labels, exemplar);
            storage.blockUpkeep().run();
            assertExemplar(storage, labels, exemplar);
        }
        try (TsdbStorage storage = open(options(data))) {
            assertExemplar(storage, labels, exemplar);
        }
        String name;
        try (TsdbStorage storage = open(options(data))) {
            name = new TsdbAdmin(storage).snapshot(true);
        }
        try (TsdbStorage storage = open(options(data.resolve("snapshots").resolve(name)))) {
            assertExemplar(storage, labels, exemplar);
        }
    }

    private static void assertExemplar(TsdbStorage storage, Labels labels, Exemplar exemplar)
            throws Exception {
        try (Snapshot snapshot = storage.open(START, START + HOUR)) {
            assertEquals(
                    Map.of(labels, List.of(exemplar)),
                    snapshot.exemplars(List.of(Matcher.equal("__name__", "m"))));
            assertEquals(
                    Map.of("m", new MetricMetadata(MetricType.COUNTER, "help", "s")),
                    snapshot.metadata("m"));
        }
        try (Snapshot snapshot = storage.open(START + 6, START + HOUR)) {
            assertEquals(Map.of(), snapshot.exemplars(List.of(Matcher.equal("__name__", "m"))));
        }
    }

    /** Block files that a crash between publishing a block and deleting its parents leaves. */
    @Test
    void parentsThatACrashLeftAreDropped() throws Exception {
        Path before = data.resolve("before");
        Path after = data.resolve("after");
        try (TsdbStorage storage = open(options(before))) {
            write(storage, "m", 2, 0, 8);
            storage.upkeep().cut();
            LifeFixture.awaitDeletions(storage);
            StoreFixture.copy(before, after);
            storage.blockUpkeep().run();
            assertEquals(List.of("0-6"), ranges(storage));
            LifeFixture.awaitDeletions(storage);
        }
        try (Stream<Path> merged = Files.list(before.resolve("blocks"))) {
            for (Path block : merged.toList()) {
                StoreFixture.copy(block, after.resolve("blocks").resolve(block.getFileName()));
            }
        }
        try (TsdbStorage storage = open(options(after))) {
            assertEquals(List.of("0-6"), ranges(storage));
            assertEquals(2 * 8 * 60, count(storage, "m"));
            LifeFixture.awaitDeletions(storage);
        }
    }

    @Test
    void aReaderKeepsTheBlocksThatItBeganWith() throws Exception {
        try (TsdbStorage storage = open(options(data))) {
            write(storage, "m", 2, 0, 8);
            storage.upkeep().cut();
            try (Snapshot snapshot = storage.open(Long.MIN_VALUE, Long.MAX_VALUE)) {
                storage.blockUpkeep().run();
                assertEquals(List.of("0-6"), ranges(storage));
                assertEquals(List.of("0", "1"), snapshot.labelValues("s", List.of(), 0));
                assertEquals(List.of("__name__", "s"), snapshot.labelNames(List.of(), 0));
            }
            LifeFixture.awaitDeletions(storage);
        }
    }
}
