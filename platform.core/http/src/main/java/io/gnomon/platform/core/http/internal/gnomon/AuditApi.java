package io.gnomon.platform.core.http.internal.gnomon;

import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.login.AuditLog;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** The audit log, page by page, for administrators. */
public final class AuditApi {
    private static final int LIMIT = 100;
    private static final int LIMIT_MAX = 1000;

    private final AuditLog audit;

    public AuditApi(AuditLog audit) {
        this.audit = audit;
    }

    public void addTo(Routes routes) {
        routes.group(Access.ADMIN, ErrorStyle.GNOMON).get(GnomonApi.ROOT + "/audit", this::entries);
    }

    private void entries(Exchange exchange) throws IOException, HttpError, SQLException {
        int limit = (int) Numbers.parameter(exchange, "limit", LIMIT, LIMIT_MAX);
        long before = Numbers.parameter(exchange, "before", Long.MAX_VALUE, Long.MAX_VALUE);
        // One more than asked for tells whether there are older ones.
        List<AuditLog.Entry> found = audit.entries(before, limit + 1, exchange.parameter("user"));
        List<AuditLog.Entry> page = found.subList(0, Math.min(limit, found.size()));
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("entries");
                    for (AuditLog.Entry entry : page) {
                        json.writeStartObject();
                        json.writeStringField("id", Long.toString(entry.id()));
                        json.writeStringField("at", entry.at().toString());
                        json.writeStringField("user", entry.call().user());
                        json.writeStringField("address", entry.call().address());
                        json.writeStringField("method", entry.call().method());
                        json.writeStringField("path", entry.call().path());
                        json.writeStringField("subject", entry.call().subject());
                        json.writeNumberField("status", entry.call().status());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    if (found.size() > limit) {
                        json.writeStringField(
                                "next", Long.toString(page.get(page.size() - 1).id()));
                    }
                    json.writeEndObject();
                });
    }
}
