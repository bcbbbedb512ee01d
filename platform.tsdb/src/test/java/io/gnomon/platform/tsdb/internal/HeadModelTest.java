package io.gnomon.platform.tsdb.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.AppendBatch.Outcome;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.StorageRules;
import io.gnomon.platform.tsdb.internal.head.HeadDeletion;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * The head against plain maps: scrapes, own times, late samples, histograms, new series, deletions,
 * checkpoints, restarts, kills, snapshots that stay open over all of it. Every outcome and every
 * bit that is read is compared. {@code -Dlong} runs many seeds.
 */
class HeadModelTest {
    private static final int GROUPS = 4;
    private static final long WINDOW = 400 * StoreFixture.STEP;

    @TempDir Path temp;

    /** A float as its bits, or a histogram. */
    private final Map<Labels, NavigableMap<Long, Object>> model = new HashMap<>();

    /** Newest time that a series ever had. */
    private final Map<Labels, Long> newest = new HashMap<>();

    /** Series whose newest sample was deleted. */
    private final Set<Labels> cut = new HashSet<>();

    private final List<Open> snapshots = new ArrayList<>();
    private final List<List<Labels>> groups = new ArrayList<>();
    private Random random = new Random(0);
    private long clock;
    private long maxTime;
    private int made;
    private int folders;

    /** For a while all batches are what scrapes are: floats of all series at one time. */
    private boolean calm;

    /** A snapshot and what it has to contain. */
    private record Open(Snapshot snapshot, Map<Labels, NavigableMap<Long, Object>> expected) {}

    @Test
    void theHeadIsWhatTheModelIs() throws Exception {
        long first = Long.getLong("gnomon.seed", System.nanoTime());
        System.out.println("HeadModelTest: -Dgnomon.seed=" + first);
        int seeds = System.getProperty("long") == null ? 3 : 300;
        for (int i = 0; i < seeds; i++) {
            run(first + i, 1500);
        }
    }

    private static TsdbStorage open(Path data) throws Exception {
        TsdbStorage storage = new TsdbStorage(TsdbOptions.at(data).withSegments(64 << 10, 1 << 30));
        storage.rules(StorageRules.NONE.withOutOfOrder(WINDOW));
        return storage;
    }

    private void run(long seed, int operations) throws Exception {
        random = new Random(seed);
        model.clear();
        newest.clear();
        cut.clear();
        groups.clear();
        for (int g = 0; g < GROUPS; g++) {
            groups.add(new ArrayList<>());
        }
        clock = StoreFixture.START;
        maxTime = Long.MIN_VALUE;
        Path data = temp.resolve("run" + folders++);
        TsdbStorage storage = open(data);
        try {
            for (int n = 0; n < operations; n++) {
                switch (random.nextInt(60)) {
                    case 0 -> storage.upkeep().checkpoint();
                    case 1 -> storage.upkeep().sweep();
                    case 2, 3 -> openSnapshot(storage);
                    case 4, 5 -> checkSnapshot();
                    case 6 -> delete(storage);
                    case 7 -> {
                        if (random.nextInt(4) == 0) {
                            closeSnapshots();
                            storage.close();
                            storage = open(data);
                        }
                    }
                    case 8 -> {
                        if (random.nextInt(4) == 0) {
                            closeSnapshots();
                            Path killed = temp.resolve("run" + folders++);
                            StoreFixture.copy(data, killed);
                            storage.close();
                            data = killed;
                            storage = open(data);
                            assertEquals(0, storage.walMetrics().corruptions.sum());
                        }
                    }
                    default -> append(storage);
                }
            }
            openSnapshot(storage);
            while (!snapshots.isEmpty()) {
                checkSnapshot();
            }
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        } finally {
            closeSnapshots();
            storage.close();
        }
    }

    // --- what is written -----------------------------------------------------------------------

