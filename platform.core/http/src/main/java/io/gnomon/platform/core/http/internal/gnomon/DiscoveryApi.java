package io.gnomon.platform.core.http.internal.gnomon;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;
import io.gnomon.platform.core.scrape.TargetsView;
import io.gnomon.platform.core.scrape.TargetsView.Search;

import java.io.IOException;
import java.time.Instant;

/** How the searches for targets do, those too that have found none. */
public final class DiscoveryApi {
    private final Rooms rooms;

    public DiscoveryApi(Rooms rooms) {
        this.rooms = rooms;
    }

    public void addTo(Routes routes) {
        routes.group(Access.READ, ErrorStyle.GNOMON)
                .get(GnomonApi.ROOT + "/discoveries", this::list);
    }

    private void list(Exchange exchange) throws IOException, HttpError {
        Json.list(exchange, rooms.require(TargetsView.class).searches(), DiscoveryApi::write);
    }

    private static void write(JsonGenerator json, Search search) throws IOException {
        Instant foundAt = search.foundAt();
        json.writeStartObject();
        json.writeStringField("job", search.scrapePool());
        json.writeStringField("mechanism", search.mechanism());
        json.writeNumberField("targets", search.targets());
        json.writeStringField("foundAt", foundAt == null ? null : foundAt.toString());
        json.writeStringField("error", search.error());
        json.writeEndObject();
    }
}
