package io.gnomon.platform.core.http.internal.gnomon;

import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageAdmin;
import io.gnomon.model.storage.StorageReport;
import io.gnomon.model.storage.StorageStats;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.json.StorageJson;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;

import java.io.IOException;

/** How the store is: its size, who makes series, limits, and what is wrong. */
public final class StorageApi {
    private static final int LISTED = 20;

    private final Rooms rooms;

    public StorageApi(Rooms rooms) {
        this.rooms = rooms;
    }

    public void addTo(Routes routes) {
        routes.group(Access.READ, ErrorStyle.GNOMON)
                .get(GnomonApi.ROOT + "/storage", this::storage);
    }

    private void storage(Exchange exchange) throws IOException, HttpError {
        Storage storage = rooms.require(Storage.class);
        StorageReport report = rooms.require(StorageAdmin.class).report(LISTED);
        StorageStats stats = storage.stats();
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartObject();
                    json.writeNumberField("series", stats.series());
                    json.writeNumberField("samplesAppended", stats.samplesAppended());
                    json.writeNumberField("diskBytes", stats.diskBytes());
                    if (stats.minTimeMillis() <= stats.maxTimeMillis()) {
                        json.writeNumberField("minTimeMillis", stats.minTimeMillis());
                        json.writeNumberField("maxTimeMillis", stats.maxTimeMillis());
                    }
                    StorageJson.report(json, report);
                    json.writeEndObject();
                });
    }
}