    private void append(TsdbStorage storage) throws Exception {
        int g = random.nextInt(GROUPS);
        List<Labels> group = groups.get(g);
        clock += 1 + random.nextInt(3) * StoreFixture.STEP;
        calm ^= random.nextInt(50) == 0;
        while (group.isEmpty() || (!calm && random.nextInt(15) == 0)) {
            group.add(
                    Labels.of("__name__", "m" + made % 5, "group", "g" + g, "series", "" + made++));
        }
        Map<Labels, NavigableMap<Long, Object>> rows = new HashMap<>();
        Map<Labels, Long> last = new HashMap<>();
        try (AppendBatch batch = storage.batch("g" + g, clock)) {
            for (Labels labels : group) {
                if (!calm && random.nextInt(20) == 0) {
                    continue;
                }
                long time =
                        !calm && random.nextInt(10) == 0
                                ? clock - 500 + random.nextInt(1000)
                                : clock;
                time =
                        !calm && random.nextInt(30) == 0
                                ? clock - random.nextLong(2 * WINDOW)
                                : time;
                if (cut.contains(labels) && time <= newest.getOrDefault(labels, 0L)) {
                    continue;
                }
                Object value = value(labels);
                appendRow(batch, labels, time, value, rows, last);
            }
            if (random.nextInt(20) > 0) {
                batch.commit(random.nextInt(30) == 0 ? Durability.DURABLE : Durability.VISIBLE);
                rows.forEach((labels, samples) -> {
                    model.computeIfAbsent(labels, l -> new TreeMap<>()).putAll(samples);
                    newest.merge(labels, samples.lastKey(), Math::max);
                    maxTime = Math.max(maxTime, samples.lastKey());
                    if (samples.lastKey() >= newest.getOrDefault(labels, Long.MIN_VALUE)) {
                        cut.remove(labels);
                    }
                });
            }
        }
    }

    private void appendRow(
            AppendBatch batch,
            Labels labels,
            long time,
            Object value,
            Map<Labels, NavigableMap<Long, Object>> rows,
            Map<Labels, Long> last) {
        long series = batch.series(labels);
        Outcome outcome =
                value instanceof Histogram histogram
                        ? batch.append(series, time, histogram)
                        : batch.append(series, time, Double.longBitsToDouble((long) value));
        Object there = rows.getOrDefault(labels, new TreeMap<>()).get(time);
        if (there == null) {
            there = model.getOrDefault(labels, new TreeMap<>()).get(time);
        }
        long before = last.getOrDefault(labels, newest.getOrDefault(labels, Long.MIN_VALUE));
        Outcome expected;
        if (there != null && (time == before || time >= maxTime - WINDOW)) {
            expected = there.equals(value) ? Outcome.DUPLICATE : Outcome.CONFLICT;
        } else if (time > before || time >= maxTime - WINDOW) {
            expected = Outcome.STORED;
        } else {
            expected = Outcome.TOO_OLD;
        }
        assertEquals(expected, outcome, () -> labels + " at " + time + ", newest " + before);
        if (outcome == Outcome.STORED) {
            rows.computeIfAbsent(labels, l -> new TreeMap<>()).put(time, value);
            last.put(labels, Math.max(before, time));
        }
    }

    private Object value(Labels labels) {
        int kind = labels.get("series").hashCode() % 7;
        double value =
                switch (kind) {
                    case 0 -> 5;
                    case 1 -> random.nextInt(3);
                    case 2 -> clock;
                    case 3 -> random.nextInt(1000) / 100.0;
                    case 4 -> random.nextGaussian();
                    case 5 -> Double.longBitsToDouble(random.nextLong());
                    default -> random.nextInt(50) == 0 ? -0.0 : 7;
                };
        if (random.nextInt(40) == 0) {
            value = SampleValues.STALE_NAN;
        }
        boolean histogram = kind == 1 ? random.nextInt(3) > 0 : random.nextInt(100) == 0;
        return histogram && !calm ? histogram() : (Object) Double.doubleToRawLongBits(value);
    }

    private Histogram histogram() {
        double n = random.nextInt(100);
        return new Histogram(
                true,
                Histogram.ResetHint.UNKNOWN,
                1,
                0.5,
                n,
                3 * n + 1,
                n / 4,
                new int[] {0, 2},
                new double[] {n, n + 1},
                new int[0],
                new double[0],
                new double[0],
                0);
    }

