package io.gnomon.platform.core.rules.internal.testing;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryRequest.Origin;
import io.gnomon.model.query.QueryResult;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.text.Durations;
import io.gnomon.model.text.GoNumbers;
import io.gnomon.platform.core.config.rules.RuleFile;
import io.gnomon.platform.core.config.rules.RuleGroup;
import io.gnomon.platform.core.rules.RulesView;
import io.gnomon.platform.core.rules.internal.RoomTemplates;
import io.gnomon.platform.core.rules.internal.evaluation.GroupFigures;
import io.gnomon.platform.core.rules.internal.evaluation.LiveGroup;
import io.gnomon.platform.core.rules.internal.evaluation.RuleFailure;
import io.gnomon.platform.core.rules.internal.evaluation.RuleQueries;
import io.gnomon.platform.core.rules.internal.evaluation.Surroundings;
import io.gnomon.platform.core.rules.internal.evaluation.Surroundings.AlertTimes;
import io.gnomon.platform.core.rules.internal.testing.UnitTestFile.AlertTest;
import io.gnomon.platform.core.rules.internal.testing.UnitTestFile.ExpectedAlert;
import io.gnomon.platform.core.rules.internal.testing.UnitTestFile.TestGroup;
import io.gnomon.platform.memory.notation.NotedSeries;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * One run of a test group: the rules are evaluated as in the server, on a clock that jumps from
 * evaluation to evaluation; series have only the samples up to then.
 */
final class TestRun {
    private final TestGroup test;
    private final Duration step;
    private final Storage storage;
    private final QueryEngine engine;
    private final long startMillis;
    private final List<NotedSeries> series = new ArrayList<>();
    private final List<LiveGroup> groups = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final boolean diff;
    private int loaded;

    /**
     * A run that has not begun.
     *
     * @param order names of groups that are evaluated first, in this order
     * @throws IllegalArgumentException with a sentence when a series cannot be read
     */
    TestRun(
            TestGroup test,
            Duration step,
            List<RuleFile> files,
            List<String> order,
            Storage storage,
            QueryEngine engine,
            boolean diff) {
        this.diff = diff;
        this.test = test;
        this.step = step;
        this.storage = storage;
        this.engine = engine;
        this.startMillis = start(test.startTimestamp());
        test.inputSeries()
                .forEach(input -> series.add(NotedSeries.parse(input.series(), input.values())));
        Surroundings surroundings =
                new Surroundings(
                        () -> storage,
                        () -> engine,
                        new RoomTemplates(test::externalLabels, test.externalUrl()),
                        alerts -> {},
                        test.externalUrl(),
                        () -> Duration.ZERO,
                        AlertTimes.DEFAULT,
                        () -> Instant.ofEpochMilli(startMillis),
                        null);
        GroupFigures.Shared shared = new GroupFigures.Shared();
        for (RuleFile file : files) {
            for (RuleGroup group : file.groups()) {
                groups.add(
                        new LiveGroup(
                                file.file(),
                                group,
                                step,
                                surroundings,
                                new GroupFigures(shared),
                                false));
            }
        }
        groups.sort(Comparator.comparingInt(group -> Math.max(0, order.indexOf(group.name()))));
    }

