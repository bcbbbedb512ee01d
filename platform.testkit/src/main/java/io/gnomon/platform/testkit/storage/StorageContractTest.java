package io.gnomon.platform.testkit.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.AppendBatch.Outcome;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Selection.SampleKind;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.storage.StorageStats;
import io.gnomon.model.storage.Tail;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What every {@link Storage} must do. An implementer extends it, says how an empty store is opened
 * and closed, and inherits the tests. Rows of kinds that the store answers with {@code
 * NOT_SUPPORTED} are skipped.
 */
public abstract class StorageContractTest {
    /** Time of the first sample in these tests: long ago, so that no clock finds it too new. */
    protected static final long START = 1_700_000_000_000L;

    private static final int BATCHES = 400;
    private static final int SERIES_PER_BATCH = 50;

    private Storage storage = new MemoryStorage();

    /** Opens an empty store. */
    protected abstract Storage openStorage() throws Exception;

    /** Closes the store of {@link #openStorage}. */
    protected abstract void closeStorage() throws Exception;

    @BeforeEach
    void open() throws Exception {
        storage = openStorage();
    }

    @AfterEach
    void close() throws Exception {
        closeStorage();
    }

    /** Opens a batch, appends one float at the batch's time, commits. */
    protected static Outcome write(Storage to, Labels labels, long time, double value)
            throws StorageException {
        try (AppendBatch batch = to.batch("group", time)) {
            Outcome outcome = batch.append(batch.series(labels), value);
            batch.commit(Durability.VISIBLE);
            return outcome;
        }
    }

    /** All samples of one series in a range. */
    protected static SampleColumn read(Storage from, Labels labels, long min, long max)
            throws StorageException {
        try (Snapshot snapshot = from.open(min, max)) {
            return read(snapshot, labels, min, max);
        }
    }