    private void delete(TsdbStorage storage) throws Exception {
        long from = StoreFixture.START + random.nextLong(clock - StoreFixture.START + 1);
        long to = from + random.nextLong(50 * StoreFixture.STEP);
        List<Matcher> matchers = List.of(Matcher.equal("__name__", "m" + random.nextInt(5)));
        int[] ids = storage.seriesIds(matchers);
        HeadDeletion.run(storage.head(), storage.wal(), ids, from, to);
        delete(model, matchers, from, to);
        for (Open open : snapshots) {
            delete(open.expected, matchers, from, to);
        }
        model.forEach((labels, samples) -> {
            Long last = newest.get(labels);
            if (last != null && !samples.containsKey(last)) {
                cut.add(labels);
            }
        });
    }

    private static void delete(
            Map<Labels, NavigableMap<Long, Object>> from,
            List<Matcher> matchers,
            long min,
            long max) {
        from.forEach((labels, samples) -> {
            if (matchers.stream().allMatch(m -> m.matches(labels))) {
                samples.subMap(min, true, max, true).clear();
            }
        });
    }

    // --- what is read --------------------------------------------------------------------------

    private void openSnapshot(TsdbStorage storage) throws Exception {
        if (snapshots.size() > 3) {
            checkSnapshot();
        }
        Map<Labels, NavigableMap<Long, Object>> expected = new HashMap<>();
        model.forEach((labels, samples) -> expected.put(labels, new TreeMap<>(samples)));
        snapshots.add(new Open(storage.open(Long.MIN_VALUE, Long.MAX_VALUE), expected));
    }

    private void checkSnapshot() throws Exception {
        if (snapshots.isEmpty()) {
            return;
        }
        Open open = snapshots.remove(random.nextInt(snapshots.size()));
        boolean all = random.nextInt(3) == 0;
        long span = clock - StoreFixture.START + 2;
        long min = all ? Long.MIN_VALUE : StoreFixture.START + random.nextLong(span);
        long max = all ? Long.MAX_VALUE : min + random.nextLong(200 * StoreFixture.STEP);
        try (Snapshot snapshot = open.snapshot) {
            check(snapshot, open.expected, min, max);
        }
    }

    private static void check(
            Snapshot snapshot, Map<Labels, NavigableMap<Long, Object>> expected, long min, long max)
            throws Exception {
        Selection found =
                snapshot.select(
                        List.of(new Matcher(Matcher.Type.REGEX, "__name__", "m.")),
                        SelectHints.between(min, max));
        Map<Labels, SampleColumn> read = new HashMap<>();
        Labels before = Labels.EMPTY;
        try (SampleReader reader = found.reader()) {
            for (int i = 0; i < found.size(); i++) {
                SampleColumn column = new SampleColumn();
                reader.read(i, column);
                StoreModel.checkNewest(reader, i, column);
                assertEquals(null, read.put(found.labels(i), column), "a series comes once");
                assertEquals(true, before.compareTo(found.labels(i)) < 0, "sorted");
                before = found.labels(i);
            }
        }
        expected.forEach((labels, samples) -> {
            Map<Long, Object> range = samples.subMap(min, true, max, true);
            SampleColumn column = read.remove(labels);
            if (range.isEmpty() && column == null) {
                return;
            }
            assertNotNull(column, () -> labels + " is missing");
            check(labels, range, column);
        });
        read.forEach((labels, column) -> assertEquals(0, column.size, () -> "unknown " + labels));
    }

    private static void check(Labels labels, Map<Long, Object> range, SampleColumn column) {
        int i = 0;
        for (Map.Entry<Long, Object> sample : range.entrySet()) {
            int row = i++;
            assertEquals(true, row < column.size, () -> labels + " lacks " + sample.getKey());
            assertEquals(sample.getKey(), column.times[row], () -> "time in " + labels);
            assertEquals(sample.getValue(), valueAt(column, row), () -> "value in " + labels);
        }
        assertEquals(i, column.size, () -> "samples of " + labels);
    }

    private static Object valueAt(SampleColumn column, int row) {
        @Nullable Histogram histogram = column.histogram(row);
        return histogram == null
                ? (Object) Double.doubleToRawLongBits(column.values[row])
                : histogram;
    }

    private void closeSnapshots() {
        for (Open open : snapshots) {
            open.snapshot.close();
        }
        snapshots.clear();
    }
}
