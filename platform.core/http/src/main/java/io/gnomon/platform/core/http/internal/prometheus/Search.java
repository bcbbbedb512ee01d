package io.gnomon.platform.core.http.internal.prometheus;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.text.Utf8Order;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.ServerFacts;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Endpoint;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.scrape.TargetsView;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * search/metric_names, search/label_names and search/label_values: names and values that fit a few
 * typed characters, for completion in editors. Answers are lines of JSON, each with some results;
 * the last one says whether there are more. There only with {@code --enable-feature=search-api}.
 */
final class Search {
    static final String FEATURE = "search-api";

    private static final String TYPE = "application/x-ndjson; charset=utf-8";
    private static final long USUAL_RANGE_MILLIS = 3_600_000;

    private final Rooms rooms;
    private final Clock clock;
    private final boolean enabled;
    private final int limitMax;

    Search(Rooms rooms, ServerFacts facts, Clock clock) {
        this.rooms = rooms;
        this.clock = clock;
        this.enabled = facts.hasFeature(FEATURE);
        this.limitMax = Integer.parseInt(facts.flag("web.search.max-limit", "10000"));
    }

    void addTo(Routes.Group group, String path) {
        add(group, path + "metric_names", this::metricNames);
        add(group, path + "label_names", this::labelNames);
        add(group, path + "label_values", this::labelValues);
    }

    private void add(Routes.Group group, String path, Endpoint endpoint) {
        Endpoint guarded =
                exchange -> {
                    if (!enabled) {
                        // Prometheus's word and status, which do not go together elsewhere.
                        throw new HttpError(500, "search API disabled").withType("unavailable");
                    }
                    endpoint.serve(exchange);
                };
        group.get(path, guarded).post(path, guarded);
    }

    /** Reads all texts of one kind that series with these labels have. */
    private interface Source {
        List<String> read(Snapshot snapshot, List<Matcher> matchers) throws StorageException;
    }

    private record Found(String text, double score) {}

    private void metricNames(Exchange exchange) throws IOException, HttpError {
        SearchRequest request = SearchRequest.read(exchange, limitMax);
        boolean described = Parameters.bool(exchange, "include_metadata");
        List<Found> found =
                find(exchange, request, (s, matchers) -> s.labelValues("__name__", matchers, 0));
        answer(exchange, request, found, described ? metadata() : Map.of());
    }

    private void labelNames(Exchange exchange) throws IOException, HttpError {
        SearchRequest request = SearchRequest.read(exchange, limitMax);
        answer(
                exchange,
                request,
                find(exchange, request, (s, matchers) -> s.labelNames(matchers, 0)),
                Map.of());
    }

    private void labelValues(Exchange exchange) throws IOException, HttpError {
        SearchRequest request = SearchRequest.read(exchange, limitMax);
        String label = exchange.parameter("label");
        if (label.isEmpty()) {
            throw new HttpError(400, "missing required parameter \"label\"");
        }
        answer(
                exchange,
                request,
                find(exchange, request, (s, matchers) -> s.labelValues(label, matchers, 0)),
                Map.of());
    }

    /** All that fit, in order; one more than asked for tells that there are more. */
    private List<Found> find(Exchange exchange, SearchRequest request, Source source)
            throws IOException, HttpError {
        long now = clock.millis();
        long start = Parameters.time(exchange, "start", now - USUAL_RANGE_MILLIS);
        long end = Parameters.time(exchange, "end", now);
        List<List<Matcher>> selectors =
                Parameters.selectors(exchange, rooms.require(QueryEngine.class));
        TreeSet<String> all = new TreeSet<>(Utf8Order.INSTANCE);
        try (Snapshot snapshot = rooms.require(Storage.class).open(start, Math.max(start, end))) {
            if (selectors.isEmpty()) {
                all.addAll(source.read(snapshot, List.of()));
            }
            for (List<Matcher> matchers : selectors) {
                all.addAll(source.read(snapshot, matchers));
            }
        } catch (StorageException e) {
            throw SeriesLists.asHttpError(e);
        }
        ToDoubleFunction<String> score = request.score();
        List<Found> found = new ArrayList<>();
        for (String text : request.descending() ? all.descendingSet() : all) {
            double fits = score.applyAsDouble(text);
            if (fits > 0) {
                found.add(new Found(text, fits));
                if (!request.byScore() && found.size() > request.limit()) {
                    break;
                }
            }
        }
        if (request.byScore()) {
            found.sort(Comparator.comparingDouble(Found::score).reversed());
        }
        return found;
    }

    /** What the targets say of each family; of several the first. */
    private Map<String, MetricMetadata> metadata() {
        Map<String, MetricMetadata> known = new HashMap<>();
        TargetsView targets = rooms.find(TargetsView.class);
        if (targets != null) {
            targets.metadata(
                    "",
                    (target, family, metadata) -> {
                        known.putIfAbsent(family, metadata);
                        return true;
                    });
        }
        return known;
    }

    private static void answer(
            Exchange exchange,
            SearchRequest request,
            List<Found> found,
            Map<String, MetricMetadata> metadata)
            throws IOException {
        List<Found> shown = ResultJson.cut(found, request.limit());
        try (OutputStream out = exchange.open(200, TYPE)) {
            int from = 0;
            do {
                int to = Math.min(shown.size(), from + request.batchSize());
                List<Found> batch = shown.subList(from, to);
                line(
                        out,
                        json -> {
                            json.writeArrayFieldStart("results");
                            for (Found one : batch) {
                                write(json, one, request, metadata.get(one.text()));
                            }
                            json.writeEndArray();
                        });
                from = to;
            } while (from < shown.size());
            line(
                    out,
                    json -> {
                        json.writeStringField("status", "success");
                        json.writeBooleanField("has_more", found.size() > shown.size());
                    });
        }
    }

    private static void line(OutputStream out, Json.Body fields) throws IOException {
        JsonGenerator json = Json.generator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.writeStartObject();
        fields.write(json);
        json.writeEndObject();
        json.writeRaw('\n');
        json.close();
    }

    private static void write(
            JsonGenerator json,
            Found found,
            SearchRequest request,
            @Nullable MetricMetadata metadata)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("name", found.text());
        if (request.scored()) {
            json.writeNumberField("score", found.score());
        }
        if (metadata != null) {
            text(json, "type", metadata.type().text());
            text(json, "help", metadata.help());
            text(json, "unit", metadata.unit());
        }
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String field, String text) throws IOException {
        if (!text.isEmpty()) {
            json.writeStringField(field, text);
        }
    }
}