    /**
     * All samples of one series that a snapshot has in a range; empty when it has no such series.
     */
    protected static SampleColumn read(Snapshot snapshot, Labels labels, long min, long max)
            throws StorageException {
        List<Matcher> matchers = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            matchers.add(Matcher.equal(labels.name(i), labels.value(i)));
        }
        Selection selection = snapshot.select(matchers, SelectHints.between(min, max));
        SampleColumn column = new SampleColumn();
        try (SampleReader reader = selection.reader()) {
            for (int i = 0; i < selection.size(); i++) {
                if (selection.labels(i).equals(labels)) {
                    reader.read(i, column);
                }
            }
        }
        return column;
    }

    private static void assertTimes(SampleColumn column, long... times) {
        assertArrayEquals(times, Arrays.copyOf(column.times, column.size));
    }

    private static Labels labels(String... namesAndValues) {
        return Labels.of(namesAndValues);
    }

    // --- samples -----------------------------------------------------------------------------

    @Test
    void committedSamplesAreReadInTheRangeWithBothEnds() throws Exception {
        Labels labels = labels("__name__", "m", "job", "a");
        for (int i = 0; i < 500; i++) {
            assertEquals(Outcome.STORED, write(storage, labels, START + i * 1000L, i * 0.5));
        }
        SampleColumn column = read(storage, labels, START + 10_000, START + 490_000);
        assertEquals(481, column.size);
        for (int i = 0; i < column.size; i++) {
            assertEquals(START + (i + 10) * 1000L, column.times[i]);
            assertEquals((i + 10) * 0.5, column.values[i]);
        }
    }

    @Test
    void everyBitOfAValueIsKept() throws Exception {
        Labels labels = labels("__name__", "m");
        double[] values = {
            0.0,
            -0.0,
            1,
            -1,
            0.1,
            1e-310,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            SampleValues.STALE_NAN,
            Double.longBitsToDouble(SampleValues.NORMAL_NAN_BITS),
            Double.longBitsToDouble(0xfff8000000000123L),
            0x1p53 + 2,
            -0x1p63,
            0x1p64,
            123456.789
        };
        int rows = values.length * 40;
        for (int i = 0; i < rows; i++) {
            write(storage, labels, START + i, values[i % values.length]);
        }
        SampleColumn column = read(storage, labels, START, START + rows);
        assertEquals(rows, column.size);
        for (int i = 0; i < rows; i++) {
            assertEquals(
                    Double.doubleToRawLongBits(values[i % values.length]),
                    Double.doubleToRawLongBits(column.values[i]),
                    "row " + i);
        }
    }

    @Test
    void rowsHaveTheTimeOfTheBatchOrTheirOwn() throws Exception {
        Labels a = labels("__name__", "a");
        Labels b = labels("__name__", "b");
        for (int i = 0; i < 300; i++) {
            long time = START + i * 1000L;
            try (AppendBatch batch = storage.batch("g", time)) {
                batch.append(batch.series(a), i);
                batch.append(batch.series(b), time - 400 + i, i);
                batch.append(batch.series(b), time - 399 + i, i + 0.5);
                batch.commit(Durability.VISIBLE);
            }
        }
        SampleColumn own = read(storage, b, START - 400, START + 400_000);
        assertEquals(600, own.size);
        assertEquals(START + 299_000 - 399 + 299, own.times[599]);
        assertEquals(299.5, own.values[599]);
        assertEquals(300, read(storage, a, START, START + 300_000).size);
    }

    @Test
    void aSeriesMayMissBatchesOfItsGroup() throws Exception {
        Labels a = labels("__name__", "a");
        Labels b = labels("__name__", "b");
        List<Long> expected = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            long time = START + i * 1000L;
            try (AppendBatch batch = storage.batch("g", time)) {
                batch.append(batch.series(a), i);
                if (i % 7 != 3) {
                    batch.append(batch.series(b), i);
                    expected.add(time);
                }
                batch.commit(Durability.VISIBLE);
            }
        }
        assertTimes(
                read(storage, b, START, START + 400_000),
                expected.stream().mapToLong(Long::longValue).toArray());
        assertEquals(400, read(storage, a, START, START + 400_000).size);
    }

    @Test
    void everyRowHasItsOutcome() throws Exception {
        Labels labels = labels("__name__", "m");
        write(storage, labels, START, 1);
        try (AppendBatch batch = storage.batch("g", START)) {
            long ref = batch.series(labels);
            assertTrue(ref >= 0);
            assertEquals(Outcome.DUPLICATE, batch.append(ref, 1));
            assertEquals(Outcome.CONFLICT, batch.append(ref, 2));
            assertEquals(Outcome.OUT_OF_ORDER, batch.append(ref, START - 1, 1));
            assertEquals(Outcome.STORED, batch.append(ref, START + 10, 7));
            assertEquals(Outcome.DUPLICATE, batch.append(ref, START + 10, 7));
            assertEquals(Outcome.CONFLICT, batch.append(ref, START + 10, 8));
            assertEquals(Outcome.OUT_OF_ORDER, batch.append(ref, START + 9, 8));
            assertEquals(Outcome.STORED, batch.append(ref, START + 11, 8));
            batch.commit(Durability.VISIBLE);
        }
        assertTimes(read(storage, labels, START - 100, START + 100), START, START + 10, START + 11);
    }

    @Test
    void aReferenceIsGoodForLaterBatches() throws Exception {
        Labels labels = labels("__name__", "m");
        long ref;
        try (AppendBatch batch = storage.batch("g", START)) {
            ref = batch.series(labels);
            batch.append(ref, 1);
            batch.commit(Durability.VISIBLE);
        }
        long epoch = storage.epoch();
        try (AppendBatch batch = storage.batch("other", START + 1)) {
            assertEquals(Outcome.STORED, batch.append(ref, 2));
            assertEquals(ref, batch.series(labels));
            batch.commit(Durability.DURABLE);
        }
        assertEquals(epoch, storage.epoch());
        assertTimes(read(storage, labels, START, START + 1), START, START + 1);
    }

    @Test
    void aReferenceThatWasNeverGivenIsStale() throws Exception {
        try (AppendBatch batch = storage.batch("g", START)) {
            assertEquals(Outcome.STALE_REFERENCE, batch.append(Long.MAX_VALUE, 1));
            batch.commit(Durability.VISIBLE);
        }
    }

    @Test
    void aBatchEndsWithItsCommitAndAGroupHasOneAtATime() throws Exception {
        AppendBatch batch = storage.batch("g", START);
        assertThrows(IllegalStateException.class, () -> storage.batch("g", START).close());
        batch.commit(Durability.VISIBLE);
        assertThrows(IllegalStateException.class, () -> batch.append(0, 1));
        batch.close();
        storage.batch("g", START + 1).close();
    }

    // --- isolation ---------------------------------------------------------------------------

    @Test
    void nothingIsVisibleBeforeTheCommitOrWithoutOne() throws Exception {
        Labels labels = labels("__name__", "m");
        try (AppendBatch batch = storage.batch("g", START)) {
            batch.append(batch.series(labels), 1);
            assertEquals(0, read(storage, labels, START, START + 10).size);
        }
        assertEquals(0, read(storage, labels, START, START + 10).size);
        assertEquals(Outcome.STORED, write(storage, labels, START, 2));
        assertEquals(2, read(storage, labels, START, START + 10).values[0]);
    }

    @Test
    void aSnapshotDoesNotSeeLaterCommits() throws Exception {
        Labels old = labels("__name__", "m", "age", "old");
        Labels young = labels("__name__", "m", "age", "young");
        for (int i = 0; i < 100; i++) {
            write(storage, old, START + i, i);
        }
        try (Snapshot snapshot = storage.open(START, START + 10_000)) {
            for (int i = 100; i < 1000; i++) {
                write(storage, old, START + i, i);
                write(storage, young, START + i, i);
            }
            assertEquals(100, read(snapshot, old, START, START + 10_000).size);
            assertEquals(0, read(snapshot, young, START, START + 10_000).size);
            assertEquals(List.of("old"), snapshot.labelValues("age", List.of(), 0));
        }
        assertEquals(1000, read(storage, old, START, START + 10_000).size);
        assertEquals(900, read(storage, young, START, START + 10_000).size);
    }

    /** A writer commits whole batches; no reader may ever see a part of one. */
    @Test
    void readersSeeABatchWholeOrNotAtAll() throws Exception {
        Thread writer = new Thread(this::writeWholeBatches, "contract-writer");
        writer.start();
        int rows = 0;
        boolean last;
        do {
            last = !writer.isAlive();
            try (Snapshot snapshot = storage.open(START, START + BATCHES)) {
                Selection selection =
                        snapshot.select(
                                List.of(Matcher.equal("__name__", "whole")),
                                SelectHints.between(START, START + BATCHES));
                rows = assertSameTimes(selection);
            }
        } while (!last);
        assertEquals(BATCHES, rows);
    }

    private void writeWholeBatches() {
        for (int b = 0; b < BATCHES; b++) {
            try (AppendBatch batch = storage.batch("whole", START + b)) {
                for (int s = 0; s < SERIES_PER_BATCH; s++) {
                    batch.append(batch.series(labels("__name__", "whole", "s", "" + s)), b);
                }
                batch.commit(Durability.VISIBLE);
            } catch (StorageException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static int assertSameTimes(Selection selection) throws StorageException {
        SampleColumn first = new SampleColumn();
        SampleColumn other = new SampleColumn();
        assertTrue(selection.size() == 0 || selection.size() == SERIES_PER_BATCH);
        try (SampleReader reader = selection.reader()) {
            for (int i = 0; i < selection.size(); i++) {
                reader.read(i, i == 0 ? first : other);
                if (i > 0) {
                    assertTimes(other, Arrays.copyOf(first.times, first.size));
                    assertEquals(other.size - 1, other.values[other.size - 1]);
                }
            }
        }
        return first.size;
    }

    // --- series ------------------------------------------------------------------------------

    private void writeMatcherSeries() throws StorageException {
        String[][] sets = {
            {"__name__", "up", "job", "a", "instance", "h1"},
            {"__name__", "up", "job", "a", "instance", "h2"},
            {"__name__", "up", "job", "b"},
            {"__name__", "down", "job", "b", "zone", "ü"},
            {"__name__", "down", "job", "multi\nline"},
            {"__name__", "down", "utf8.name", "x"}
        };
        for (String[] set : sets) {
            write(storage, labels(set), START, 1);
        }
    }

    /** What a matcher finds is what {@link Matcher#matches(Labels)} says, also right after. */
    @Test
    void matchersFindWhatTheyMatch() throws Exception {
        writeMatcherSeries();
        String[] names = {"__name__", "job", "instance", "zone", "utf8.name", "none"};
        String[] values = {
            "",
            "a",
            "b",
            "up",
            "h1|h2",
            "h.",
            "h1.*",
            ".*",
            ".+",
            "a|",
            "|b",
            "(?i)A",
            "ü",
            "x",
            "multi.line",
            "[ab]",
            "up|down",
            "no",
            "h1",
            "(a|b)?",
            "u.*|d.+",
            "a\\.b"
        };
        for (String name : names) {
            for (String value : values) {
                for (Matcher.Type type : Matcher.Type.values()) {
                    assertFindsWhatMatches(List.of(new Matcher(type, name, value)));
                    assertFindsWhatMatches(
                            List.of(
                                    new Matcher(Matcher.Type.REGEX, "__name__", ".+"),
                                    new Matcher(type, name, value)));
                    assertFindsWhatMatches(
                            List.of(
                                    new Matcher(type, name, value),
                                    new Matcher(Matcher.Type.NOT_EQUAL, "job", "b")));
                }
            }
        }
    }

    private void assertFindsWhatMatches(List<Matcher> matchers) throws StorageException {
        try (Snapshot snapshot = storage.open(START, START)) {
            Selection everything =
                    snapshot.select(
                            List.of(new Matcher(Matcher.Type.REGEX, "__name__", ".*")),
                            SelectHints.between(START, START));
            assertEquals(6, everything.size());
            List<Labels> expected = new ArrayList<>();
            for (int i = 0; i < everything.size(); i++) {
                Labels labels = everything.labels(i);
                if (matchers.stream().allMatch(m -> m.matches(labels))) {
                    expected.add(labels);
                }
            }
            Selection selection = snapshot.select(matchers, SelectHints.between(START, START));
            List<Labels> found = new ArrayList<>();
            for (int i = 0; i < selection.size(); i++) {
                found.add(selection.labels(i));
            }
            assertEquals(expected, found, matchers::toString);
        }
    }

    @Test
    void seriesComeSortedAndLimited() throws Exception {
        for (int i = 99; i >= 0; i--) {
            write(storage, labels("__name__", "m", "i", "" + i, "u", "\ud83d\ude00"), START, 1);
        }
        List<Matcher> all = List.of(Matcher.equal("__name__", "m"));
        try (Snapshot snapshot = storage.open(START, START)) {
            Selection selection = snapshot.select(all, SelectHints.between(START, START));
            assertEquals(100, selection.size());
            for (int i = 1; i < selection.size(); i++) {
                assertTrue(selection.labels(i - 1).compareTo(selection.labels(i)) < 0);
            }
            SelectHints five = new SelectHints(START, START, 0, 0, "", List.of(), false, 5, true);
            assertEquals(5, snapshot.select(all, five).size());
            assertTrue(selection.warnings().isEmpty());
            assertFalse(selection.partial());
        }
    }

    @Test
    void labelNamesAndValues() throws Exception {
        writeMatcherSeries();
        List<Matcher> up = List.of(Matcher.equal("__name__", "up"));
        try (Snapshot snapshot = storage.open(START, START)) {
            assertEquals(
                    List.of("__name__", "instance", "job", "utf8.name", "zone"),
                    snapshot.labelNames(List.of(), 0));
            assertEquals(List.of("__name__", "instance"), snapshot.labelNames(List.of(), 2));
            assertEquals(List.of("__name__", "instance", "job"), snapshot.labelNames(up, 0));
            assertEquals(
                    List.of("a", "b", "multi\nline"), snapshot.labelValues("job", List.of(), 0));
            assertEquals(List.of("a", "b"), snapshot.labelValues("job", up, 0));
            assertEquals(List.of("a"), snapshot.labelValues("job", up, 1));
            assertEquals(List.of(), snapshot.labelValues("none", List.of(), 0));
            assertEquals(
                    List.of(),
                    snapshot.labelValues("job", List.of(Matcher.equal("__name__", "no")), 0));
        }
    }

    @Test
    void cardinalityCountsSeries() throws Exception {
        writeMatcherSeries();
        try (Snapshot snapshot = storage.open(START, START)) {
            Snapshot.Cardinality counts = snapshot.cardinality(2);
            assertEquals(
                    List.of(new Snapshot.Count("down", 3), new Snapshot.Count("up", 3)),
                    counts.seriesByMetric());
            assertEquals(new Snapshot.Count("job", 3), counts.valuesByLabel().get(0));
            assertEquals(new Snapshot.Count("job", 12), counts.bytesByLabel().get(0));
            assertEquals(2, counts.seriesByPair().size());
            assertEquals(new Snapshot.Count("__name__=down", 3), counts.seriesByPair().get(0));
        }
    }

    /** What an engine relies on: equal id and equal count mean equal times. */
    @Test
    void seriesThatShareATimeColumnHaveEqualTimes() throws Exception {
        for (int i = 0; i < 300; i++) {
            try (AppendBatch batch = storage.batch("g", START + i * 1000L + i % 3)) {
                for (int s = 0; s < 12; s++) {
                    boolean gone = (s == 1 && i > 250) || (s == 2 && i < 249);
                    boolean missed =
                            (s == 3 && i == 100) || (s == 4 && i == 101) || (s == 5 && i > 297);
                    if (!gone && !missed) {
                        batch.append(batch.series(labels("__name__", "m", "s", "" + s)), i);
                    }
                }
                batch.commit(Durability.VISIBLE);
            }
        }
        for (long from = START; from < START + 300_000; from += 17_000) {
            assertTimeColumnsHold(from, START + 290_000);
            assertTimeColumnsHold(from, START + 400_000);
        }
    }

    private void assertTimeColumnsHold(long min, long max) throws StorageException {
        try (Snapshot snapshot = storage.open(min, max)) {
            Selection selection =
                    snapshot.select(
                            List.of(Matcher.equal("__name__", "m")), SelectHints.between(min, max));
            SampleColumn a = new SampleColumn();
            SampleColumn b = new SampleColumn();
            try (SampleReader reader = selection.reader()) {
                for (int i = 1; i < selection.size(); i++) {
                    reader.read(i, a);
                    reader.read(i - 1, b);
                    long id = selection.timeColumn(i);
                    if (id >= 0 && id == selection.timeColumn(i - 1) && a.size == b.size) {
                        assertTimes(a, Arrays.copyOf(b.times, b.size));
                    }
                }
            }
        }
    }

    // --- histograms, exemplars, metadata -----------------------------------------------------

    private static final List<Histogram.ResetHint> HINTS = List.of(Histogram.ResetHint.values());

    private static Histogram histogram(int n) {
        return new Histogram(
                n % 2 == 0,
                HINTS.get(n % 4),
                3,
                1e-128,
                n,
                4.0 * n + 6,
                n == 2 ? Double.NaN : n * 1.5,
                new int[] {-2, 2, 5, 1},
                new double[] {n, n + 1, n + 2},
                n % 3 == 0 ? new int[] {0, 1} : new int[0],
                n % 3 == 0 ? new double[] {3} : new double[0],
                new double[0],
                0);
    }

    @Test
    void histogramsComeBackAsTheyWere() throws Exception {
        Labels labels = labels("__name__", "h");
        Labels mixed = labels("__name__", "mixed");
        for (int i = 0; i < 200; i++) {
            try (AppendBatch batch = storage.batch("g", START + i)) {
                Outcome outcome = batch.append(batch.series(labels), START + i, histogram(i));
                assumeTrue(outcome != Outcome.NOT_SUPPORTED);
                assertEquals(Outcome.STORED, outcome);
                if (i % 50 == 7) {
                    batch.append(batch.series(mixed), START + i, histogram(i));
                } else {
                    batch.append(batch.series(mixed), i);
                }
                batch.commit(Durability.VISIBLE);
            }
        }
        SampleColumn column = read(storage, labels, START, START + 1000);
        SampleColumn both = read(storage, mixed, START, START + 1000);
        assertEquals(200, column.size);
        assertEquals(200, both.size);
        for (int i = 0; i < 200; i++) {
            assertEquals(histogram(i), column.histogram(i), "row " + i);
            assertEquals(i % 50 == 7 ? histogram(i) : null, both.histogram(i));
            assertTrue(i % 50 == 7 || both.values[i] == i);
        }
        assertEquals(SampleKind.HISTOGRAM, kind(labels));
        assertEquals(SampleKind.MIXED, kind(mixed));
        try (AppendBatch batch = storage.batch("g", START)) {
            long ref = batch.series(labels);
            assertEquals(Outcome.DUPLICATE, batch.append(ref, START + 199, histogram(199)));
            assertEquals(Outcome.CONFLICT, batch.append(ref, START + 199, histogram(1)));
            assertEquals(Outcome.CONFLICT, batch.append(ref, START + 199, 1));
        }
    }

    private SampleKind kind(Labels labels) throws StorageException {
        try (Snapshot snapshot = storage.open(START, START + 1000)) {
            return snapshot.select(
                            List.of(Matcher.equal("__name__", labels.metricName())),
                            SelectHints.between(START, START + 1000))
                    .kind(0);
        }
    }

    @Test
    void exemplarsAreFoundBySeriesAndTime() throws Exception {
        Labels labels = labels("__name__", "m");
        Exemplar exemplar = new Exemplar(labels("trace_id", "4711"), 3.5, START + 5);
        try (AppendBatch batch = storage.batch("g", START)) {
            long ref = batch.series(labels);
            batch.append(ref, 1);
            Outcome outcome = batch.exemplar(ref, exemplar);
            assumeTrue(outcome != Outcome.NOT_SUPPORTED);
            assertEquals(Outcome.STORED, outcome);
            batch.commit(Durability.VISIBLE);
        }
        List<Matcher> m = List.of(Matcher.equal("__name__", "m"));
        try (Snapshot snapshot = storage.open(START, START + 10)) {
            assertEquals(Map.of(labels, List.of(exemplar)), snapshot.exemplars(m));
            assertEquals(Map.of(), snapshot.exemplars(List.of(Matcher.equal("__name__", "other"))));
        }
        try (Snapshot before = storage.open(START, START + 4)) {
            assertEquals(Map.of(), before.exemplars(m));
        }
    }

    @Test
    void theLatestMetadataWins() throws Exception {
        MetricMetadata first = new MetricMetadata(MetricType.GAUGE, "old", "");
        MetricMetadata second = new MetricMetadata(MetricType.COUNTER, "new", "seconds");
        for (MetricMetadata metadata : List.of(first, second)) {
            try (AppendBatch batch = storage.batch("g", START)) {
                batch.metadata("m", metadata);
                batch.metadata("n", first);
                batch.commit(Durability.VISIBLE);
            }
        }
        try (Snapshot snapshot = storage.open(START, START)) {
            assertEquals(Map.of("m", second), snapshot.metadata("m"));
            assertEquals(Map.of("m", second, "n", first), snapshot.metadata(""));
            assertEquals(Map.of(), snapshot.metadata("none"));
        }
    }

    // --- tail, figures, interrupts -----------------------------------------------------------

    /** Writes down what a tail delivers. */
    private static final class Rows implements Tail.Visitor {
        final List<String> seen = new ArrayList<>();

        @Override
        public void sample(Labels labels, long timeMillis, double value) {
            seen.add(labels.metricName() + " " + (timeMillis - START) + " " + value);
        }

        @Override
        public void histogram(Labels labels, long timeMillis, Histogram histogram) {
            seen.add(labels.metricName() + " " + (timeMillis - START) + " " + histogram);
        }

        @Override
        public void exemplar(Labels labels, Exemplar exemplar) {
            seen.add(labels.metricName() + " " + exemplar);
        }

        @Override
        public void metadata(String family, MetricMetadata metadata) {
            seen.add(family + " " + metadata);
        }
    }

    @Test
    void aTailDeliversCommittedBatchesInOrderAndGoesOnWhereItWas() throws Exception {
        for (int i = 0; i < 5; i++) {
            write(storage, labels("__name__", "m" + i), START + i, i);
        }
        Rows rows = new Rows();
        long position;
        try (Tail tail = storage.tail(0)) {
            for (int i = 0; i < 3; i++) {
                assertTrue(tail.next(Duration.ZERO, rows));
            }
            position = tail.position();
        }
        assertEquals(List.of("m0 0 0.0", "m1 1 1.0", "m2 2 2.0"), rows.seen);
        rows.seen.clear();
        try (Tail tail = storage.tail(position)) {
            assertTrue(tail.next(Duration.ZERO, rows));
            assertTrue(tail.next(Duration.ZERO, rows));
            assertFalse(tail.next(Duration.ZERO, rows));
            Thread late = new Thread(this::writeLate, "contract-late");
            late.start();
            assertTrue(tail.next(Duration.ofSeconds(30), rows));
            late.join();
        }
        assertEquals(List.of("m3 3 3.0", "m4 4 4.0", "late 9 9.0"), rows.seen);
    }

    private void writeLate() {
        try {
            write(storage, labels("__name__", "late"), START + 9, 9);
        } catch (StorageException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void statsFollowTheCommits() throws Exception {
        StorageStats empty = storage.stats();
        assertEquals(Long.MAX_VALUE, empty.minTimeMillis());
        assertEquals(Long.MIN_VALUE, empty.maxTimeMillis());
        assertEquals(0, empty.samplesAppended());
        write(storage, labels("__name__", "a"), START, 1);
        write(storage, labels("__name__", "b"), START + 5, 1);
        StorageStats stats = storage.stats();
        assertEquals(2, stats.series());
        assertEquals(START, stats.minTimeMillis());
        assertEquals(START + 5, stats.maxTimeMillis());
        assertEquals(2, stats.samplesAppended());
        assertNotEquals(-1, stats.diskBytes());
    }

    @Test
    void anInterruptCancelsAReader() throws Exception {
        write(storage, labels("__name__", "a"), START, 1);
        try (Snapshot snapshot = storage.open(START, START)) {
            Thread.currentThread().interrupt();
            StorageException cancelled =
                    assertThrows(
                            StorageException.class,
                            () ->
                                    snapshot.select(
                                            List.of(Matcher.equal("__name__", "a")),
                                            SelectHints.between(START, START)));
            assertEquals(StorageException.Kind.CANCELLED, cancelled.kind());
        } finally {
            assertTrue(Thread.interrupted());
        }
        assertEquals(1, read(storage, labels("__name__", "a"), START, START).size);
    }
}
