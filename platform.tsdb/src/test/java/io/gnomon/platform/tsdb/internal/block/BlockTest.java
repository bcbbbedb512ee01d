package io.gnomon.platform.tsdb.internal.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.Selection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

final class BlockTest {
    private static final long SEED = 3;
    private static final Map<String, MetricMetadata> METADATA =
            Map.of(
                    "metric_1",
                    new MetricMetadata(MetricType.COUNTER, "Help, \"quoted\".", "bytes"));

    @TempDir Path blocks;

    private final Random random = new Random(SEED);

    static BlockPlan plan(boolean compressed) {
        return new BlockPlan(
                compressed ? 1 : 0,
                RandomSeries.BEGIN,
                RandomSeries.BEGIN + 100_000_000,
                "",
                List.of(),
                compressed);
    }

    private Block write(SeriesFeed feed, boolean compressed) throws IOException {
        BlockMeta meta =
                BlockWriter.write(blocks, plan(compressed), feed, METADATA, FileChannel::open);
        assertNotNull(meta);
        return Block.open(blocks.resolve(meta.id()), FileChannel::open);
    }

    static void assertSame(SampleColumn expected, SampleColumn actual, String what) {
        assertEquals(expected.size, actual.size, what);
        for (int i = 0; i < expected.size; i++) {
            assertEquals(expected.times[i], actual.times[i], what);
            assertEquals(expected.histogram(i), actual.histogram(i), what);
            if (expected.histogram(i) == null) {
                assertEquals(
                        Double.doubleToRawLongBits(expected.values[i]),
                        Double.doubleToRawLongBits(actual.values[i]),
                        what + " row " + i);
            }
            assertEquals(startTime(expected, i), startTime(actual, i), what);
        }
    }

