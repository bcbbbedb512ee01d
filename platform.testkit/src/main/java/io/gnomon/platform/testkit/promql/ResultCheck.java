package io.gnomon.platform.testkit.promql;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryResult;
import io.gnomon.model.query.QueryResult.Series;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.memory.notation.Point;
import io.gnomon.platform.memory.notation.SeriesLine;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares an answer with an expectation. */
final class ResultCheck {
    private final Expectation expectation;

    ResultCheck(Expectation expectation) {
        this.expectation = expectation;
    }

    void check(QueryResult result, long startMillis, long endMillis, long stepMillis) {
        messages(
                "warning", result.notes().warnings(), expectation.warnings, expectation.noWarnings);
        messages("info", result.notes().infos(), expectation.infos, expectation.noInfos);
        Expectation.Times matrix = expectation.matrix;
        switch (result) {
            case QueryResult.Text text -> same("string", expectation.string, text.value());
            case QueryResult.Scalar scalar -> {
                Double expected = expectation.scalar;
                if (expected == null || !Point.same(expected, scalar.value())) {
                    throw new AssertionError("is " + scalar.value() + ", expected " + expected);
                }
            }
            case QueryResult.Vector vector -> {
                Map<Labels, Map<Long, Point>> actual = points(vector.series());
                order(vector.series());
                series(actual, expected(startMillis, 1));
            }
            case QueryResult.Matrix m -> {
                sorted(m.series());
                Map<Labels, Map<Long, Point>> expected =
                        matrix == null
                                ? expected(startMillis, Math.max(1, stepMillis))
                                : expected(matrix.startMillis(), matrix.stepMillis());
                Double scalar = expectation.scalar;
                if (scalar != null) {
                    Map<Long, Point> row = new TreeMap<>();
                    for (long t = startMillis; t <= endMillis; t += stepMillis) {
                        row.put(t, Point.of(scalar));
                    }
                    expected.put(Labels.EMPTY, row);
                }
                series(points(m.series()), expected);
            }
        }
    }

    private static void messages(
            String level, List<String> actual, List<Expectation.Message> expected, boolean none) {
        if (none && !actual.isEmpty()) {
            throw new AssertionError("unexpected " + level + ": " + actual);
        }
        for (Expectation.Message message : expected) {
            if (actual.stream().noneMatch(message::matches)) {
                throw new AssertionError(
                        "no " + level + " matches " + message + " among " + actual);
            }
        }
        for (String text : expected.isEmpty() ? List.<String>of() : actual) {
            if (expected.stream().noneMatch(message -> message.matches(text))) {
                throw new AssertionError("unexpected " + level + ": " + text);
            }
        }
    }

    private static void same(String what, @Nullable Object expected, Object actual) {
        if (!actual.equals(expected)) {
            throw new AssertionError(what + " is " + actual + ", expected " + expected);
        }
    }

    private Map<Labels, Map<Long, Point>> expected(long start, long step) {
        Map<Labels, Map<Long, Point>> expected = new HashMap<>();
        for (SeriesLine line : expectation.series) {
            Map<Long, Point> points = new TreeMap<>();
            for (int i = 0; i < line.points().size(); i++) {
                if (line.points().get(i).present()) {
                    points.put(start + i * step, line.points().get(i));
                }
            }
            if (!points.isEmpty()) {
                expected.put(line.labels(), points);
            }
        }
        return expected;
    }

    private static Map<Labels, Map<Long, Point>> points(List<Series> series) {
        Map<Labels, Map<Long, Point>> points = new HashMap<>();
        for (Series one : series) {
            Map<Long, Point> row = new TreeMap<>();
            SampleColumn column = one.samples();
            for (int i = 0; i < column.size; i++) {
                row.put(
                        column.times[i],
                        new Point(true, column.values[i], column.histogram(i), false));
            }
            if (points.put(one.labels(), row) != null) {
                throw new AssertionError("two series with labels " + one.labels());
            }
        }
        return points;
    }

