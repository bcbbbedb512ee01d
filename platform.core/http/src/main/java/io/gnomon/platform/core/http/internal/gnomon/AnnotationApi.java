package io.gnomon.platform.core.http.internal.gnomon;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.platform.core.dashboards.Annotations;
import io.gnomon.platform.core.dashboards.Annotations.Annotation;
import io.gnomon.platform.core.dashboards.Annotations.Draft;
import io.gnomon.platform.core.dashboards.Annotations.Question;
import io.gnomon.platform.core.dashboards.RequestRefused;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What people and programs wrote down beside the graphs. The calls, their parameters and bodies are
 * those of Grafana's {@code /api/annotations}, where they can be made too: programs that report a
 * deployment to Grafana need another address only.
 */
public final class AnnotationApi {
    private static final List<String> ROOTS =
            List.of(GnomonApi.ROOT + "/annotations", "/api/annotations");

    private static final long MILLIS_MAX = 8_640_000_000_000_000L;
    private static final int LIMIT_MAX = 10_000;

    private final Rooms rooms;

    public AnnotationApi(Rooms rooms) {
        this.rooms = rooms;
    }

    public void addTo(Routes routes) {
        for (String root : ROOTS) {
            routes.group(Access.READ, ErrorStyle.GNOMON)
                    .get(root, this::list)
                    .get(root + "/{id}", this::get);
            routes.group(Access.EDITOR, ErrorStyle.GNOMON)
                    .post(root, this::add)
                    .put(root + "/{id}", this::change)
                    .add("PATCH", root + "/{id}", Routes.BODY_BYTES_MAX, this::change)
                    .delete(root + "/{id}", this::delete);
        }
    }

    private Annotations annotations() throws HttpError {
        return rooms.require(Annotations.class);
    }

    private void list(Exchange exchange) throws IOException, HttpError {
        Question question =
                new Question(
                        Numbers.parameter(exchange, "from", 0, MILLIS_MAX),
                        Numbers.parameter(exchange, "to", MILLIS_MAX, MILLIS_MAX),
                        exchange.parameter("dashboardUID"),
                        (int) Numbers.parameter(exchange, "panelId", 0, Integer.MAX_VALUE),
                        exchange.parameters("tags"),
                        exchange.parameter("matchAny").equals("true"),
                        (int) Numbers.parameter(exchange, "limit", 100, LIMIT_MAX));
        List<Annotation> found = annotations().find(question);
        Json.list(exchange, found, AnnotationApi::write);
    }

    private void get(Exchange exchange) throws IOException, HttpError {
        Annotation annotation = stored(exchange);
        Json.answer(exchange, 200, json -> write(json, annotation));
    }

    private Annotation stored(Exchange exchange) throws HttpError {
        Annotation annotation = annotations().get(id(exchange));
        if (annotation == null) {
            throw new HttpError(404, "there is no annotation " + exchange.variable("id"));
        }
        return annotation;
    }

    private static long id(Exchange exchange) throws HttpError {
        String id = exchange.variable("id");
        if (!id.matches("[0-9]{1,18}")) {
            throw new HttpError(404, "there is no annotation \"" + id + "\"");
        }
        return Long.parseLong(id);
    }

    private void add(Exchange exchange) throws IOException, HttpError {
        Draft draft = draft(Json.object(exchange), null);
        Annotation added = annotations().add(draft, exchange.caller().name());
        answer(exchange, "Annotation added", added);
    }

    /** What is not given stays as it is. */
    private void change(Exchange exchange) throws IOException, HttpError {
        Annotation before = stored(exchange);
        Draft draft = draft(Json.object(exchange), before.draft());
        Annotation changed;
        try {
            changed = annotations().change(before.id(), draft);
        } catch (RequestRefused e) {
            throw DashboardApi.refused(e);
        }
        answer(exchange, "Annotation updated", changed);
    }

    private void delete(Exchange exchange) throws IOException, HttpError {
        Annotation gone = stored(exchange);
        try {
            annotations().delete(gone.id());
        } catch (RequestRefused e) {
            throw DashboardApi.refused(e);
        }
        answer(exchange, "Annotation deleted", gone);
    }

    private static void answer(Exchange exchange, String message, Annotation annotation)
            throws IOException {
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartObject();
                    json.writeStringField("message", message);
                    json.writeNumberField("id", annotation.id());
                    json.writeEndObject();
                });
    }

    private static Draft draft(JsonNode body, @Nullable Draft before) throws HttpError {
        long time =
                millis(
                        body,
                        "time",
                        before == null ? System.currentTimeMillis() : before.timeMillis());
        boolean moment = before == null || before.endMillis() == before.timeMillis();
        long end = millis(body, "timeEnd", before == null || moment ? time : before.endMillis());
        List<String> tags = new ArrayList<>();
        if (body.has("tags")) {
            body.path("tags").forEach(tag -> tags.add(tag.asText()));
        } else if (before != null) {
            tags.addAll(before.tags());
        }
        try {
            return new Draft(
                    body.path("dashboardUID").asText(before == null ? "" : before.dashboardUid()),
                    body.path("panelId").asInt(before == null ? 0 : before.panelId()),
                    time,
                    end == 0 ? time : end,
                    body.path("text").asText(before == null ? "" : before.text()),
                    tags);
        } catch (IllegalArgumentException e) {
            throw new HttpError(400, String.valueOf(e.getMessage()));
        }
    }

    private static long millis(JsonNode body, String name, long absent) throws HttpError {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return absent;
        }
        if (!value.canConvertToExactIntegral() || Math.abs(value.asLong()) > MILLIS_MAX) {
            throw HttpError.invalid(
                    "\"%s\" must be a whole number of milliseconds since 1970".formatted(name),
                    List.of(
                            new HttpError.Problem(
                                    "/" + name, "must be a whole number of milliseconds")));
        }
        return value.asLong();
    }

    private static void write(JsonGenerator json, Annotation annotation) throws IOException {
        Draft draft = annotation.draft();
        json.writeStartObject();
        json.writeNumberField("id", annotation.id());
        json.writeStringField("dashboardUID", draft.dashboardUid());
        json.writeNumberField("panelId", draft.panelId());
        json.writeNumberField("time", draft.timeMillis());
        json.writeNumberField("timeEnd", draft.endMillis());
        json.writeStringField("text", draft.text());
        Json.texts(json, "tags", draft.tags());
        json.writeStringField("login", annotation.author());
        json.writeNumberField("created", annotation.created().toEpochMilli());
        json.writeNumberField("updated", annotation.updated().toEpochMilli());
        json.writeEndObject();
    }
}
