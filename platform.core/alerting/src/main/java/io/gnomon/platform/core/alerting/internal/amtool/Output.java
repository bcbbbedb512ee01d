package io.gnomon.platform.core.alerting.internal.amtool;

import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.config.alerting.MatcherSyntax;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Scalar;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** Prints what a server answered: simple, extended or as JSON. */
final class Output {
    private static final List<String> FORMS = List.of("simple", "extended", "json");

    private final String form;
    private final Times times;
    private final PrintWriter out;

    /**
     * Output as the flags ask for.
     *
     * @throws AmtoolFailure when there is no such form
     */
    Output(Arguments arguments, PrintWriter out) throws AmtoolFailure {
        form = arguments.get("output", "simple");
        if (!FORMS.contains(form)) {
            throw new AmtoolFailure(
                    "enum value must be one of %s, got '%s'"
                            .formatted(String.join(",", FORMS), form));
        }
        times = new Times(arguments);
        this.out = out;
    }

    void alerts(List<SettingsNode> alerts) throws AmtoolFailure {
        if (form.equals("json")) {
            out.println(Json.write(Json.list(alerts)));
            return;
        }
        boolean extended = form.equals("extended");
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                extended
                        ? List.of(
                                "Labels",
                                "Annotations",
                                "Starts At",
                                "Ends At",
                                "Generator URL",
                                "State")
                        : List.of("Alertname", "Starts At", "Summary", "State"));
        for (SettingsNode alert : sorted(alerts, "startsAt")) {
            String state = Json.text(Json.child(alert, "status"), "state");
            rows.add(
                    extended
                            ? List.of(
                                    pairs(Json.child(alert, "labels")),
                                    pairs(Json.child(alert, "annotations")),
                                    time(alert, "startsAt"),
                                    time(alert, "endsAt"),
                                    Json.text(alert, "generatorURL"),
                                    state)
                            : List.of(
                                    Json.text(Json.child(alert, "labels"), "alertname"),
                                    time(alert, "startsAt"),
                                    Json.text(Json.child(alert, "annotations"), "summary"),
                                    state));
        }
        Columns.print(out, rows, true);
    }

    void silences(List<SettingsNode> silences) throws AmtoolFailure {
        if (form.equals("json")) {
            out.println(Json.write(Json.list(silences)));
            return;
        }
        boolean extended = form.equals("extended");
        List<List<String>> rows = new ArrayList<>();
        rows.add(
                extended
                        ? List.of(
                                "ID",
                                "Matchers",
                                "Starts At",
                                "Ends At",
                                "Updated At",
                                "Created By",
                                "Comment")
                        : List.of("ID", "Matchers", "Ends At", "Created By", "Comment"));
        for (SettingsNode silence : sorted(silences, "endsAt")) {
            List<Matcher> matchers = matchers(silence);
            String id = Json.text(silence, "id");
            String author = Json.text(silence, "createdBy");
            String comment = Json.text(silence, "comment");
            rows.add(
                    extended
                            ? List.of(
                                    id,
                                    MatcherSyntax.format(matchers),
                                    time(silence, "startsAt"),
                                    time(silence, "endsAt"),
                                    time(silence, "updatedAt"),
                                    author,
                                    comment)
                            : List.of(
                                    id,
                                    matchers.stream()
                                            .map(MatcherSyntax::format)
                                            .collect(Collectors.joining(" ")),
                                    time(silence, "endsAt"),
                                    author,
                                    comment));
        }
        Columns.print(out, rows, true);
    }

    void config(SettingsNode status) {
        if (form.equals("json")) {
            out.println(Json.write(status));
            return;
        }
        out.println(Json.text(Json.child(status, "config"), "original"));
        if (form.equals("extended")) {
            SettingsNode version = Json.child(status, "versionInfo");
            for (String key :
                    List.of(
                            "buildUser",
                            "goVersion",
                            "revision",
                            "version",
                            "branch",
                            "buildDate")) {
                out.println(key + " " + Json.text(version, key));
            }
            out.println("uptime " + Json.text(status, "uptime"));
        }
    }

    void cluster(SettingsNode status) {
        SettingsNode cluster = Json.child(status, "cluster");
        if (form.equals("json")) {
            out.println(Json.write(cluster));
            return;
        }
        Columns.print(
                out,
                List.of(
                        List.of("Cluster Status:", Json.text(cluster, "status")),
                        List.of("Node Name:", Json.text(cluster, "name"))),
                false);
        if (form.equals("extended")) {
            out.println();
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("Address", "Name"));
            Json.items(Json.child(cluster, "peers")).stream()
                    .map(peer -> List.of(Json.text(peer, "address"), Json.text(peer, "name")))
                    .sorted(Comparator.comparing(List::getFirst))
                    .forEach(rows::add);
            Columns.print(out, rows, false);
        }
    }

    private static List<SettingsNode> sorted(List<SettingsNode> items, String key)
            throws AmtoolFailure {
        IdentityHashMap<SettingsNode, Instant> times = new IdentityHashMap<>();
        for (SettingsNode item : items) {
            times.put(item, instant(item, key));
        }
        return items.stream()
                .sorted(Comparator.comparing(item -> times.getOrDefault(item, Instant.EPOCH)))
                .toList();
    }

    private String time(SettingsNode node, String key) throws AmtoolFailure {
        return times.format(instant(node, key));
    }

    /** A time of an answer. */
    static Instant instant(SettingsNode node, String key) throws AmtoolFailure {
        try {
            return OffsetDateTime.parse(Json.text(node, key)).toInstant();
        } catch (DateTimeParseException e) {
            throw new AmtoolFailure("the server's answer has no " + key);
        }
    }

    private static String pairs(SettingsNode labels) {
        return Json.entries(labels).stream()
                .map(entry -> entry.key() + "=\"" + Json.text(labels, entry.key()) + '"')
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static List<Matcher> matchers(SettingsNode silence) {
        return Json.items(Json.child(silence, "matchers")).stream().map(Output::matcher).toList();
    }

    private static Matcher matcher(SettingsNode node) {
        boolean regex = Json.text(node, "isRegex").equals("true");
        // Servers before 0.22 do not say it.
        boolean equal =
                !(Json.child(node, "isEqual") instanceof Scalar scalar)
                        || scalar.text().equals("true");
        Matcher.Type type =
                regex
                        ? equal ? Matcher.Type.REGEX : Matcher.Type.NOT_REGEX
                        : equal ? Matcher.Type.EQUAL : Matcher.Type.NOT_EQUAL;
        return new Matcher(type, Json.text(node, "name"), Json.text(node, "value"));
    }
}
