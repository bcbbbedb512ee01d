package io.gnomon.platform.core.http.internal.alertmanager;

import static io.gnomon.model.labels.LabelNames.quoted;

import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.alerting.SilenceRefused;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.routing.Caller;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Role;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** silences and silence. */
final class SilencesApi {
    private static final String BODY = "silence";
    private static final Pattern UUID =
            Pattern.compile("(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}");

    private final Rooms rooms;
    private final Clock clock;
    private final boolean open;

    /**
     * @param open whether everybody may silence, from wherever
     */
    SilencesApi(Rooms rooms, Clock clock, boolean open) {
        this.rooms = rooms;
        this.clock = clock;
        this.open = open;
    }

    void list(Exchange exchange) throws IOException, HttpError, Refusal {
        List<Matcher> filter = Asked.matchers(exchange, "filter");
        boolean active = Asked.is(exchange, "active");
        boolean pending = Asked.is(exchange, "pending");
        boolean expired = Asked.is(exchange, "expired");
        Instant now = clock.instant();
        List<Silence> silences =
                AlertmanagerApi.require(rooms).silences().stream()
                        .filter(silence -> silence.matchers().containsAll(filter))
                        .filter(silence ->
                                switch (silence.stateAt(now)) {
                                    case ACTIVE -> active;
                                    case PENDING -> pending;
                                    case EXPIRED -> expired;
                                })
                        .sorted(order(now))
                        .toList();
        AlertmanagerApi.answer(
                exchange,
                json -> {
                    json.writeStartArray();
                    for (Silence silence : silences) {
                        ShownJson.silence(json, silence, now);
                    }
                    json.writeEndArray();
                });
    }

    /** Active ones that end first, pending ones that start first, expired ones that ended last. */
    private static Comparator<Silence> order(Instant now) {
        return Comparator.comparing((Silence silence) -> silence.stateAt(now))
                .thenComparing(silence ->
                        switch (silence.stateAt(now)) {
                            case ACTIVE -> silence.endsAt().toEpochMilli();
                            case PENDING -> silence.startsAt().toEpochMilli();
                            case EXPIRED -> -silence.endsAt().toEpochMilli();
                        })
                .thenComparing(Silence::id);
    }

    void one(Exchange exchange) throws IOException, HttpError, Refusal {
        Silence silence = AlertmanagerApi.require(rooms).silence(id(exchange));
        if (silence == null) {
            throw Refusal.notFound();
        }
        Instant now = clock.instant();
        AlertmanagerApi.answer(exchange, json -> ShownJson.silence(json, silence, now));
    }

    void expire(Exchange exchange) throws HttpError, Refusal, InterruptedException {
        requireWriter(exchange);
        try {
            AlertmanagerApi.require(rooms).expireSilence(id(exchange));
        } catch (SilenceRefused e) {
            throw Refusal.notFound();
        }
        exchange.empty(200);
    }

    private static String id(Exchange exchange) throws Refusal {
        String id = exchange.variable("id");
        if (!UUID.matcher(id).matches()) {
            throw Refusal.framework(
                    422, 601, "silenceID in path must be of type uuid: " + quoted(id));
        }
        return id;
    }

    void post(Exchange exchange) throws IOException, HttpError, Refusal, InterruptedException {
        requireWriter(exchange);
        Silence draft = signed(draft(PostedJson.body(exchange, BODY)), exchange.caller());
        if (!draft.startsAt().isBefore(draft.endsAt())) {
            throw Refusal.text(400, "Failed to create silence: start time must be before end time");
        }
        if (draft.endsAt().isBefore(clock.instant())) {
            throw Refusal.text(400, "Failed to create silence: end time can't be in the past");
        }
        String id;
        try {
            id = AlertmanagerApi.require(rooms).setSilence(draft);
        } catch (SilenceRefused e) {
            throw Refusal.text(
                    e.kind() == SilenceRefused.Kind.NOT_FOUND ? 404 : 400,
                    String.valueOf(e.getMessage()));
        }
        AlertmanagerApi.answer(
                exchange,
                json -> {
                    json.writeStartObject();
                    json.writeStringField("silenceID", id);
                    json.writeEndObject();
                });
    }

