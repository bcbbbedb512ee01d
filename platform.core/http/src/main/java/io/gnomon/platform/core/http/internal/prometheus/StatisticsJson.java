package io.gnomon.platform.core.http.internal.prometheus;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryStatistics;

import java.io.IOException;

/** {@code {"timings": {...}, "samples": {...}}}, in answers and in the query log. */
final class StatisticsJson {
    private StatisticsJson() {}

    /** Writes the field {@code stats}. */
    static void write(JsonGenerator json, QueryRequest request, QueryStatistics statistics)
            throws IOException {
        json.writeObjectFieldStart("stats");
        json.writeObjectFieldStart("timings");
        long inner = statistics.evaluateNanos() - statistics.sortNanos();
        long all = statistics.prepareNanos() + statistics.evaluateNanos();
        seconds(json, "evalTotalTime", all);
        seconds(json, "resultSortTime", statistics.sortNanos());
        seconds(json, "queryPreparationTime", statistics.prepareNanos());
        seconds(json, "innerEvalTime", inner);
        seconds(json, "execQueueTime", statistics.queueNanos());
        seconds(json, "execTotalTime", all + statistics.queueNanos());
        json.writeEndObject();
        json.writeObjectFieldStart("samples");
        long[] steps = statistics.samplesPerStep();
        if (steps.length > 0) {
            json.writeArrayFieldStart("totalQueryableSamplesPerStep");
            for (int step = 0; step < steps.length; step++) {
                json.writeStartArray();
                json.writeNumber((request.startMillis() + step * request.stepMillis()) / 1000.0);
                json.writeNumber(steps[step]);
                json.writeEndArray();
            }
            json.writeEndArray();
        }
        json.writeNumberField("totalQueryableSamples", statistics.queryableSamples());
        json.writeNumberField("peakSamples", statistics.peakSamples());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void seconds(JsonGenerator json, String field, long nanos) throws IOException {
        json.writeNumberField(field, nanos / 1e9);
    }
}
