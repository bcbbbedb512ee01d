package io.gnomon.platform.tsdb.internal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.core.promformat.block.BlockMeta;
import io.gnomon.platform.core.promformat.block.BlockReader;
import io.gnomon.platform.core.promformat.block.BlockWriter;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.platform.tsdb.internal.block.Block;
import io.gnomon.platform.tsdb.internal.block.SeriesFeed;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** What import and back-fill put into a data directory is what their source holds. */
class NewBlocksTest {
    private static final long DAY = 86_400_000;
    private static final long HOUR = 3_600_000;

    @TempDir private Path folder;

    private Path data = Path.of("");
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void dataDirectory() {
        data = folder.resolve("data");
    }

    private int run(ToolProvider tool, String... arguments) {
        return tool.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    /** By series and time the bits of the value. */
    private Map<Labels, Map<Long, Long>> stored() throws IOException {
        Map<Labels, Map<Long, Long>> stored = new TreeMap<>();
        try (Stream<Path> blocks = Files.list(data.resolve("blocks"))) {
            for (Path path : blocks.toList()) {
                try (Block block = Block.open(path, FileChannel::open);
                        SeriesFeed feed = block.feed(Long.MIN_VALUE, Long.MAX_VALUE)) {
                    SampleColumn column = new SampleColumn();
                    while (feed.next()) {
                        feed.samples(column);
                        add(stored, feed.labels(), column);
                    }
                }
            }
        }
        return stored;
    }

    private static void add(
            Map<Labels, Map<Long, Long>> stored, Labels labels, SampleColumn column) {
        for (int row = 0; row < column.size; row++) {
            stored.computeIfAbsent(labels, l -> new TreeMap<>())
                    .put(column.times[row], Double.doubleToRawLongBits(column.values[row]));
        }
    }

    private static Map<Labels, Map<Long, Long>> peers(Path block) throws IOException {
        Map<Labels, Map<Long, Long>> held = new TreeMap<>();
        try (BlockReader reader = BlockReader.open(block)) {
            BlockReader.SeriesCursor series = reader.series();
            while (series.next()) {
                SampleColumn column = new SampleColumn();
                series.read(column);
                add(held, series.labels(), column);
            }
        }
        return held;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tsdb/block_v2_prometheus/01JWS713P2E4MQW7T643GYGD69",
                "tsdb/block_v2_out_of_order/01JFJBS3YP1SHZ3PJQ6HK76EC3",
                "tsdb/block_v2_multichunk/01KKS78P6B68DNJC87ZVPRGC3X",
                "tsdb/index_format_v1"
            })
    void realBlocks(String name) throws IOException {
        Path block = PeerData.folder(name);
        assertEquals(0, run(new ImportTool(), block.toString(), data.toString()), err::toString);
        assertEquals(peers(block), stored());
    }

    private void write(Path target, Labels labels, long from, long step, int count, double value)
            throws IOException {
        SampleColumn column = new SampleColumn();
        for (int i = 0; i < count; i++) {
            column.add(from + i * step, value + i);
        }
        try (BlockWriter writer = BlockWriter.create(target, System.currentTimeMillis(), null)) {
            writer.add(labels, column);
            BlockMeta meta = writer.finish();
            assertNotNull(meta);
        }
    }

    /** Blocks over several days, two that overlap, and the same import once more. */
    @Test
    void overlapsBecomeOne() throws IOException {
        Path source = folder.resolve("source");
        Labels labels = Labels.of("__name__", "m");
        long start = 20_000 * DAY + 5 * HOUR;
        write(source, labels, start, HOUR, 60, 0);
        write(source, labels, start + HOUR / 2, HOUR, 60, 1000);
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    0, run(new ImportTool(), source.toString(), data.toString()), err::toString);
            Map<Long, Long> samples = stored().get(labels);
            assertNotNull(samples);
            assertEquals(120, samples.size());
            assertEquals(Double.doubleToRawLongBits(7), samples.get(start + 7 * HOUR));
            assertEquals(
                    Double.doubleToRawLongBits(1007), samples.get(start + 7 * HOUR + HOUR / 2));
        }
        // Header and three days, each time.
        assertEquals(8, out.toString().lines().count(), out::toString);
    }

    @Test
    void mistakesAreSaid() throws IOException {
        assertEquals(1, run(new ImportTool(), folder.resolve("no").toString(), data.toString()));
        assertTrue(err.toString().contains("there is no " + folder.resolve("no")), err::toString);
        Files.createDirectories(folder.resolve("empty"));
        assertEquals(1, run(new ImportTool(), folder.resolve("empty").toString(), data.toString()));
        assertTrue(err.toString().contains("has no blocks of Prometheus"), err::toString);
        Path source = folder.resolve("source");
        write(source, Labels.of("a", "b"), 0, 1000, 10, 0);
        Path wal = Files.createDirectories(source.resolve("wal"));
        Files.writeString(wal.resolve("00000000"), "x");
        assertEquals(0, run(new ImportTool(), source.toString(), data.toString()));
        assertTrue(err.toString().contains("write-ahead log"), err::toString);
    }

    @Test
    void backfill() throws Exception {
        StringBuilder text = new StringBuilder();
        Map<Labels, Map<Long, Long>> expected = new TreeMap<>();
        for (int i = 0; i < 3000; i++) {
            // Over ten hours, backwards in time, in eleven series.
            long time = 1_700_000_000_000L - 12_345L * i;
            text.append("m{i=\"").append(i % 11).append("\"} ").append(i * 0.1).append(' ');
            text.append(time / 1000).append('.').append(String.format("%03d", time % 1000));
            text.append('\n');
            expected.computeIfAbsent(
                            Labels.of("__name__", "m", "i", "" + i % 11, "x", "y"),
                            l -> new TreeMap<>())
                    .put(time, Double.doubleToRawLongBits(i * 0.1));
        }
        Path file = Files.writeString(folder.resolve("f"), text.append("# EOF\n"));
        // So few at once that the file is read for each group of blocks.
        BackfillTool.backfill(
                new Arguments(file.toString(), data.toString(), "--label=x=y"),
                new PrintWriter(out, true),
                2 * HOUR,
                1200);
        assertEquals(expected, stored());
        assertTrue(out.toString().lines().count() >= 6, out::toString);
    }

    @Test
    void theFirstOfEqualTimesStays() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "a 1 100\na 2 100\na 3 50\n# EOF\n");
        assertEquals(
                0,
                run(new BackfillTool(), file.toString(), data.toString(), "--quiet"),
                err::toString);
        assertEquals(
                Map.of(
                        Labels.of("__name__", "a"),
                        Map.of(
                                50_000L, Double.doubleToRawLongBits(3),
                                100_000L, Double.doubleToRawLongBits(1))),
                stored());
        assertEquals("", out.toString());
    }

    @Test
    void aMistakeLeavesNoBlock() {
        Path file = folder.resolve("missing");
        assertEquals(1, run(new BackfillTool(), file.toString(), data.toString()));
        assertTrue(
                err.toString()
                        .startsWith(
                                "gnomon tsdb create-blocks-from openmetrics: there is no " + file),
                err::toString);
    }
}