    private static long start(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        try {
            return Math.round(Double.parseDouble(text) * 1000);
        } catch (NumberFormatException e) {
            return instant(text).toEpochMilli();
        }
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "start_timestamp: \"%s\" is no time: give seconds since 1970 or RFC 3339"
                            .formatted(text),
                    e);
        }
    }

    /** Problems that were found, each with its lines; none when all is as expected. */
    List<String> run(ExprCheck.Comparison comparison) throws StorageException {
        Map<Duration, List<AlertTest>> tests = new TreeMap<>();
        for (AlertTest one : test.alertRuleTest()) {
            if (one.alertname().isEmpty()) {
                return List.of(
                        "an item under alert_rule_test misses required attribute alertname at"
                                + " eval_time "
                                + text(one.evalTime())
                                + (test.name().isEmpty()
                                        ? ""
                                        : " (in TestGroup " + test.name() + ")"));
            }
            tests.computeIfAbsent(one.evalTime(), time -> new ArrayList<>()).add(one);
        }
        for (Duration at = Duration.ZERO; at.compareTo(test.end()) <= 0; at = at.plus(step)) {
            load(at);
            if (!evaluate(at)) {
                return problems;
            }
            Duration next = at.plus(step);
            Duration now = at;
            tests.forEach((time, due) -> {
                if (time.compareTo(now) >= 0 && time.compareTo(next) < 0) {
                    due.forEach(this::check);
                }
            });
        }
        load(Duration.ofDays(365_000));
        for (UnitTestFile.ExprTest expr : test.promqlExprTest()) {
            String problem =
                    new ExprCheck(expr, engine, startMillis + expr.evalTime().toMillis())
                            .problem(comparison);
            if (!problem.isEmpty()) {
                problems.add(problem);
            }
        }
        return problems;
    }

    private void load(Duration until) throws StorageException {
        long gap = test.interval().isZero() ? step.toMillis() : test.interval().toMillis();
        int end = (int) Math.min(Integer.MAX_VALUE - 1, until.toMillis() / gap + 1);
        try (AppendBatch batch = storage.batch("input", startMillis)) {
            for (NotedSeries one : series) {
                one.append(batch, loaded, end, startMillis, gap);
            }
            batch.commit(AppendBatch.Durability.VISIBLE);
        }
        loaded = end;
    }

    private boolean evaluate(Duration at) {
        boolean failed = false;
        for (LiveGroup group : groups) {
            group.evaluate(startMillis + at.toMillis());
            for (RulesView.Rule rule : group.view().rules()) {
                if (!rule.evaluation().error().isEmpty()) {
                    failed = true;
                    problems.add(
                            "    rule: %s, time: %s, err: %s"
                                    .formatted(
                                            rule.name(), elapsed(at), rule.evaluation().error()));
                }
            }
        }
        return !failed;
    }

    private void check(AlertTest expected) {
        List<ShownAlert> wanted = new ArrayList<>();
        for (ExpectedAlert alert : expected.expAlerts()) {
            Map<String, String> labels = new HashMap<>(alert.expLabels());
            labels.put("alertname", expected.alertname());
            wanted.add(new ShownAlert(Labels.of(labels), Labels.of(alert.expAnnotations())));
        }
        List<ShownAlert> found = new ArrayList<>();
        for (LiveGroup group : groups) {
            for (RulesView.Rule rule : group.view().rules()) {
                if (rule instanceof RulesView.Alerting alerting
                        && rule.name().equals(expected.alertname())) {
                    alerting.alerts().stream()
                            .filter(alert -> alert.state() == RulesView.State.FIRING)
                            .forEach(alert ->
                                    found.add(new ShownAlert(alert.labels(), alert.annotations())));
                }
            }
        }
        wanted.sort(ShownAlert.ORDER);
        found.sort(ShownAlert.ORDER);
        if (!wanted.equals(found)) {
            String where =
                    "    alertname: %s, time: %s, "
                            .formatted(expected.alertname(), text(expected.evalTime()));
            problems.add(
                    named(
                            diff
                                    ? where + "\n        diff: " + AlertDiff.of(wanted, found)
                                    : "%s\n        exp:%s, \n        got:%s"
                                            .formatted(
                                                    where,
                                                    ShownAlert.list(wanted),
                                                    ShownAlert.list(found))));
        }
    }

    private String named(String problem) {
        return test.name().isEmpty() ? problem : "    name: " + test.name() + ",\n" + problem;
    }

    /** All data up to the second behind the last test, as promtool shows them. */
    String dump() {
        long seconds = test.end().toSeconds() + 1;
        String head =
                "DEBUG: Dump of all data (input_series and rules) at %s:%n"
                        .formatted(elapsed(Duration.ofSeconds(seconds)));
        try {
            QueryResult result =
                    engine.query(
                            QueryRequest.instant(
                                    "{__name__=~\".+\"}[" + seconds + "s]",
                                    startMillis + seconds * 1000));
            return head + (result instanceof QueryResult.Matrix matrix ? rows(matrix) : "");
        } catch (QueryException e) {
            return "DEBUG: Failed query exec, err: " + e.getMessage();
        }
    }

    private static String rows(QueryResult.Matrix matrix) {
        StringJoiner rows = new StringJoiner("\n");
        for (QueryResult.Series one : matrix.series()) {
            rows.add(one.labels() + " =>");
            SampleColumn column = one.samples();
            for (int i = 0; i < column.size; i++) {
                Histogram histogram = column.histogram(i);
                rows.add(
                        (histogram == null ? GoNumbers.plain(column.values[i]) : histogram)
                                + " @["
                                + column.times[i]
                                + "]");
            }
        }
        return rows.toString();
    }

    /** A stretch of time as Go's {@code time.Duration} writes it. */
    private static String elapsed(Duration time) {
        if (time.toSeconds() == 0 && !time.isZero()) {
            return time.toMillis() + "ms";
        }
        long hours = time.toHours();
        long minutes = time.toMinutesPart();
        return (hours > 0 ? hours + "h" : "")
                + (hours > 0 || minutes > 0 ? minutes + "m" : "")
                + GoNumbers.plain(time.toMillis() % 60_000 / 1000.0)
                + "s";
    }

    static String text(Duration duration) {
        return Durations.format(duration.toMillis());
    }

    /** An instant query as rules ask it. */
    static List<RuleQueries.Sample> query(QueryEngine engine, String expr, long timeMillis)
            throws RuleFailure {
        return new RuleQueries(engine::query, Origin.UNKNOWN, () -> false).query(expr, timeMillis);
    }
}
