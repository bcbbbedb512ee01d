package io.gnomon.platform.core.http.internal.prometheus;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryLimits;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryResult;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** query, query_range and format_query. */
final class Queries {
    private static final int POINTS_MAX = 11_000;

    private final Rooms rooms;
    private final Clock clock;

    Queries(Rooms rooms, Clock clock) {
        this.rooms = rooms;
        this.clock = clock;
    }

    void instant(Exchange exchange) throws IOException, HttpError {
        int limit = Parameters.limit(exchange, "limit");
        long time = Parameters.time(exchange, "time", clock.millis());
        answer(exchange, time, time, 0, limit);
    }

    void range(Exchange exchange) throws IOException, HttpError {
        int limit = Parameters.limit(exchange, "limit");
        long start = Parameters.time(exchange, "start");
        long end = Parameters.time(exchange, "end");
        if (end < start) {
            throw Parameters.invalid("end", "end timestamp must not be before start time");
        }
        long step = Parameters.parseDuration("step", exchange.parameter("step"));
        if (step <= 0) {
            throw Parameters.invalid(
                    "step",
                    "zero or negative query resolution step widths are not accepted. Try a positive"
                            + " integer");
        }
        if ((end - start) / step > POINTS_MAX) {
            throw new HttpError(
                    400,
                    "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing"
                            + " the query resolution (?step=XX)");
        }
        answer(exchange, start, end, step, limit);
    }

    void format(Exchange exchange) throws IOException, HttpError {
        String formatted;
        try {
            formatted = rooms.requireEngine().format(exchange.parameter("query"));
        } catch (QueryException e) {
            throw asHttpError("query", e);
        }
        Envelope.answer(exchange, json -> json.writeString(formatted));
    }

    private void answer(Exchange exchange, long start, long end, long step, int limit)
            throws IOException, HttpError {
        String stats = exchange.parameter("stats");
        QueryLimits limits = new QueryLimits(Parameters.duration(exchange, "timeout"), 0, 0, 0);
        QueryRequest request =
                new QueryRequest(
                        exchange.parameter("query"),
                        start,
                        end,
                        step,
                        Parameters.duration(exchange, "lookback_delta"),
                        limits,
                        exchange::isAbandoned);
        long began = System.nanoTime();
        QueryResult result;
        try {
            result = rooms.requireEngine().query(request);
        } catch (QueryException e) {
            throw asHttpError("query", e);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        QueryResult.Notes notes = result.notes();
        List<String> warnings = new ArrayList<>(notes.warnings());
        if (limit > 0 && seriesOf(result) > limit) {
            warnings.add(Envelope.CUT);
        }
        Envelope.answer(
                exchange,
                warnings,
                notes.infos(),
                json -> {
                    json.writeStartObject();
                    new ResultJson(json).write(result, limit);
                    if (!stats.isEmpty()) {
                        stats(json, notes, seconds);
                    }
                    json.writeEndObject();
                });
    }

    private static int seriesOf(QueryResult result) {
        return switch (result) {
            case QueryResult.Vector vector -> vector.series().size();
            case QueryResult.Matrix matrix -> matrix.series().size();
            case QueryResult.Scalar scalar -> 1;
            case QueryResult.Text text -> 1;
        };
    }

    /** What we know of Prometheus's statistics. */
    private static void stats(JsonGenerator json, QueryResult.Notes notes, double seconds)
            throws IOException {
        json.writeObjectFieldStart("stats");
        json.writeObjectFieldStart("timings");
        json.writeNumberField("evalTotalTime", seconds);
        json.writeNumberField("execTotalTime", seconds);
        json.writeEndObject();
        json.writeObjectFieldStart("samples");
        json.writeNumberField("totalQueryableSamples", notes.samplesRead());
        json.writeEndObject();
        json.writeEndObject();
    }

    static HttpError asHttpError(String parameter, QueryException e) {
        String message = String.valueOf(e.getMessage());
        return switch (e.type()) {
            case BAD_DATA -> Parameters.invalid(parameter, message);
            case UNAVAILABLE -> new HttpError(503, message, Map.of("Retry-After", "2"));
            case EXECUTION, TIMEOUT, CANCELED, INTERNAL ->
                    new HttpError(e.type().status(), message).withType(e.type().text());
        };
    }
}