    private void order(List<Series> series) {
        if (expectation.ordered) {
            List<Labels> actual = series.stream().map(Series::labels).toList();
            List<Labels> expected = expectation.series.stream().map(SeriesLine::labels).toList();
            same("order", expected, actual);
        }
    }

    private static void sorted(List<Series> series) {
        for (int i = 1; i < series.size(); i++) {
            if (series.get(i - 1).labels().compareTo(series.get(i).labels()) >= 0) {
                throw new AssertionError("matrix is not sorted by labels");
            }
        }
    }

    private static void series(
            Map<Labels, Map<Long, Point>> actual, Map<Labels, Map<Long, Point>> expected) {
        List<String> problems = new ArrayList<>();
        expected.forEach((labels, points) -> {
            Map<Long, Point> row = actual.get(labels);
            if (row == null) {
                problems.add("missing " + labels + " " + points);
            } else if (!samePoints(points, row)) {
                problems.add(labels + " is " + row + ", expected " + points);
            }
        });
        actual.forEach((labels, points) -> {
            if (!expected.containsKey(labels)) {
                problems.add("unexpected " + labels + " " + points);
            }
        });
        if (!problems.isEmpty()) {
            throw new AssertionError(String.join("\n", problems));
        }
    }

    private static boolean samePoints(Map<Long, Point> expected, Map<Long, Point> actual) {
        return expected.keySet().equals(actual.keySet())
                && expected.entrySet().stream()
                        .allMatch(e -> e.getValue().same(at(actual, e.getKey())));
    }

    private static Point at(Map<Long, Point> points, Long time) {
        return points.getOrDefault(time, Point.NONE);
    }

    /**
     * Whether two instant queries have the same values; when they were evaluated does not count.
     */
    static void checkSame(QueryResult expected, QueryResult actual) {
        switch (expected) {
            case QueryResult.Scalar e -> {
                boolean equal =
                        actual instanceof QueryResult.Scalar a && Point.same(e.value(), a.value());
                if (!equal) {
                    throw new AssertionError("is " + actual + ", expected " + expected);
                }
            }
            case QueryResult.Text e ->
                    same(
                            "string",
                            e.value(),
                            actual instanceof QueryResult.Text a ? a.value() : "");
            case QueryResult.Vector e ->
                    series(
                            atZero(actual instanceof QueryResult.Vector a ? a.series() : List.of()),
                            atZero(e.series()));
            case QueryResult.Matrix e ->
                    series(
                            points(actual instanceof QueryResult.Matrix a ? a.series() : List.of()),
                            points(e.series()));
        }
    }

    private static Map<Labels, Map<Long, Point>> atZero(List<Series> series) {
        Map<Labels, Map<Long, Point>> points = points(series);
        points.replaceAll((labels, row) -> Map.of(0L, row.values().iterator().next()));
        return points;
    }

    /** Whether a range query has the values of an instant query at its time. */
    static void checkSameAt(long timeMillis, QueryResult instant, QueryResult range) {
        Map<Labels, Map<Long, Point>> expected = new HashMap<>();
        switch (instant) {
            case QueryResult.Scalar scalar ->
                    expected.put(
                            Labels.EMPTY,
                            new TreeMap<>(Map.of(timeMillis, Point.of(scalar.value()))));
            case QueryResult.Vector vector -> expected.putAll(points(vector.series()));
            default -> {
                return;
            }
        }
        if (!(range instanceof QueryResult.Matrix matrix)) {
            throw new AssertionError("a range query answers " + range);
        }
        Map<Labels, Map<Long, Point>> actual = points(matrix.series());
        actual.values().forEach(row -> row.keySet().retainAll(List.of(timeMillis)));
        actual.values().removeIf(Map::isEmpty);
        try {
            series(actual, expected);
        } catch (AssertionError e) {
            throw new AssertionError("as a range query: " + e.getMessage(), e);
        }
    }
}
