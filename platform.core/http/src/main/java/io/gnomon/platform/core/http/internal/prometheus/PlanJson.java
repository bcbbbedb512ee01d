package io.gnomon.platform.core.http.internal.prometheus;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.model.query.PlanNode;

import java.io.IOException;

/** A plan as JSON, see docs/guide/gnomon-api.md. */
final class PlanJson {
    private PlanJson() {}

    static void write(JsonGenerator json, PlanNode node) throws IOException {
        json.writeStartObject();
        json.writeStringField("operator", node.operator());
        if (node.estimatedSeries() >= 0) {
            json.writeNumberField("estimatedSeries", node.estimatedSeries());
        }
        PlanNode.Cost cost = node.cost();
        if (cost != null) {
            json.writeNumberField("series", cost.series());
            json.writeNumberField("samples", cost.samples());
            json.writeNumberField("seconds", cost.nanos() / 1e9);
            json.writeNumberField("bytes", cost.bytes());
        }
        json.writeArrayFieldStart("inputs");
        for (PlanNode input : node.inputs()) {
            write(json, input);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
