package io.gnomon.platform.core.alerting.internal.amtool;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.text.Durations;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Scalar;
import io.gnomon.spi.settings.SettingsNode.Sequence;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code silence add}, {@code update}, {@code expire} and {@code import}. */
final class SilenceChanges {
    private static final int NOT_FOUND = 404;

    /** What the server tells of a silence and does not take. */
    private static final List<String> OF_SERVER = List.of("status", "updatedAt");

    private final Arguments arguments;
    private final AlertmanagerClient client;
    private final PrintWriter out;
    private final PrintWriter err;

    SilenceChanges(
            Arguments arguments, AlertmanagerClient client, PrintWriter out, PrintWriter err) {
        this.arguments = arguments;
        this.client = client;
        this.out = out;
        this.err = err;
    }

    void add() throws AmtoolFailure {
        List<SettingsNode> matchers = new ArrayList<>();
        for (String text : arguments.matchers()) {
            matchers.add(matcher(arguments.syntax().parseOne(text)));
        }
        if (matchers.isEmpty()) {
            throw new AmtoolFailure("no matchers specified");
        }
        Instant start = arguments.isGiven("start") ? arguments.time("start") : Instant.now();
        Instant end =
                arguments.isGiven("end")
                        ? arguments.time("end")
                        : start.plus(duration(arguments.get("duration", "1h")));
        checkOrder(start, end);
        String comment = arguments.get("comment");
        if (comment.isEmpty() && arguments.get("require-comment", "true").equals("true")) {
            throw new AmtoolFailure("comment required by config");
        }
        Map<String, String> annotations =
                arguments.pairs(arguments.all("annotation"), "annotations");
        SettingsNode silence =
                Json.object(
                        Json.entry("matchers", Json.list(matchers)),
                        Json.entry("startsAt", Json.text(start.toString())),
                        Json.entry("endsAt", Json.text(end.toString())),
                        Json.entry(
                                "createdBy",
                                Json.text(
                                        arguments.get(
                                                "author", System.getProperty("user.name", "")))),
                        Json.entry("comment", Json.text(comment)));
        out.println(
                client.set(
                        annotations.isEmpty()
                                ? silence
                                : Json.with(
                                        silence,
                                        Json.entry("annotations", Json.texts(annotations)))));
    }

    private static SettingsNode matcher(Matcher matcher) {
        Matcher.Type type = matcher.type();
        return Json.object(
                Json.entry(
                        "isEqual",
                        Json.bool(type == Matcher.Type.EQUAL || type == Matcher.Type.REGEX)),
                Json.entry(
                        "isRegex",
                        Json.bool(type == Matcher.Type.REGEX || type == Matcher.Type.NOT_REGEX)),
                Json.entry("name", Json.text(matcher.name())),
                Json.entry("value", Json.text(matcher.value())));
    }

    private static Duration duration(String text) throws AmtoolFailure {
        long millis = Durations.parseMillis(text);
        if (millis == 0) {
            throw new AmtoolFailure("silence duration must be greater than 0");
        }
        return Duration.ofMillis(millis);
    }

    private static void checkOrder(Instant start, Instant end) throws AmtoolFailure {
        if (start.isAfter(end)) {
            throw new AmtoolFailure("silence cannot start after it ends");
        }
    }

    private List<String> ids() throws AmtoolFailure {
        if (arguments.rest().isEmpty()) {
            throw new AmtoolFailure("no silence IDs specified");
        }
        return arguments.rest();
    }

    void update(Output output) throws AmtoolFailure {
        List<SettingsNode> updated = new ArrayList<>();
        for (String id : ids()) {
            SettingsNode changed = changed(client.silence(id));
            String now = client.set(Json.without(changed, OF_SERVER));
            updated.add(Json.with(changed, Json.entry("id", Json.text(now))));
        }
        if (arguments.is("quiet")) {
            updated.forEach(silence -> out.println(Json.text(silence, "id")));
        } else {
            output.silences(updated);
        }
    }

    private SettingsNode changed(SettingsNode silence) throws AmtoolFailure {
        List<Entry> changes = new ArrayList<>();
        Instant start = Output.instant(silence, "startsAt");
        Instant end = Output.instant(silence, "endsAt");
        if (arguments.isGiven("start")) {
            start = arguments.time("start");
            changes.add(Json.entry("startsAt", Json.text(start.toString())));
        }
        if (arguments.isGiven("end") || arguments.isGiven("duration")) {
            end =
                    arguments.isGiven("end")
                            ? arguments.time("end")
                            : start.plus(duration(arguments.get("duration")));
            changes.add(Json.entry("endsAt", Json.text(end.toString())));
        }
        checkOrder(start, end);
        if (arguments.isGiven("comment")) {
            changes.add(Json.entry("comment", Json.text(arguments.get("comment"))));
        }
        return Json.with(silence, changes.toArray(new Entry[0]));
    }

    void expire() throws AmtoolFailure {
        for (String id : ids()) {
            client.expire(id);
        }
    }

    /** Adds what {@code silence query -o json} printed, from a file or the standard input. */
    void bring() throws AmtoolFailure, IOException {
        List<SettingsNode> silences = silences();
        int failed = 0;
        for (SettingsNode written : silences) {
            SettingsNode silence = Json.without(written, OF_SERVER);
            try {
                out.println(bring(silence));
            } catch (AmtoolFailure e) {
                failed++;
                err.println(
                        "Error adding silence id='%s': %s"
                                .formatted(Json.text(silence, "id"), e.getMessage()));
            }
        }
        if (failed > 0) {
            throw new AmtoolFailure(
                    "couldn't import " + failed + " out of " + silences.size() + " silences");
        }
    }

    /** A silence that the server does not know is made anew. */
    private String bring(SettingsNode silence) throws AmtoolFailure {
        SettingsNode anew = Json.without(silence, List.of("id"));
        if (arguments.is("force")) {
            return client.set(anew);
        }
        try {
            return client.set(silence);
        } catch (AmtoolFailure e) {
            if (e.status() == NOT_FOUND) {
                return client.set(anew);
            }
            throw e;
        }
    }

    private List<SettingsNode> silences() throws AmtoolFailure, IOException {
        String text =
                arguments.rest().isEmpty()
                        ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                        : Files.readString(Path.of(arguments.rest().getFirst()));
        try {
            SettingsNode root = ConfigFiles.binder().parseJson(text);
            if (root instanceof Sequence list
                    && list.items().stream().noneMatch(Scalar.class::isInstance)) {
                return list.items();
            }
            throw new AmtoolFailure("couldn't unmarshal input data: it is no list of silences");
        } catch (SettingsException e) {
            throw new AmtoolFailure(
                    "couldn't unmarshal input data, is it JSON?: " + e.getMessage());
        }
    }
}
