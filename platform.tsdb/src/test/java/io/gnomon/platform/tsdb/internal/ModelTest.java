package io.gnomon.platform.tsdb.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.model.sample.SampleValues;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.AppendBatch.Outcome;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.StorageRules;
import io.gnomon.model.storage.StorageRules.SeriesLimits;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random appends, late appends, deletions, cuts, compactions, restarts and kills of one store, held
 * against plain maps. {@code -Dgnomon.seed} repeats a run; {@code -Dlong} does many.
 */
class ModelTest {
    private static final List<ResetHint> HINTS = List.of(ResetHint.values());
    private static final int GROUPS = 3;
    private static final int SERIES = 12;

    @TempDir private Path temp;

    @SuppressWarnings("NullAway.Init") // set before each use
    private TsdbStorage storage;

    private StoreModel model = new StoreModel();
    private Random random = new Random();
    private Path data = Path.of("");
    private StorageRules rules = StorageRules.NONE;
    private int lives;
    private long now = StoreFixture.START;
    private @Nullable Snapshot held;
    private StoreModel heldModel = new StoreModel();
    private long operations;

    /** For a while all batches are what scrapes are: floats of all series at one time. */
    private boolean calm;

    @Test
    void whatIsStoredComesBack() throws Exception {
        long seed = Long.getLong("gnomon.seed", System.nanoTime());
        int seeds = System.getProperty("long") == null ? 2 : 200;
        int steps = System.getProperty("long") == null ? 400 : 4000;
        for (int i = 0; i < seeds; i++) {
            System.out.println("ModelTest: -Dgnomon.seed=" + (seed + i));
            run(seed + i, steps);
        }
        System.out.println("ModelTest: " + operations + " operations over " + seeds + " seeds");
    }

    private void run(long seed, int steps) throws Exception {
        random = new Random(seed);
        model = new StoreModel();
        now = StoreFixture.START;
        rules = StorageRules.NONE;
        change();
        data = temp.resolve(seed + "-0");
        open();
        try {
            for (int step = 0; step < steps; step++) {
                operations++;
                step();
                if (random.nextInt(10) == 0) {
                    checkSome();
                }
            }
            checkAll();
            release();
        } catch (AssertionError | Exception e) {
            // The store stays open: closing it would hide what went wrong.
            throw new AssertionError("seed " + seed + ": " + e, e);
        }
        storage.close();
        deleteData();
    }

    private void open() throws Exception {
        storage =
                new TsdbStorage(
                        TsdbOptions.at(data)
                                .withRetention(0)
                                .withSegments(64 << 10, 256 << 10)
                                .withLife(LifeOptions.DEFAULTS.withBudget(0)));
        storage.rules(rules);
        // What happens is decided here.
        storage.upkeep().close();
        storage.blockUpkeep().close();
    }

    /** Changes the window for late samples and the limits of series. */
    private void change() {
        long[] windows = {0, 600_000, 3 * 3_600_000, 30 * 3_600_000L};
        SeriesLimits limits =
                random.nextInt(3) > 0
                        ? SeriesLimits.NONE
                        : new SeriesLimits(
                                random.nextInt(3 * GROUPS * SERIES),
                                random.nextInt(GROUPS * SERIES / 2),
                                random.nextInt(2 * SERIES));
        rules =
                StorageRules.NONE
                        .withOutOfOrder(windows[random.nextInt(windows.length)])
                        .withLimits(limits)
                        .withRelaxed(random.nextBoolean());
    }

    private void step() throws Exception {
        int dice = random.nextInt(1000);
        if (dice < 890) {
            append();
        } else if (dice < 920) {
            delete();
        } else if (dice < 940) {
            storage.upkeep().cut();
            checkAll();
        } else if (dice < 955) {
            storage.blockUpkeep().run();
            checkAll();
        } else if (dice < 965) {
            storage.upkeep().checkpoint();
        } else if (dice < 975) {
            hold();
        } else if (dice < 980) {
            storage.compaction().cleanTombstones();
            checkAll();
        } else if (dice < 984) {
            change();
            storage.rules(rules);
        } else if (dice < 992) {
            restart();
        } else {
            kill();
        }
    }

    private Labels labels(int group, int s) {
        return s % 3 == 0
                ? Labels.of("__name__", "m" + s % 4, "g", "" + group, "s", "" + s)
                : Labels.of("__name__", "m" + s % 4, "g", "" + group, "s", "" + s, "x", "y");
    }

