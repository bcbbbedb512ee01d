package io.gnomon.platform.core.http.internal.prometheus;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.text.Utf8Order;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Envelope;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** series, labels and label values. */
final class SeriesLists {
    private final Rooms rooms;

    SeriesLists(Rooms rooms) {
        this.rooms = rooms;
    }

    void labelNames(Exchange exchange) throws IOException, HttpError {
        texts(exchange, (snapshot, matchers, limit) -> snapshot.labelNames(matchers, limit));
    }

    void labelValues(Exchange exchange) throws IOException, HttpError {
        String written = exchange.variable("name");
        String name = EscapedNames.unescape(written);
        if (name.isEmpty()) {
            throw new HttpError(400, "invalid label name: \"" + written + "\"");
        }
        texts(exchange, (snapshot, matchers, limit) -> snapshot.labelValues(name, matchers, limit));
    }

    /** Reads a sorted list of at most {@code limit} texts, 0 for all. */
    private interface TextQuery {
        List<String> read(Snapshot snapshot, List<Matcher> matchers, int limit)
                throws StorageException;
    }

    private void texts(Exchange exchange, TextQuery query) throws IOException, HttpError {
        int limit = Parameters.limit(exchange, "limit");
        QueryEngine engine = rooms.require(QueryEngine.class);
        List<List<Matcher>> selectors = Parameters.selectors(exchange, engine);
        List<String> found;
        List<String> warnings;
        try (Snapshot snapshot = open(exchange)) {
            // One more than asked tells whether something was cut off.
            int enough = oneMore(limit);
            if (selectors.isEmpty()) {
                found = query.read(snapshot, List.of(), enough);
            } else {
                TreeSet<String> all = new TreeSet<>(Utf8Order.INSTANCE);
                for (List<Matcher> matchers : selectors) {
                    all.addAll(query.read(snapshot, matchers, enough));
                }
                found = List.copyOf(all);
            }
            warnings = new ArrayList<>(snapshot.warnings());
        } catch (StorageException e) {
            throw asHttpError(e);
        }
        if (limit > 0 && found.size() > limit) {
            warnings.add(Envelope.CUT);
        }
        Envelope.answer(
                exchange,
                warnings,
                List.of(),
                json -> {
                    json.writeStartArray();
                    for (String text : ResultJson.cut(found, limit)) {
                        json.writeString(text);
                    }
                    json.writeEndArray();
                });
    }

    void series(Exchange exchange) throws IOException, HttpError {
        int limit = Parameters.limit(exchange, "limit");
        QueryEngine engine = rooms.require(QueryEngine.class);
        if (exchange.parameters("match[]").isEmpty()) {
            throw new HttpError(400, "no match[] parameter provided");
        }
        List<List<Matcher>> selectors = Parameters.selectors(exchange, engine);
        Set<String> warnings = new LinkedHashSet<>();
        List<Labels> found = new ArrayList<>();
        try (Snapshot snapshot = open(exchange)) {
            SelectHints hints =
                    new SelectHints(
                            start(exchange),
                            end(exchange),
                            0,
                            0,
                            "series",
                            List.of(),
                            false,
                            oneMore(limit),
                            true);
            for (List<Matcher> matchers : selectors) {
                Selection selection = snapshot.select(matchers, hints);
                for (int i = 0; i < selection.size(); i++) {
                    found.add(selection.labels(i));
                }
                warnings.addAll(selection.warnings());
            }
        } catch (StorageException e) {
            throw asHttpError(e);
        }
        if (selectors.size() > 1) {
            found = List.copyOf(new TreeSet<>(found));
        }
        if (limit > 0 && found.size() > limit) {
            warnings.add(Envelope.CUT);
        }
        List<Labels> answer = ResultJson.cut(found, limit);
        Envelope.answer(
                exchange,
                List.copyOf(warnings),
                List.of(),
                json -> {
                    json.writeStartArray();
                    for (Labels labels : answer) {
                        Json.labels(json, labels);
                    }
                    json.writeEndArray();
                });
    }

    private static int oneMore(int limit) {
        return limit == 0 || limit == Integer.MAX_VALUE ? limit : limit + 1;
    }

    private Snapshot open(Exchange exchange) throws IOException, HttpError, StorageException {
        long start = start(exchange);
        long end = end(exchange);
        if (end < start) {
            throw Parameters.invalid("end", "end timestamp must not be before start time");
        }
        return rooms.requireReadable().open(start, end);
    }

    private static long start(Exchange exchange) throws IOException, HttpError {
        return Parameters.time(exchange, "start", Parameters.MIN_TIME_MILLIS);
    }

    private static long end(Exchange exchange) throws IOException, HttpError {
        return Parameters.time(exchange, "end", Parameters.MAX_TIME_MILLIS);
    }

    static HttpError asHttpError(StorageException e) {
        String message = String.valueOf(e.getMessage());
        return switch (e.kind()) {
            case UNAVAILABLE -> new HttpError(503, message, Map.of("Retry-After", "2"));
            case CANCELLED -> new HttpError(499, message);
            case FULL, CORRUPT, GONE, IO -> new HttpError(422, message);
        };
    }
}
