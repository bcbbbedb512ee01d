package io.gnomon.platform.core.http.internal.prometheus;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.model.query.PlanNode;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryLimits;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryResult;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Envelope;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** query, query_range, format_query, parse_query, and what a query does and costs. */
final class Queries {
    private static final int POINTS_MAX = 11_000;

    /** Of the heap, for results that are being sent. */
    private static final int ANSWERS_PART = 4;

    /** Half of the threads of the web server. */
    private static final int ANSWERS_MAX = 100;

    private final Rooms rooms;
    private final Clock clock;
    private final AnswerMemory memory =
            new AnswerMemory(Runtime.getRuntime().maxMemory() / ANSWERS_PART, ANSWERS_MAX);

    Queries(Rooms rooms, Clock clock) {
        this.rooms = rooms;
        this.clock = clock;
    }

    void instant(Exchange exchange) throws IOException, HttpError {
        int limit = Parameters.limit(exchange, "limit");
        answer(exchange, instantRequest(exchange), limit);
    }

    void range(Exchange exchange) throws IOException, HttpError {
        int limit = Parameters.limit(exchange, "limit");
        answer(exchange, rangeRequest(exchange), limit);
    }

    /** The plan of a query, which is not run; of a range query when there is a step. */
    void explain(Exchange exchange) throws IOException, HttpError {
        PlanNode plan;
        try {
            plan = rooms.require(QueryEngine.class).explain(eitherRequest(exchange));
        } catch (QueryException e) {
            throw asHttpError("query", e);
        }
        Json.answer(exchange, 200, json -> plan(json, plan));
    }

    /** The plan of a query that was run, with what each operator cost; without its answer. */
    void profile(Exchange exchange) throws IOException, HttpError {
        QueryRequest request = eitherRequest(exchange).with(QueryRequest.Insight.OPERATORS);
        QueryResult.Notes notes = run(exchange, request).notes();
        PlanNode plan = notes.statistics().profile();
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartObject();
                    StatisticsJson.write(json, request, notes.statistics());
                    if (plan != null) {
                        json.writeFieldName("plan");
                        plan(json, plan);
                    }
                    json.writeEndObject();
                });
    }

    private static void plan(JsonGenerator json, PlanNode plan) throws IOException {
        json.writeStartObject();
        json.writeStringField("text", plan.text());
        json.writeFieldName("root");
        PlanJson.write(json, plan);
        json.writeEndObject();
    }

    private QueryRequest eitherRequest(Exchange exchange) throws IOException, HttpError {
        return exchange.parameter("step").isEmpty()
                ? instantRequest(exchange)
                : rangeRequest(exchange);
    }

    private QueryRequest instantRequest(Exchange exchange) throws IOException, HttpError {
        long time = Parameters.time(exchange, "time", clock.millis());
        return request(exchange, time, time, 0);
    }

    private static QueryRequest rangeRequest(Exchange exchange) throws IOException, HttpError {
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
        return request(exchange, start, end, step);
    }

    private static QueryRequest request(Exchange exchange, long start, long end, long step)
            throws IOException, HttpError {
        boolean steps = exchange.parameter("stats").equals("all");
        return new QueryRequest(
                exchange.parameter("query"),
                start,
                end,
                step,
                Parameters.duration(exchange, "lookback_delta"),
                new QueryLimits(Parameters.duration(exchange, "timeout"), 0, 0, 0),
                exchange::isAbandoned,
                steps ? QueryRequest.Insight.STEPS : QueryRequest.Insight.TOTALS,
                new QueryRequest.Origin(
                        "httpRequest",
                        Map.of(
                                "clientIP", exchange.remoteAddress(),
                                "method", exchange.method(),
                                "path", exchange.request().getHttpURI().getDecodedPath())));
    }

    void format(Exchange exchange) throws IOException, HttpError {
        String formatted;
        try {
            formatted = rooms.require(QueryEngine.class).format(exchange.parameter("query"));
        } catch (QueryException e) {
            throw asHttpError("query", e);
        }
        Envelope.answer(exchange, json -> json.writeString(formatted));
    }

    /** The tree of a query. */
    void parse(Exchange exchange) throws IOException, HttpError {
        Map<String, @Nullable Object> tree;
        try {
            tree = rooms.require(QueryEngine.class).parse(exchange.parameter("query"));
        } catch (QueryException e) {
            throw asHttpError("query", e);
        }
        Envelope.answer(exchange, json -> Json.write(json, tree));
    }

    private QueryResult run(Exchange exchange, QueryRequest request) throws HttpError {
        QueryEngine engine = rooms.require(QueryEngine.class);
        try {
            return exchange.work(() -> engine.query(request));
        } catch (QueryException e) {
            throw asHttpError("query", e);
        }
    }

    private void answer(Exchange exchange, QueryRequest request, int limit)
            throws IOException, HttpError {
        boolean statistics = !exchange.parameter("stats").isEmpty();
        QueryResult result = run(exchange, request);
        QueryResult.Notes notes = result.notes();
        List<String> warnings = new ArrayList<>(notes.warnings());
        if (limit > 0 && seriesOf(result) > limit) {
            warnings.add(Envelope.CUT);
        }
        try (var _ = memory.hold(result)) {
            Envelope.answer(
                    exchange,
                    warnings,
                    notes.infos(),
                    json -> {
                        json.writeStartObject();
                        new ResultJson(json).write(result, limit);
                        if (statistics) {
                            StatisticsJson.write(json, request, notes.statistics());
                        }
                        json.writeEndObject();
                    });
        }
    }

    private static int seriesOf(QueryResult result) {
        return switch (result) {
            case QueryResult.Vector vector -> vector.series().size();
            case QueryResult.Matrix matrix -> matrix.series().size();
            case QueryResult.Scalar scalar -> 1;
            case QueryResult.Text text -> 1;
        };
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
