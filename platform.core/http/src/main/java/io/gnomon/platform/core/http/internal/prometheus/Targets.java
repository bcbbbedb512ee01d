package io.gnomon.platform.core.http.internal.prometheus;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.text.Durations;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Envelope;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.scrape.TargetsView;
import io.gnomon.platform.core.scrape.TargetsView.DroppedTarget;
import io.gnomon.platform.core.scrape.TargetsView.Pool;
import io.gnomon.platform.core.scrape.TargetsView.Target;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** targets, scrape_pools, targets/metadata and metadata. */
final class Targets {
    /** How Go prints a time that was never set. */
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private final Rooms rooms;

    Targets(Rooms rooms) {
        this.rooms = rooms;
    }

    private TargetsView view() throws HttpError {
        return rooms.require(TargetsView.class);
    }

    void targets(Exchange exchange) throws IOException, HttpError {
        String state = exchange.parameter("state").toLowerCase(Locale.ROOT);
        boolean active = state.isEmpty() || state.equals("any") || state.equals("active");
        boolean dropped = state.isEmpty() || state.equals("any") || state.equals("dropped");
        String wanted = exchange.parameter("scrapePool");
        List<Pool> pools =
                view().pools().stream()
                        .filter(pool -> wanted.isEmpty() || pool.name().equals(wanted))
                        .toList();
        Envelope.answer(
                exchange,
                json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("activeTargets");
                    for (Pool pool : pools) {
                        for (Target target : active ? pool.active() : List.<Target>of()) {
                            target(json, target);
                        }
                    }
                    json.writeEndArray();
                    json.writeArrayFieldStart("droppedTargets");
                    for (Pool pool : pools) {
                        for (DroppedTarget target :
                                dropped ? pool.dropped() : List.<DroppedTarget>of()) {
                            json.writeStartObject();
                            json.writeFieldName("discoveredLabels");
                            Json.labels(json, target.discoveredLabels());
                            json.writeStringField("scrapePool", target.scrapePool());
                            json.writeEndObject();
                        }
                    }
                    json.writeEndArray();
                    json.writeObjectFieldStart("droppedTargetCounts");
                    for (Pool pool : dropped ? pools : List.<Pool>of()) {
                        json.writeNumberField(pool.name(), pool.droppedCount());
                    }
                    json.writeEndObject();
                    json.writeEndObject();
                });
    }

    private static void target(JsonGenerator json, Target target) throws IOException {
        json.writeStartObject();
        json.writeFieldName("discoveredLabels");
        Json.labels(json, target.discoveredLabels());
        json.writeFieldName("labels");
        Json.labels(json, target.labels());
        json.writeStringField("scrapePool", target.scrapePool());
        json.writeStringField("scrapeUrl", target.scrapeUrl());
        json.writeStringField("globalUrl", target.globalUrl());
        json.writeStringField("lastError", target.lastError());
        if (!target.warning().isEmpty()) {
            json.writeStringField("warning", target.warning());
        }
        Instant last = target.lastScrape();
        json.writeStringField("lastScrape", last == null ? NEVER : last.toString());
        Json.seconds(json, "lastScrapeDuration", target.lastScrapeDuration());
        json.writeStringField("health", target.health().text());
        json.writeStringField("scrapeInterval", Durations.format(target.interval().toMillis()));
        json.writeStringField("scrapeTimeout", Durations.format(target.timeout().toMillis()));
        json.writeEndObject();
    }

    void scrapePools(Exchange exchange) throws IOException, HttpError {
        List<Pool> pools = view().pools();
        Envelope.answer(
                exchange,
                json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("scrapePools");
                    for (Pool pool : pools) {
                        json.writeString(pool.name());
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    private record TargetMetadata(Labels target, String family, MetricMetadata metadata) {}

    void targetsMetadata(Exchange exchange) throws IOException, HttpError {
        int limit = Parameters.limit(exchange, "limit");
        String metric = exchange.parameter("metric");
        String selector = exchange.parameter("match_target");
        List<Matcher> matchers = selector.isEmpty() ? List.of() : matchTarget(selector);
        List<TargetMetadata> found = new ArrayList<>();
        view().metadata(
                        metric,
                        (target, family, metadata) -> {
                            if (matchers.stream().allMatch(m -> m.matches(target))) {
                                found.add(new TargetMetadata(target, family, metadata));
                            }
                            return limit == 0 || found.size() < limit;
                        });
        if (found.isEmpty()) {
            throw new HttpError(404, "specified metadata not found");
        }
        Envelope.answer(
                exchange,
                json -> {
                    json.writeStartArray();
                    for (TargetMetadata entry : found) {
                        json.writeStartObject();
                        json.writeFieldName("target");
                        Json.labels(json, entry.target());
                        if (metric.isEmpty()) {
                            json.writeStringField("metric", entry.family());
                        }
                        fields(json, entry.metadata());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
    }

    private List<Matcher> matchTarget(String selector) throws HttpError {
        try {
            return rooms.require(QueryEngine.class).parseSelector(selector);
        } catch (io.gnomon.model.query.QueryException e) {
            throw Parameters.invalid("match_target", String.valueOf(e.getMessage()));
        }
    }

    void metadata(Exchange exchange) throws IOException, HttpError {
        int limit = Parameters.limit(exchange, "limit");
        int limitPerMetric = Parameters.limit(exchange, "limit_per_metric");
        Map<String, Set<MetricMetadata>> byFamily = new LinkedHashMap<>();
        view().metadata(
                        exchange.parameter("metric"),
                        (target, family, metadata) -> {
                            if (limit == 0
                                    || byFamily.size() < limit
                                    || byFamily.containsKey(family)) {
                                Set<MetricMetadata> known =
                                        byFamily.computeIfAbsent(
                                                family, f -> new LinkedHashSet<>());
                                if (limitPerMetric == 0 || known.size() < limitPerMetric) {
                                    known.add(metadata);
                                }
                            }
                            return true;
                        });
        Envelope.answer(
                exchange,
                json -> {
                    json.writeStartObject();
                    for (Map.Entry<String, Set<MetricMetadata>> entry : byFamily.entrySet()) {
                        json.writeArrayFieldStart(entry.getKey());
                        for (MetricMetadata metadata : entry.getValue()) {
                            json.writeStartObject();
                            fields(json, metadata);
                            json.writeEndObject();
                        }
                        json.writeEndArray();
                    }
                    json.writeEndObject();
                });
    }

    private static void fields(JsonGenerator json, MetricMetadata metadata) throws IOException {
        json.writeStringField("type", metadata.type().text());
        json.writeStringField("help", metadata.help());
        json.writeStringField("unit", metadata.unit());
    }
}
