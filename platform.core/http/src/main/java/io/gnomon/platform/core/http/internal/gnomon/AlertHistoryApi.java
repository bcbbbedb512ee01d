package io.gnomon.platform.core.http.internal.gnomon;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.alerting.AlertEvent;
import io.gnomon.platform.core.alerting.AlertEvent.Kind;
import io.gnomon.platform.core.alerting.AlertEvent.Told;
import io.gnomon.platform.core.alerting.AlertHistory;
import io.gnomon.platform.core.alerting.AlertHistory.Page;
import io.gnomon.platform.core.alerting.AlertHistory.Question;
import io.gnomon.platform.core.config.alerting.MatcherSyntax;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.prometheus.Parameters;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What happened to alerts. */
public final class AlertHistoryApi {
    private static final int LIMIT_USUAL = 100;
    private static final int LIMIT_MAX = 1000;

    private final Rooms rooms;

    public AlertHistoryApi(Rooms rooms) {
        this.rooms = rooms;
    }

    public void addTo(Routes routes) {
        routes.group(Access.READ, ErrorStyle.GNOMON)
                .get(GnomonApi.ROOT + "/alerting/history", this::list);
    }

    private void list(Exchange exchange) throws IOException, HttpError {
        AlertHistory history = rooms.require(AlertHistory.class);
        long from = idAt(exchange, "from", 0);
        long before =
                Math.min(
                        idAt(exchange, "to", Long.MAX_VALUE),
                        Numbers.parameter(exchange, "before", Long.MAX_VALUE, Long.MAX_VALUE));
        int limit = (int) Numbers.parameter(exchange, "limit", LIMIT_USUAL, LIMIT_MAX);
        Page page = history.events(new Question(from, before, limit, wanted(exchange)));
        Json.answer(
                exchange,
                200,
                json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("events");
                    for (AlertEvent event : page.events()) {
                        write(json, event);
                    }
                    json.writeEndArray();
                    if (page.next() > 0) {
                        json.writeStringField("next", Long.toString(page.next()));
                    }
                    json.writeEndObject();
                });
    }

    /** Id of the first event at a time. */
    private static long idAt(Exchange exchange, String name, long absent)
            throws IOException, HttpError {
        String text = exchange.parameter(name);
        return text.isEmpty()
                ? absent
                : AlertEvent.firstId(Instant.ofEpochMilli(Parameters.parseTime(name, text)));
    }

    private static Predicate<AlertEvent> wanted(Exchange exchange) throws IOException, HttpError {
        Set<Kind> kinds = kinds(exchange);
        List<Matcher> matchers = matchers(exchange);
        String receiver = exchange.parameter("receiver");
        Long fingerprint = fingerprint(exchange);
        return event ->
                kinds.contains(event.kind())
                        && matchers.stream().allMatch(matcher -> matcher.matches(event.labels()))
                        && (receiver.isEmpty() || receiver.equals(event.receiver()))
                        && (fingerprint == null || event.fingerprints().contains(fingerprint));
    }

    private static Set<Kind> kinds(Exchange exchange) throws IOException, HttpError {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (String text : exchange.parameters("kind")) {
            kinds.add(
                    Arrays.stream(Kind.values())
                            .filter(kind -> text(kind).equals(text))
                            .findFirst()
                            .orElseThrow(() ->
                                    invalid(
                                            "kind",
                                            text,
                                            "give one of "
                                                    + Arrays.stream(Kind.values())
                                                            .map(AlertHistoryApi::text)
                                                            .collect(Collectors.joining(", ")))));
        }
        return kinds.isEmpty() ? EnumSet.allOf(Kind.class) : kinds;
    }

    private static List<Matcher> matchers(Exchange exchange) throws IOException, HttpError {
        List<Matcher> matchers = new ArrayList<>();
        for (String text : exchange.parameters("filter")) {
            try {
                matchers.addAll(MatcherSyntax.FALLBACK.parse(text));
            } catch (IllegalArgumentException e) {
                throw invalid("filter", text, String.valueOf(e.getMessage()));
            }
        }
        return matchers;
    }

    private static @Nullable Long fingerprint(Exchange exchange) throws IOException, HttpError {
        String text = exchange.parameter("fingerprint");
        if (text.isEmpty()) {
            return null;
        }
        try {
            return Long.parseUnsignedLong(text, 16);
        } catch (NumberFormatException e) {
            throw invalid("fingerprint", text, "give 16 hexadecimal digits");
        }
    }

    private static HttpError invalid(String parameter, String value, String why) {
        return new HttpError(400, "%s=%s: %s".formatted(parameter, value, why));
    }

    private static String text(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static void write(JsonGenerator json, AlertEvent event) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", Long.toString(event.id()));
        json.writeStringField("at", event.at().toString());
        json.writeStringField("kind", text(event.kind()));
        Json.labels(json, "labels", event.labels());
        json.writeArrayFieldStart("fingerprints");
        for (long fingerprint : event.fingerprints()) {
            json.writeString(String.format("%016x", fingerprint));
        }
        json.writeEndArray();
        json.writeStringField("detail", event.detail());
        if (!event.receiver().isEmpty()) {
            json.writeStringField("receiver", event.receiver());
            json.writeStringField("groupKey", event.groupKey());
        }
        Told told = event.told();
        if (told != null) {
            json.writeStringField("channel", told.channel());
            json.writeNumberField("channelIndex", told.index());
            json.writeNumberField("firing", told.firing());
            json.writeNumberField("resolved", told.resolved());
            json.writeStringField("result", text(told.result()));
            json.writeStringField("problem", told.problem());
            json.writeNumberField("attempts", told.attempts());
            json.writeNumberField("seconds", told.took().toMillis() / 1000.0);
        }
        json.writeEndObject();
    }
}
