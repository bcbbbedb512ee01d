package io.gnomon.platform.core.http.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.model.storage.Snapshot.Count;
import io.gnomon.model.storage.StorageReport;
import io.gnomon.model.storage.StoredBlock;

import java.io.IOException;
import java.util.List;

/** What is reported of the store, as both APIs give it. */
public final class StorageJson {
    private StorageJson() {}

    /** A list of counts, as Prometheus writes them. */
    public static void counts(JsonGenerator json, String field, List<Count> counts)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (Count count : counts) {
            json.writeStartObject();
            json.writeStringField("name", count.name());
            json.writeNumberField("value", count.value());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** A block, as Prometheus writes it. */
    public static void block(JsonGenerator json, StoredBlock block) throws IOException {
        json.writeStartObject();
        json.writeStringField("ulid", block.id());
        json.writeNumberField("minTime", block.minTimeMillis());
        json.writeNumberField("maxTime", block.endTimeMillis());
        json.writeObjectFieldStart("stats");
        json.writeNumberField("numSamples", block.floats() + block.histograms());
        json.writeNumberField("numFloatSamples", block.floats());
        json.writeNumberField("numHistogramSamples", block.histograms());
        json.writeNumberField("numSeries", block.series());
        json.writeNumberField("numChunks", block.chunks());
        json.writeNumberField("numTombstones", block.tombstones());
        json.writeEndObject();
        json.writeObjectFieldStart("compaction");
        json.writeNumberField("level", block.level());
        Json.texts(
                json, "sources", block.parents().isEmpty() ? List.of(block.id()) : block.parents());
        json.writeEndObject();
        json.writeNumberField("version", 1);
        json.writeEndObject();
    }

    /** Fields of a report, within an object. */
    public static void report(JsonGenerator json, StorageReport report) throws IOException {
        counts(json, "seriesCountByGroup", report.seriesByGroup());
        json.writeNumberField("seriesCreatedLastHour", report.created());
        counts(json, "seriesCreatedLastHourByGroup", report.createdByGroup());
        counts(json, "seriesCreatedLastHourByJob", report.createdByJob());
        counts(json, "seriesCreatedLastHourByMetricName", report.createdByMetric());
        json.writeArrayFieldStart("seriesLimits");
        for (StorageReport.Limited limit : report.limited()) {
            json.writeStartObject();
            json.writeStringField("name", limit.limit());
            json.writeNumberField("value", limit.value());
            json.writeNumberField("refused", limit.refused());
            json.writeEndObject();
        }
        json.writeEndArray();
        Json.texts(json, "problems", report.problems());
    }
}
