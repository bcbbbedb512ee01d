package io.gnomon.platform.core.http.internal.prometheus;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.storage.StorageAdmin;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Envelope;
import io.gnomon.platform.core.http.internal.routing.Endpoint;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes;

import java.io.IOException;
import java.util.List;

/** Deleting and copying what is stored; there only with {@code --web.enable-admin-api}. */
final class AdminApi {
    private static final String PATH = "/api/v1/admin/tsdb/";

    private final Rooms rooms;
    private final boolean enabled;

    AdminApi(Rooms rooms, boolean enabled) {
        this.rooms = rooms;
        this.enabled = enabled;
    }

    void addTo(Routes.Group group) {
        add(group, "delete_series", this::deleteSeries);
        add(group, "clean_tombstones", this::cleanTombstones);
        add(group, "snapshot", this::snapshot);
    }

    private void add(Routes.Group group, String name, Endpoint endpoint) {
        Endpoint guarded =
                exchange -> {
                    if (!enabled) {
                        // Prometheus's word and status, which do not go together elsewhere.
                        throw new HttpError(500, "admin APIs disabled").withType("unavailable");
                    }
                    endpoint.serve(exchange);
                };
        group.post(PATH + name, guarded).add("PUT", PATH + name, 0, guarded);
    }

    private StorageAdmin admin() throws HttpError {
        return rooms.require(StorageAdmin.class);
    }

    private void deleteSeries(Exchange exchange) throws IOException, HttpError {
        if (exchange.parameters("match[]").isEmpty()) {
            throw new HttpError(400, "no match[] parameter provided");
        }
        long start = Parameters.time(exchange, "start", Parameters.MIN_TIME_MILLIS);
        long end = Parameters.time(exchange, "end", Parameters.MAX_TIME_MILLIS);
        // All of them before anything is deleted.
        List<List<Matcher>> parsed =
                Parameters.selectors(exchange, rooms.require(QueryEngine.class));
        StorageAdmin admin = admin();
        try {
            for (List<Matcher> matchers : parsed) {
                admin.delete(matchers, start, end);
            }
        } catch (StorageException e) {
            throw failed(e);
        }
        exchange.empty(204);
    }

    private void cleanTombstones(Exchange exchange) throws HttpError {
        try {
            admin().cleanTombstones();
        } catch (StorageException e) {
            throw failed(e);
        }
        exchange.empty(204);
    }

    private void snapshot(Exchange exchange) throws IOException, HttpError {
        boolean skipHead = Parameters.bool(exchange, "skip_head");
        String name;
        try {
            name = admin().snapshot(skipHead);
        } catch (StorageException e) {
            throw failed(e);
        }
        Envelope.answer(
                exchange,
                json -> {
                    json.writeStartObject();
                    json.writeStringField("name", name);
                    json.writeEndObject();
                });
    }

    private static HttpError failed(StorageException e) {
        return e.kind() == StorageException.Kind.UNAVAILABLE
                ? SeriesLists.asHttpError(e)
                : new HttpError(500, String.valueOf(e.getMessage()));
    }
}
