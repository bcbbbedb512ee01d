package io.gnomon.platform.core.http.internal.gnomon;

import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.logs.ServerLog;
import io.gnomon.platform.core.http.internal.logs.ServerLog.Level;
import io.gnomon.platform.core.http.internal.logs.ServerLog.Line;
import io.gnomon.platform.core.http.internal.logs.ServerLog.Wanted;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** The server's own log for administrators: as JSON newest first, as a text oldest first. */
public final class LogApi {
    private static final int LIMIT = 500;
    private static final int LIMIT_MAX = 100_000;

    private final ServerLog log;

    public LogApi(ServerLog log) {
        this.log = log;
    }

    public void addTo(Routes routes) {
        routes.group(Access.ADMIN, ErrorStyle.GNOMON)
                .get(GnomonApi.ROOT + "/logs", this::lines)
                .get(GnomonApi.ROOT + "/logs.txt", this::text);
    }

    private List<Line> wanted(Exchange exchange, int absentLimit) throws IOException, HttpError {
        try {
            return log.lines(
                    new Wanted(
                            0,
                            Long.MAX_VALUE,
                            Level.of(exchange.parameter("level")),
                            exchange.parameter("text"),
                            (int) Numbers.parameter(exchange, "limit", absentLimit, LIMIT_MAX)));
        } catch (IllegalArgumentException e) {
            throw new HttpError(400, String.valueOf(e.getMessage()));
        }
    }

    private void lines(Exchange exchange) throws IOException, HttpError {
        List<Line> lines = wanted(exchange, LIMIT);
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartArray();
                    for (Line line : lines) {
                        json.writeStartObject();
                        json.writeNumberField("number", line.number());
                        json.writeStringField(
                                "at", Instant.ofEpochMilli(line.atMillis()).toString());
                        json.writeStringField("level", line.level().text());
                        json.writeStringField("logger", line.logger());
                        json.writeStringField("message", line.message());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
    }

    private void text(Exchange exchange) throws IOException, HttpError {
        StringBuilder text = new StringBuilder();
        for (Line line : wanted(exchange, LIMIT_MAX).reversed()) {
            text.append(Instant.ofEpochMilli(line.atMillis()))
                    .append(' ')
                    .append(line.level().name())
                    .append(' ')
                    .append(line.logger())
                    .append(' ')
                    .append(line.message().replace("\n", "\\n"))
                    .append('\n');
        }
        exchange.setHeader("Content-Disposition", "attachment; filename=\"gnomon-log.txt\"");
        exchange.text(200, "text/plain; charset=utf-8", text.toString());
    }
}
