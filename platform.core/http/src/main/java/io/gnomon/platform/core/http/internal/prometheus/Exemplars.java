package io.gnomon.platform.core.http.internal.prometheus;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.text.GoNumbers;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Envelope;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** query_exemplars. */
final class Exemplars {
    private final Rooms rooms;

    Exemplars(Rooms rooms) {
        this.rooms = rooms;
    }

    void query(Exchange exchange) throws IOException, HttpError {
        long start = Parameters.time(exchange, "start", Parameters.MIN_TIME_MILLIS);
        long end = Parameters.time(exchange, "end", Parameters.MAX_TIME_MILLIS);
        if (end < start) {
            throw new HttpError(400, "end timestamp must not be before start timestamp");
        }
        List<List<Matcher>> selectors;
        try {
            selectors = rooms.require(QueryEngine.class).selectors(exchange.parameter("query"));
        } catch (QueryException e) {
            throw Queries.asHttpError("query", e);
        }
        if (selectors.isEmpty()) {
            exchange.empty(204);
            return;
        }
        Map<Labels, List<Exemplar>> found = new TreeMap<>();
        try (Snapshot snapshot = rooms.require(Storage.class).open(start, end)) {
            for (List<Matcher> matchers : selectors) {
                found.putAll(snapshot.exemplars(matchers));
            }
        } catch (StorageException e) {
            throw SeriesLists.asHttpError(e);
        }
        Envelope.answer(
                exchange,
                json -> {
                    json.writeStartArray();
                    for (Map.Entry<Labels, List<Exemplar>> series : found.entrySet()) {
                        json.writeStartObject();
                        json.writeFieldName("seriesLabels");
                        Json.labels(json, series.getKey());
                        json.writeArrayFieldStart("exemplars");
                        for (Exemplar exemplar : series.getValue()) {
                            write(json, exemplar);
                        }
                        json.writeEndArray();
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
    }

    private static void write(JsonGenerator json, Exemplar exemplar) throws IOException {
        StringBuilder text = new StringBuilder();
        json.writeStartObject();
        json.writeFieldName("labels");
        Json.labels(json, exemplar.labels());
        GoNumbers.json(text, exemplar.value());
        json.writeStringField("value", text.toString());
        text.setLength(0);
        ResultJson.seconds(text, exemplar.timeMillis());
        json.writeFieldName("timestamp");
        json.writeRawValue(text.toString());
        json.writeEndObject();
    }
}