    private void append() throws Exception {
        int group = random.nextInt(GROUPS);
        calm ^= random.nextInt(60) == 0;
        now += random.nextInt(20) == 0 ? random.nextInt(7_200_000) : 1 + random.nextInt(120_000);
        try (AppendBatch batch = storage.batch("g" + group, now)) {
            Map<Labels, Map<Long, Object>> stored = new HashMap<>();
            for (int s = 0; s < SERIES; s++) {
                if (!calm && random.nextInt(8) == 0) {
                    continue;
                }
                Labels labels = labels(group, s);
                boolean late = !calm && random.nextInt(30) == 0;
                long time = late ? now - random.nextInt(20_000_000) : now;
                Object value = value(calm ? 0 : s);
                long reference = batch.series(labels);
                Outcome outcome =
                        value instanceof Histogram histogram
                                ? batch.append(reference, time, histogram)
                                : time == now
                                        ? batch.append(reference, (Double) value)
                                        : batch.append(reference, time, (Double) value);
                operations++;
                if (outcome == Outcome.STORED) {
                    assertTrue(
                            time == now || rules.outOfOrderMillis() > 0 || inOrder(labels, time));
                    stored.computeIfAbsent(labels, l -> new HashMap<>()).put(time, value);
                } else if (outcome == Outcome.LIMIT) {
                    assertTrue(reference < 0 && !batch.limit().isEmpty(), batch::limit);
                    assertTrue(!rules.limits().equals(SeriesLimits.NONE), batch::limit);
                } else {
                    assertTrue(late, () -> labels + " at " + time + ": " + outcome);
                }
            }
            if (random.nextInt(20) == 0) {
                return; // not committed
            }
            batch.commit(random.nextInt(10) == 0 ? Durability.DURABLE : Durability.VISIBLE);
            // Where a block has a sample at the time of a late one, that stays.
            stored.forEach((labels, samples) -> {
                samples.forEach((time, value) -> model.putIfAbsent(labels, time, value));
            });
        }
    }

    /** Whether a series has no sample at or after a time that the model knows of. */
    private boolean inOrder(Labels labels, long time) {
        return time > model.newest(labels);
    }

    private Object value(int s) {
        if (s % 5 == 4 && random.nextInt(6) > 0) {
            return histogram();
        }
        return switch (random.nextInt(8)) {
            case 0 -> SampleValues.STALE_NAN;
            case 1 -> -0.0;
            case 2 -> random.nextDouble();
            case 3 -> Double.longBitsToDouble(random.nextLong());
            default -> (double) random.nextInt(100);
        };
    }

    private Histogram histogram() {
        double[] buckets = {random.nextInt(100), random.nextInt(100), random.nextInt(9)};
        boolean custom = random.nextBoolean();
        return new Histogram(
                random.nextBoolean(),
                HINTS.get(random.nextInt(HINTS.size())),
                custom ? Histogram.CUSTOM_BUCKETS_SCHEMA : random.nextInt(5),
                custom ? 0 : 0.001,
                custom ? 0 : random.nextInt(3),
                buckets[0] + buckets[1] + buckets[2],
                random.nextDouble() * 100,
                new int[] {0, 2, random.nextInt(2), 1},
                buckets,
                new int[0],
                new double[0],
                custom ? new double[] {1, 2, 5, 10} : new double[0],
                random.nextBoolean() ? 0 : now - 1000);
    }

    private List<Matcher> matchers() {
        List<Matcher> matchers = new ArrayList<>();
        matchers.add(Matcher.equal("__name__", "m" + random.nextInt(4)));
        if (random.nextBoolean()) {
            matchers.add(Matcher.equal("g", "" + random.nextInt(GROUPS)));
        }
        if (random.nextInt(3) == 0) {
            matchers.add(Matcher.equal("x", random.nextBoolean() ? "" : "y"));
        }
        return matchers;
    }

    private long someTime() {
        long span = now - StoreFixture.START + 1;
        return StoreFixture.START + (long) (random.nextDouble() * span);
    }

    private void delete() throws Exception {
        release();
        List<Matcher> matchers = matchers();
        long min = random.nextInt(10) == 0 ? Long.MIN_VALUE : someTime();
        long max = random.nextInt(10) == 0 ? Long.MAX_VALUE : min + random.nextInt(4_000_000);
        new TsdbAdmin(storage).delete(matchers, min, max);
        model.delete(matchers, min, max);
    }

    /** A snapshot that is open while other things happen goes on answering the same. */
    private void hold() throws Exception {
        release();
        held = storage.open(Long.MIN_VALUE, Long.MAX_VALUE);
        heldModel = model.copy();
    }

    private void release() throws Exception {
        Snapshot open = held;
        if (open != null) {
            heldModel.check(open, all(), Long.MIN_VALUE, Long.MAX_VALUE, true);
            open.close();
            held = null;
        }
    }

    private void restart() throws Exception {
        release();
        storage.close();
        open();
        checkAll();
    }

    /** What a killed process leaves is what lies there at a moment. */
    private void kill() throws Exception {
        release();
        LifeFixture.awaitDeletions(storage);
        Path left = temp.resolve(data.getFileName() + "-" + ++lives);
        StoreFixture.copy(data, left);
        storage.close();
        deleteData();
        data = left;
        open();
        checkAll();
    }

    private void deleteData() throws Exception {
        StoreFixture.delete(data);
    }

    private static List<Matcher> all() throws Exception {
        return List.of(new Matcher(Matcher.Type.NOT_EQUAL, "__name__", ""));
    }

    private void checkAll() throws Exception {
        try (Snapshot snapshot = storage.open(Long.MIN_VALUE, Long.MAX_VALUE)) {
            model.check(snapshot, all(), Long.MIN_VALUE, Long.MAX_VALUE, random.nextBoolean());
        }
    }

    private void checkSome() throws Exception {
        long min = someTime();
        long max = min + random.nextInt(20_000_000);
        try (Snapshot snapshot = storage.open(min, max)) {
            model.check(snapshot, matchers(), min, max, random.nextBoolean());
        }
    }
}
