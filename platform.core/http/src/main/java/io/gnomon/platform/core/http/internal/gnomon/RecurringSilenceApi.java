package io.gnomon.platform.core.http.internal.gnomon;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.alerting.Alertmanager;
import io.gnomon.platform.core.alerting.Alertmanager.AlertFilter;
import io.gnomon.platform.core.alerting.Alertmanager.AlertView;
import io.gnomon.platform.core.alerting.RecurringSilence;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.alerting.SilenceRefused;
import io.gnomon.platform.core.config.alerting.TimeInterval;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;
import io.gnomon.spi.settings.SettingsException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Silences that come again with a pattern of the calendar. */
public final class RecurringSilenceApi {
    private static final String SILENCES = GnomonApi.ROOT + "/silences";

    private final Rooms rooms;
    private final InstantSource clock;

    public RecurringSilenceApi(Rooms rooms, InstantSource clock) {
        this.rooms = rooms;
        this.clock = clock;
    }

    public void addTo(Routes routes) {
        routes.group(Access.READ, ErrorStyle.GNOMON)
                .get(SILENCES, this::list)
                .post(SILENCES + "/preview", this::preview);
        routes.group(Access.EDITOR, ErrorStyle.GNOMON)
                .post(SILENCES, exchange -> save(exchange, "", 201))
                .put(SILENCES + "/{id}", exchange -> save(exchange, exchange.variable("id"), 200))
                .delete(SILENCES + "/{id}", this::delete);
    }

    private Alertmanager alertmanager() throws HttpError {
        return rooms.require(Alertmanager.class);
    }

    private void list(Exchange exchange) throws IOException, HttpError {
        Alertmanager alertmanager = alertmanager();
        Instant now = clock.instant();
        Json.list(
                exchange,
                alertmanager.recurringSilences(),
                (json, silence) ->
                        write(json, silence, alertmanager.silence(silence.silenceId()), now));
    }

    private static void write(
            JsonGenerator json, RecurringSilence silence, @Nullable Silence made, Instant now)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("id", silence.id());
        MatcherJson.write(json, "matchers", silence.matchers());
        json.writeFieldName("timeIntervals");
        json.writeRawValue(silence.timeIntervals());
        json.writeStringField("createdBy", silence.createdBy());
        json.writeStringField("comment", silence.comment());
        json.writeStringField("updatedAt", silence.updatedAt().toString());
        boolean active = made != null && made.stateAt(now) == Silence.State.ACTIVE;
        json.writeBooleanField("active", active);
        if (active) {
            json.writeStringField("silenceId", silence.silenceId());
        }
        json.writeEndObject();
    }

    private void save(Exchange exchange, String id, int status)
            throws IOException, HttpError, InterruptedException {
        Alertmanager alertmanager = alertmanager();
        RecurringSilence draft = draft(exchange, id);
        List<TimeInterval> _ = intervals(draft);
        String saved;
        try {
            saved = alertmanager.setRecurringSilence(draft);
        } catch (SilenceRefused e) {
            throw refused(e);
        }
        Json.answer(
                exchange,
                status,
                json -> {
                    json.writeStartObject();
                    json.writeStringField("id", saved);
                    json.writeEndObject();
                });
    }

    private void delete(Exchange exchange) throws HttpError, InterruptedException {
        try {
            alertmanager().deleteRecurringSilence(exchange.variable("id"));
        } catch (SilenceRefused e) {
            throw refused(e);
        }
        exchange.empty(204);
    }

    private static HttpError refused(SilenceRefused e) {
        return new HttpError(
                e.kind() == SilenceRefused.Kind.NOT_FOUND ? 404 : 400,
                String.valueOf(e.getMessage()));
    }

    /** What a silence would cover, were it active now. */
    private void preview(Exchange exchange) throws IOException, HttpError {
        Alertmanager alertmanager = alertmanager();
        RecurringSilence draft = draft(exchange, "");
        List<TimeInterval> intervals = intervals(draft);
        Instant now = clock.instant();
        List<AlertView> covered =
                alertmanager.alerts(
                        new AlertFilter(
                                true,
                                true,
                                true,
                                labels -> covers(draft.matchers(), labels),
                                receiver -> true));
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartObject();
                    json.writeBooleanField("active", TimeInterval.anyContains(intervals, now));
                    json.writeArrayFieldStart("alerts");
                    for (AlertView alert : covered) {
                        json.writeStartObject();
                        json.writeStringField("fingerprint", alert.fingerprint());
                        json.writeFieldName("labels");
                        Json.write(json, alert.alert().labels().toMap());
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                });
    }

    private static boolean covers(List<Matcher> matchers, Labels labels) {
        return matchers.stream().allMatch(matcher -> matcher.matches(labels));
    }

    private static RecurringSilence draft(Exchange exchange, String id)
            throws IOException, HttpError {
        JsonNode body = Json.object(exchange);
        List<Matcher> matchers = MatcherJson.read(body);
        JsonNode intervals = body.path("timeIntervals");
        if (!intervals.isArray() || intervals.isEmpty()) {
            String why = "must be a list of time intervals";
            throw HttpError.invalid(
                    "\"timeIntervals\" " + why,
                    List.of(new HttpError.Problem("/timeIntervals", why)));
        }
        return RecurringSilence.draft(
                id,
                matchers,
                intervals.toString(),
                exchange.caller().name(),
                body.path("comment").asText(""));
    }

    /** The intervals of a draft, read with the place of what is wrong. */
    private static List<TimeInterval> intervals(RecurringSilence draft) throws HttpError {
        try {
            return TimeInterval.parse(draft.timeIntervals());
        } catch (SettingsException e) {
            throw HttpError.invalid(
                    "\"timeIntervals\" are not valid: " + e.problems().get(0).message(),
                    e.problems().stream()
                            .map(problem ->
                                    new HttpError.Problem(
                                            problem.path()
                                                    .replaceFirst(
                                                            "^/time_intervals", "/timeIntervals"),
                                            problem.message()))
                            .toList());
        }
    }
}
