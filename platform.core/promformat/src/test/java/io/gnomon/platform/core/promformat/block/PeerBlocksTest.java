package io.gnomon.platform.core.promformat.block;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.core.promformat.Columns;
import io.gnomon.platform.testkit.PeerData;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Real blocks of Prometheus, VictoriaMetrics' tests and Thanos. */
class PeerBlocksTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "tsdb/block_v2_prometheus/01JWS713P2E4MQW7T643GYGD69, 2, 2434",
        "tsdb/block_v2_out_of_order/01JFJBS3YP1SHZ3PJQ6HK76EC3, 2, 400",
        "tsdb/block_v2_multichunk/01KKS78P6B68DNJC87ZVPRGC3X, 2, 480",
        "tsdb/index_format_v1, 1, 102"
    })
    void roundTrip(String name, int indexVersion, long samples) throws IOException {
        String ulid;
        long count = 0;
        Map<Labels, SampleColumn> data = new HashMap<>();
        try (BlockReader block = BlockReader.open(PeerData.folder(name));
                BlockWriter copy = BlockWriter.create(folder, 1, block.meta().thanos())) {
            assertEquals(indexVersion, block.indexVersion());
            BlockReader.SeriesCursor series = block.series();
            assertEquals(block.meta().stats().series(), series.count());
            while (series.next()) {
                SampleColumn column = new SampleColumn();
                series.read(column);
                count += column.size;
                data.put(series.labels(), column);
                copy.add(series.labels(), column);
            }
            assertEquals(samples, count);
            assertEquals(block.meta().stats().samples(), count);
            BlockMeta meta = copy.finish();
            assertNotNull(meta);
            assertEquals(block.meta().thanos(), meta.thanos());
            ulid = meta.ulid();
        }
        try (BlockReader block = BlockReader.open(folder.resolve(ulid))) {
            BlockReader.SeriesCursor series = block.series();
            assertEquals(data.size(), series.count());
            while (series.next()) {
                SampleColumn column = new SampleColumn();
                series.read(column);
                SampleColumn expected = data.get(series.labels());
                assertNotNull(expected);
                Columns.assertSame(expected, column);
            }
        }
    }

    /** What VictoriaMetrics, which keeps twelve digits, answers to a query on the same block. */
    @Test
    void theSnapshotHoldsWhatAQueryAnswered() throws IOException {
        assertAnswered("tsdb/block_v2_prometheus", "01JWS713P2E4MQW7T643GYGD69");
        assertAnswered("tsdb/block_v2_out_of_order", "01JFJBS3YP1SHZ3PJQ6HK76EC3");
    }

    private static void assertAnswered(String folder, String ulid) throws IOException {
        Path peer = PeerData.folder(folder);
        Map<Labels, SampleColumn> data = new HashMap<>();
        try (BlockReader block = BlockReader.open(peer.resolve(ulid))) {
            BlockReader.SeriesCursor series = block.series();
            while (series.next()) {
                SampleColumn column = new SampleColumn();
                series.read(column);
                data.put(series.labels(), column);
            }
        }
        JsonNode answer =
                new ObjectMapper()
                        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                        .readTree(peer.resolve("expected_response.json").toFile());
        JsonNode list = answer.path("data").path("result");
        assertTrue(list.size() > 0, "an empty answer");
        for (JsonNode one : list) {
            Labels.Builder labels = Labels.builder();
            one.path("metric")
                    .properties()
                    .forEach(l -> labels.set(l.getKey(), l.getValue().asText()));
            SampleColumn column = data.get(labels.build());
            assertNotNull(column, "missing " + labels.build());
            JsonNode values = one.path("values");
            assertEquals(values.size(), column.size);
            for (int row = 0; row < column.size; row++) {
                assertEquals(
                        values.get(row).get(0).decimalValue().movePointRight(3).longValueExact(),
                        column.times[row]);
                double value = Double.parseDouble(values.get(row).get(1).asText());
                assertEquals(value, column.values[row], Math.abs(value) * 1e-11);
            }
        }
    }

    /** Prometheus 2.1 wrote version 2 into meta.json instead of the index. */
    @Test
    void anIndexWithTheWrongVersionIsReadAsWhatItIs() throws IOException {
        Path block = PeerData.folder("tsdb/repair_index_version/01BZJ9WJQPWHGNC2W4J9TA62KC");
        BlockMeta meta = BlockMeta.read(block);
        assertEquals(2, meta.version());
        try (Arena arena = Arena.ofConfined()) {
            IndexFile index = IndexFile.open(block.resolve("index"), meta.version(), arena);
            SeriesEntry entry = new SeriesEntry();
            long[] all = {2, 3};
            index.readSeries(all[0], entry);
            assertEquals(Labels.of("a", "1", "b", "1"), entry.labels);
            index.readSeries(all[1], entry);
            assertEquals(Labels.of("a", "2", "b", "1"), entry.labels);
            index.forEachPostings((name, value, series) -> {
                assertEquals("b=1", name + "=" + value);
                assertArrayEquals(all, series);
            });
        }
    }
}