    /**
     * Who is logged in in the page cannot sign as somebody else; programs say whom they act for.
     */
    private static Silence signed(Silence draft, Caller caller) {
        if (!caller.usesCookie()) {
            return draft;
        }
        return new Silence(
                draft.id(),
                draft.matchers(),
                draft.startsAt(),
                draft.endsAt(),
                draft.updatedAt(),
                caller.name(),
                draft.comment(),
                draft.annotations());
    }

    /**
     * Silences are open from this machine; others need a user or a token. Who comes through a proxy
     * on this machine that nobody has declared as trusted does not count as being here.
     */
    private void requireWriter(Exchange exchange) throws HttpError {
        boolean here =
                isLoopback(exchange.remoteAddress())
                        && exchange.header("X-Forwarded-For").isEmpty()
                        && exchange.header("Forwarded").isEmpty();
        if (!open && !here) {
            exchange.requireRole(Role.VIEWER);
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static Silence draft(JsonNode body) throws Refusal {
        if (!body.isObject()) {
            throw Refusal.body(
                    BODY,
                    "json: cannot unmarshal %s into Go value of type models.PostableSilence"
                            .formatted(PostedJson.kind(body)));
        }
        for (String name : List.of("comment", "createdBy", "endsAt", "matchers", "startsAt")) {
            if (PostedJson.isAbsent(body.path(name))) {
                throw Refusal.required(name);
            }
            if (name.equals("matchers")) {
                checkMatchers(body.path(name));
            }
        }
        Instant start = PostedJson.time(body, "startsAt", BODY);
        Instant end = PostedJson.time(body, "endsAt", BODY);
        return new Silence(
                PostedJson.text(body, "id", BODY),
                matchers(body.path("matchers")),
                start == null ? Instant.EPOCH : start,
                end == null ? Instant.EPOCH : end,
                Instant.EPOCH,
                PostedJson.text(body, "createdBy", BODY),
                PostedJson.text(body, "comment", BODY),
                annotations(body.path("annotations")));
    }

    private static Map<String, String> annotations(JsonNode node) throws Refusal {
        Map<String, String> annotations = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            annotations.put(entry.getKey(), PostedJson.text(node, entry.getKey(), BODY));
        }
        return annotations;
    }

    private static void checkMatchers(JsonNode matchers) throws Refusal {
        if (!matchers.isArray()) {
            throw PostedJson.wrongType(BODY, matchers, "matchers", "models.Matchers");
        }
        if (matchers.isEmpty()) {
            throw Refusal.framework(422, 612, "matchers in body should have at least 1 items");
        }
        for (int i = 0; i < matchers.size(); i++) {
            for (String name : List.of("isRegex", "name", "value")) {
                if (PostedJson.isAbsent(matchers.get(i).path(name))) {
                    throw Refusal.required("matchers." + i + "." + name);
                }
            }
        }
    }

    private static List<Matcher> matchers(JsonNode nodes) throws Refusal {
        List<Matcher> matchers = new ArrayList<>();
        for (JsonNode node : nodes) {
            boolean equal = !Boolean.FALSE.equals(PostedJson.truth(node, "isEqual", BODY));
            boolean regex = Boolean.TRUE.equals(PostedJson.truth(node, "isRegex", BODY));
            String value = PostedJson.text(node, "value", BODY);
            try {
                matchers.add(
                        new Matcher(
                                type(equal, regex), PostedJson.text(node, "name", BODY), value));
            } catch (IllegalArgumentException e) {
                throw Refusal.text(
                        400,
                        "invalid silence: invalid label matcher %d in set 0: invalid regular expression %s: %s"
                                .formatted(matchers.size(), quoted(value), e.getMessage()));
            }
        }
        return matchers;
    }

    private static Matcher.Type type(boolean equal, boolean regex) {
        if (regex) {
            return equal ? Matcher.Type.REGEX : Matcher.Type.NOT_REGEX;
        }
        return equal ? Matcher.Type.EQUAL : Matcher.Type.NOT_EQUAL;
    }
}