    private static long startTime(SampleColumn column, int row) {
        return column.startTimes == null ? 0 : column.startTimes[row];
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everySampleOfEverySeriesComesBack(boolean compressed) throws Exception {
        RandomSeries series = new RandomSeries(random, 7, 1700);
        try (Block block = write(series.feed(), compressed)) {
            assertEquals(series.samples(), block.meta().stats().samples());
            assertEquals(series.filled().size(), block.meta().stats().series());
            assertEquals(METADATA, block.metadata());
            block.verify();
            for (int round = 0; round < 12; round++) {
                long min = RandomSeries.BEGIN + random.nextInt(9_000_000) - 300_000;
                long max = min + random.nextInt(round < 6 ? 9_000_000 : 20_000);
                if (round == 0) {
                    min = Long.MIN_VALUE;
                    max = Long.MAX_VALUE;
                }
                assertSelects(series, block, List.of(), min, max);
            }
            assertFed(series, block);
        }
    }

    private void assertSelects(
            RandomSeries series, Block block, List<Matcher> matchers, long min, long max)
            throws Exception {
        Selection found = block.select(matchers, min, max);
        Map<Labels, Integer> numbers = new TreeMap<>();
        for (int i = 0; i < found.size(); i++) {
            numbers.put(found.labels(i), i);
            assertTrue(i == 0 || found.labels(i - 1).compareTo(found.labels(i)) < 0);
        }
        SampleColumn column = new SampleColumn(4);
        try (SampleReader reader = found.reader()) {
            for (Map.Entry<Labels, RandomSeries.Series> entry : series.filled().entrySet()) {
                Labels labels = entry.getKey();
                if (!matchers.stream().allMatch(m -> m.matches(labels))) {
                    assertFalse(numbers.containsKey(labels));
                    continue;
                }
                SampleColumn part = RandomSeries.part(entry.getValue().samples(), min, max);
                Integer number = numbers.get(labels);
                if (number == null) {
                    assertEquals(0, part.size, labels.toString());
                } else {
                    reader.read(number, column);
                    assertSame(part, column, labels + " seed " + SEED);
                }
            }
        }
    }

    private static void assertFed(RandomSeries series, Block block) throws IOException {
        SampleColumn column = new SampleColumn();
        Map<Labels, List<Exemplar>> exemplars = new TreeMap<>();
        List<Labels> labels = new ArrayList<>();
        try (SeriesFeed feed = block.feed(Long.MIN_VALUE, Long.MAX_VALUE)) {
            while (feed.next()) {
                feed.samples(column);
                assertSame(series.of(feed.labels()).samples(), column, "" + feed.labels());
                labels.add(feed.labels());
                exemplars.put(feed.labels(), feed.exemplars());
            }
        }
        assertEquals(List.copyOf(series.filled().keySet()), labels);
        exemplars.forEach((of, some) -> assertEquals(series.of(of).exemplars(), some));
    }

    @Test
    void matchersFindWhatTheyMatch() throws Exception {
        RandomSeries series = new RandomSeries(random, 4, 30);
        List<Matcher> all =
                List.of(
                        Matcher.equal("__name__", "metric_1"),
                        Matcher.equal("__name__", "long"),
                        Matcher.equal("missing", ""),
                        Matcher.equal("cpu", ""),
                        new Matcher(Matcher.Type.NOT_EQUAL, "cpu", ""),
                        new Matcher(Matcher.Type.NOT_EQUAL, "job", "node"),
                        new Matcher(Matcher.Type.REGEX, "__name__", "metric_1.*|long"),
                        new Matcher(Matcher.Type.REGEX, "text", "x+"),
                        new Matcher(Matcher.Type.NOT_REGEX, "text", "x+"),
                        new Matcher(Matcher.Type.REGEX, "instance", "host-[13].*|"),
                        new Matcher(Matcher.Type.NOT_REGEX, "instance", "host-1.+"));
        try (Block block = write(series.feed(), false)) {
            for (Matcher one : all) {
                assertSelects(series, block, List.of(one), Long.MIN_VALUE, Long.MAX_VALUE);
                assertLabels(series, block, List.of(one));
                for (Matcher two : all) {
                    assertSelects(series, block, List.of(one, two), Long.MIN_VALUE, Long.MAX_VALUE);
                }
            }
            assertLabels(series, block, List.of());
        }
    }

    private static void assertLabels(RandomSeries series, Block block, List<Matcher> matchers)
            throws Exception {
        TreeSet<String> names = new TreeSet<>();
        TreeSet<String> instances = new TreeSet<>();
        Map<Labels, List<Exemplar>> exemplars = new TreeMap<>();
        series.filled()
                .forEach((labels, one) -> {
                    if (matchers.stream().allMatch(m -> m.matches(labels))) {
                        names.addAll(labels.toMap().keySet());
                        if (labels.has("instance")) {
                            instances.add(labels.get("instance"));
                        }
                        if (!one.exemplars().isEmpty()) {
                            exemplars.put(labels, one.exemplars());
                        }
                    }
                });
        assertEquals(List.copyOf(names), block.labelNames(matchers));
        assertEquals(List.copyOf(instances), block.labelValues("instance", matchers));
        assertEquals(List.of(), block.labelValues("nothing", matchers));
        assertEquals(exemplars, block.exemplars(matchers, Long.MIN_VALUE, Long.MAX_VALUE));
    }

    @Test
    void seriesOfATargetShareTheirTimes() throws Exception {
        TreeMap<Labels, Long> columns = new TreeMap<>();
        RandomSeries series = new RandomSeries(random, 2, 1000);
        try (Block block = write(series.feed(), false)) {
            Selection found = block.select(List.of(), Long.MIN_VALUE, Long.MAX_VALUE);
            for (int i = 0; i < found.size(); i++) {
                columns.put(found.labels(i), found.timeColumn(i));
            }
            // Some series have times of their own (metric_12), or too few to be part of another.
            assertTrue(block.meta().stats().timeColumns() < 24, "" + block.meta().stats());
        }
        assertTrue(columns.values().stream().distinct().count() < 24);
        assertTrue(columns.values().stream().filter(column -> column == -1).count() > 5);
    }

    @Test
    void mergedBlocksAreTheWhole() throws Exception {
        RandomSeries series = new RandomSeries(random, 5, 1500);
        long third = RandomSeries.BEGIN + 2_500_000;
        long half = RandomSeries.BEGIN + 4_000_000;
        try (Block first = write(series.feed(Long.MIN_VALUE, half), false);
                Block second = write(series.feed(third, Long.MAX_VALUE), false);
                MergeFeed merged =
                        new MergeFeed(
                                List.of(
                                        first.feed(Long.MIN_VALUE, third - 1),
                                        second.feed(Long.MIN_VALUE, Long.MAX_VALUE)))) {
            try (Block whole = write(merged, true)) {
                assertFed(series, whole);
                assertEquals(series.samples(), whole.meta().stats().samples());
            }
        }
    }

    @Test
    void ofSamplesAtTheSameTimeTheOlderCounts() throws Exception {
        Labels labels = Labels.of("__name__", "up");
        SampleColumn old = new SampleColumn();
        SampleColumn young = new SampleColumn();
        SampleColumn expected = new SampleColumn();
        for (int i = 0; i < 100; i++) {
            long time = RandomSeries.BEGIN + i;
            if (i % 3 != 0) {
                old.add(time, i);
            }
            if (i % 2 == 0) {
                young.add(time, -i);
            }
            if (i % 3 != 0 || i % 2 == 0) {
                expected.add(time, i % 3 != 0 ? i : -i);
            }
        }
        RandomSeries a = new RandomSeries(random, 0, 1);
        RandomSeries b = new RandomSeries(random, 0, 1);
        a.all.put(labels, new RandomSeries.Series(-1, old, List.of()));
        b.all.put(labels, new RandomSeries.Series(-1, young, List.of()));
        try (MergeFeed merged = new MergeFeed(List.of(a.feed(), b.feed()));
                Block block = write(merged, false)) {
            Selection found =
                    block.select(List.of(Matcher.equal("__name__", "up")), 0, Long.MAX_VALUE);
            SampleColumn column = new SampleColumn();
            try (SampleReader reader = found.reader()) {
                reader.read(0, column);
            }
            assertSame(expected, column, "merged");
        }
    }

    @Test
    void deletedSamplesAreGoneAtOnceAndAfterOpeningAgain() throws Exception {
        RandomSeries series = new RandomSeries(random, 4, 800);
        Path folder;
        try (Block block = write(series.feed(), false)) {
            folder = block.folder();
            for (int round = 0; round < 30; round++) {
                long min = RandomSeries.BEGIN + random.nextInt(4_000_000);
                long max = round == 0 ? Long.MAX_VALUE : min + random.nextInt(400_000);
                List<Matcher> matchers =
                        List.of(
                                new Matcher(
                                        Matcher.Type.REGEX,
                                        "__name__",
                                        "metric_" + random.nextInt(10) + "|long"));
                block.delete(matchers, min, max);
                delete(series, matchers, min, max);
            }
            assertTrue(block.hasTombstones());
            assertSelects(series, block, List.of(), Long.MIN_VALUE, Long.MAX_VALUE);
        }
        try (Block block = Block.open(folder, FileChannel::open)) {
            assertSelects(series, block, List.of(), Long.MIN_VALUE, Long.MAX_VALUE);
            try (SeriesFeed feed = block.feed(Long.MIN_VALUE, Long.MAX_VALUE);
                    Block rewritten = write(feed, true)) {
                assertFalse(rewritten.hasTombstones());
                assertEquals(series.samples(), rewritten.meta().stats().samples());
                assertFed(series, rewritten);
            }
        }
    }

    private static void delete(RandomSeries series, List<Matcher> matchers, long min, long max) {
        series.all.replaceAll((labels, one) -> {
            if (!matchers.stream().allMatch(m -> m.matches(labels))) {
                return one;
            }
            SampleColumn kept = new SampleColumn();
            SampleColumn before = RandomSeries.part(one.samples(), Long.MIN_VALUE, min - 1);
            SampleColumn after =
                    max == Long.MAX_VALUE
                            ? new SampleColumn()
                            : RandomSeries.part(one.samples(), max + 1, Long.MAX_VALUE);
            for (SampleColumn part : List.of(before, after)) {
                for (int i = 0; i < part.size; i++) {
                    if (part.histogram(i) == null) {
                        kept.add(part.times[i], part.values[i]);
                    } else {
                        kept.add(part.times[i], histogram(part, i));
                    }
                    if (part.startTimes != null && part.startTimes[i] != 0) {
                        long[] rows = kept.startTimes;
                        kept.startTimes =
                                rows == null ? new long[one.samples().times.length] : rows;
                        kept.startTimes[kept.size - 1] = part.startTimes[i];
                    }
                }
            }
            List<Exemplar> exemplars =
                    one.exemplars().stream()
                            .filter(e -> e.timeMillis() < min || e.timeMillis() > max)
                            .toList();
            return new RandomSeries.Series(one.group(), kept, exemplars);
        });
    }

    private static Histogram histogram(SampleColumn part, int row) {
        Histogram histogram = part.histogram(row);
        if (histogram == null) {
            throw new AssertionError("no histogram");
        }
        return histogram;
    }

    @Test
    void aFeedWithoutSamplesMakesNoBlock() throws Exception {
        RandomSeries series = new RandomSeries(random, 3, 50);
        assertNull(
                BlockWriter.write(
                        blocks, plan(false), series.feed(0, 1), METADATA, FileChannel::open));
        try (Stream<Path> left = Files.list(blocks)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void aDisorderlyFeedIsRefusedAndLeavesNothing() throws Exception {
        RandomSeries series = new RandomSeries(random, 3, 50);
        BlockPlan tooShort =
                new BlockPlan(
                        0, RandomSeries.BEGIN, RandomSeries.BEGIN + 1000, "", List.of(), false);
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        BlockWriter.write(
                                blocks, tooShort, series.feed(), METADATA, FileChannel::open));
        try (Stream<Path> left = Files.list(blocks)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void aDiscardedBlockGoesWithItsLastReader() throws Exception {
        RandomSeries series = new RandomSeries(random, 2, 50);
        Block block = write(series.feed(), false);
        Selection found = block.select(List.of(), 0, Long.MAX_VALUE);
        SampleReader reader = found.reader();
        block.discard();
        block.close();
        SampleColumn column = new SampleColumn();
        reader.read(0, column);
        assertTrue(Files.exists(block.folder()));
        assertTrue(block.retain());
        block.close();
        reader.close();
        assertFalse(block.retain());
        for (int i = 0; Files.exists(block.folder()); i++) {
            assertTrue(i < 10_000_000, "the folder is still there");
            Thread.onSpinWait();
        }
    }
}
