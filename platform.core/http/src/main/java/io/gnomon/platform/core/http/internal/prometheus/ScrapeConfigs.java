package io.gnomon.platform.core.http.internal.prometheus;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.LoadedConfig;
import io.gnomon.platform.core.config.RelabelConfig;
import io.gnomon.platform.core.config.Relabeling;
import io.gnomon.platform.core.config.ScrapeConfig;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Envelope;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** scrape_pools/config and targets/relabel_steps. */
final class ScrapeConfigs {
    private final Rooms rooms;

    ScrapeConfigs(Rooms rooms) {
        this.rooms = rooms;
    }

    void config(Exchange exchange) throws IOException, HttpError {
        String pool = pool(exchange);
        String text = rooms.config().current().scrapeTexts().get(pool);
        if (text == null) {
            throw unknown(pool);
        }
        Envelope.yaml(exchange, text);
    }

    private static String pool(Exchange exchange) throws IOException, HttpError {
        String pool = exchange.parameter("scrapePool");
        if (pool.isEmpty()) {
            throw new HttpError(400, "no scrapePool parameter provided");
        }
        return pool;
    }

    private static HttpError unknown(String pool) {
        return new HttpError(
                400, "error retrieving scrape config: scrape pool \"" + pool + "\" not found");
    }

    /** What each rule makes of a label set; after one that drops it there is nothing any more. */
    void relabelSteps(Exchange exchange) throws IOException, HttpError {
        String pool = pool(exchange);
        String given = exchange.parameter("labels");
        if (given.isEmpty()) {
            throw new HttpError(400, "no labels parameter provided");
        }
        Labels.Builder labels = labels(given);
        LoadedConfig config = rooms.config().current();
        ScrapeConfig scrape =
                config.scrapes().stream()
                        .filter(one -> one.jobName().equals(pool))
                        .findFirst()
                        .orElseThrow(() -> unknown(pool));
        Envelope.answer(
                exchange,
                json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("steps");
                    boolean kept = true;
                    for (RelabelConfig rule : scrape.relabelConfigs()) {
                        kept =
                                kept
                                        && Relabeling.apply(
                                                List.of(rule), scrape.validationScheme(), labels);
                        json.writeStartObject();
                        json.writeFieldName("rule");
                        rule(json, rule);
                        json.writeFieldName("output");
                        Json.labels(json, kept ? labels.build() : Labels.EMPTY);
                        json.writeBooleanField("keep", kept);
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    private static Labels.Builder labels(String text) throws HttpError {
        JsonNode object = Json.parse(text, "labels");
        Labels.Builder labels = Labels.builder();
        for (Map.Entry<String, JsonNode> label : object.properties()) {
            if (!label.getValue().isTextual()) {
                throw new HttpError(
                        400,
                        "error parsing labels: the value of \""
                                + label.getKey()
                                + "\" is not a text");
            }
            labels.set(label.getKey(), label.getValue().textValue());
        }
        return labels;
    }

    private static void rule(JsonGenerator json, RelabelConfig rule) throws IOException {
        json.writeStartObject();
        if (!rule.sourceLabels().isEmpty()) {
            Json.texts(json, "source_labels", rule.sourceLabels());
        }
        json.writeStringField("separator", rule.separator());
        json.writeStringField("regex", rule.regex().source());
        if (rule.modulus() != 0) {
            json.writeNumberField("modulus", rule.modulus());
        }
        if (!rule.targetLabel().isEmpty()) {
            json.writeStringField("target_label", rule.targetLabel());
        }
        json.writeStringField("replacement", rule.replacement());
        json.writeStringField("action", rule.action().name().toLowerCase(Locale.ROOT));
        json.writeEndObject();
    }
}
