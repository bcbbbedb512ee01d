package io.gnomon.platform.core.promformat.block;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.model.labels.Labels;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a block's meta.json says.
 *
 * @param version of the file; 1, or 2 by a mistake of Prometheus 2.1 (then the index is of format 2
 *     whatever it says of itself)
 * @param minTimeMillis time of the first sample
 * @param maxTimeMillis no sample is at or after it
 * @param level of compaction, from 1
 * @param sources ulids of the level 1 blocks that it was made from
 * @param parents ulids of the blocks that it replaces
 * @param hints such as "from-out-of-order"
 * @param thanos what Thanos adds, null when absent
 */
public record BlockMeta(
        int version,
        String ulid,
        long minTimeMillis,
        long maxTimeMillis,
        Stats stats,
        int level,
        List<String> sources,
        List<String> parents,
        List<String> hints,
        @Nullable Thanos thanos) {

    static final String FILE = "meta.json";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Numbers of what a block holds; 0 where an older Prometheus did not count. */
    public record Stats(
            long samples,
            long floatSamples,
            long histogramSamples,
            long series,
            long chunks,
            long tombstones) {}

    /**
     * The section of Thanos.
     *
     * @param labels external labels of the server that wrote the block
     * @param resolutionMillis 0 for raw samples, 300000 and 3600000 for downsampled ones
     * @param source who wrote the block, such as "sidecar"
     */
    public record Thanos(Labels labels, long resolutionMillis, String source) {}

    /**
     * Reads the meta.json of a block folder.
     *
     * @throws DamagedBlockException when it is not one
     */
    public static BlockMeta read(Path folder) throws IOException {
        Path path = folder.resolve(FILE);
        JsonNode json;
        try {
            json = MAPPER.readTree(Files.readAllBytes(path));
        } catch (JsonProcessingException e) {
            throw new DamagedBlockException(
                    path,
                    Math.max(0, e.getLocation() == null ? 0 : e.getLocation().getByteOffset()),
                    "this is not JSON: " + e.getOriginalMessage());
        }
        int version = json.path("version").asInt();
        if (version != 1 && version != 2) {
            throw new DamagedBlockException(
                    path, 0, "version " + json.path("version") + " is not known (known is 1)");
        }
        if (!Ulid.isValid(json.path("ulid").asText())
                || !json.path("minTime").canConvertToLong()
                || !json.path("maxTime").canConvertToLong()) {
            throw new DamagedBlockException(path, 0, "ulid, minTime or maxTime is missing");
        }
        JsonNode stats = json.path("stats");
        JsonNode compaction = json.path("compaction");
        return new BlockMeta(
                version,
                json.path("ulid").asText(),
                json.path("minTime").asLong(),
                json.path("maxTime").asLong(),
                new Stats(
                        stats.path("numSamples").asLong(),
                        stats.path("numFloatSamples").asLong(),
                        stats.path("numHistogramSamples").asLong(),
                        stats.path("numSeries").asLong(),
                        stats.path("numChunks").asLong(),
                        stats.path("numTombstones").asLong()),
                compaction.path("level").asInt(),
                texts(compaction.path("sources")),
                ulids(compaction.path("parents")),
                texts(compaction.path("hints")),
                thanos(json.path("thanos")));
    }

    private static List<String> ulids(JsonNode blocks) {
        List<String> ulids = new ArrayList<>();
        blocks.forEach(block -> ulids.add(block.path("ulid").asText()));
        return List.copyOf(ulids);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return List.copyOf(texts);
    }

    private static @Nullable Thanos thanos(JsonNode json) {
        if (!json.isObject()) {
            return null;
        }
        Map<String, String> labels = new TreeMap<>();
        json.path("labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return new Thanos(
                Labels.of(labels),
                json.path("downsample").path("resolution").asLong(),
                json.path("source").asText());
    }

    /** The text of a meta.json, as Prometheus lays it out. */
    byte[] toJson() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        ObjectNode json = nodes.objectNode();
        json.put("ulid", ulid).put("minTime", minTimeMillis).put("maxTime", maxTimeMillis);
        ObjectNode counts = json.putObject("stats");
        putPositive(counts, "numSamples", stats.samples);
        putPositive(counts, "numFloatSamples", stats.floatSamples);
        putPositive(counts, "numHistogramSamples", stats.histogramSamples);
        putPositive(counts, "numSeries", stats.series);
        putPositive(counts, "numChunks", stats.chunks);
        putPositive(counts, "numTombstones", stats.tombstones);
        ObjectNode compaction = json.putObject("compaction");
        compaction.put("level", level);
        ArrayNode from = compaction.putArray("sources");
        sources.forEach(from::add);
        if (!hints.isEmpty()) {
            ArrayNode list = compaction.putArray("hints");
            hints.forEach(list::add);
        }
        json.put("version", 1);
        if (thanos != null) {
            ObjectNode section = json.putObject("thanos");
            ObjectNode labels = section.putObject("labels");
            thanos.labels.toMap().forEach(labels::put);
            section.putObject("downsample").put("resolution", thanos.resolutionMillis);
            section.put("source", thanos.source);
        }
        try {
            DefaultIndenter tabs = new DefaultIndenter("\t", "\n");
            return MAPPER.writer(
                            new DefaultPrettyPrinter()
                                    .withObjectIndenter(tabs)
                                    .withArrayIndenter(tabs))
                    .writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void putPositive(ObjectNode json, String name, long value) {
        if (value > 0) {
            json.put(name, value);
        }
    }
}
