package io.gnomon.platform.promql.internal.plan;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.labels.Regex;
import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.ast.Expr.Extension;
import io.gnomon.platform.promql.internal.ast.RawText;
import io.gnomon.platform.promql.internal.ast.Span;
import io.gnomon.platform.promql.internal.ast.ValueType;
import io.gnomon.platform.promql.internal.exec.Absent;
import io.gnomon.platform.promql.internal.exec.AsScalar;
import io.gnomon.platform.promql.internal.exec.AsVector;
import io.gnomon.platform.promql.internal.exec.Calculated;
import io.gnomon.platform.promql.internal.exec.Constant;
import io.gnomon.platform.promql.internal.exec.Distinct;
import io.gnomon.platform.promql.internal.exec.HistogramEstimate;
import io.gnomon.platform.promql.internal.exec.InfoJoin;
import io.gnomon.platform.promql.internal.exec.InstantSelector.Yield;
import io.gnomon.platform.promql.internal.exec.Mapped;
import io.gnomon.platform.promql.internal.exec.NoSeries;
import io.gnomon.platform.promql.internal.exec.Operator.Ranges;
import io.gnomon.platform.promql.internal.exec.Operator.Scalars;
import io.gnomon.platform.promql.internal.exec.Operator.Vectors;
import io.gnomon.platform.promql.internal.exec.Relabelled;
import io.gnomon.platform.promql.internal.exec.Sorted;
import io.gnomon.platform.promql.internal.exec.WindowCall;
import io.gnomon.platform.promql.internal.run.Grid;
import io.gnomon.platform.promql.internal.run.QueryContext;
import io.gnomon.platform.promql.internal.window.WindowFunction;
import io.gnomon.platform.promql.internal.window.WindowFunctions;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongToDoubleFunction;

/** Plans calls of functions. */
final class CallPlanner {
    private final Planner planner;
    private final QueryContext context;
    private final long stepMillis;

    CallPlanner(Planner planner, long stepMillis) {
        this.planner = planner;
        this.context = planner.context;
        this.stepMillis = stepMillis;
    }

    Scalars scalars(Expr.Call c, Grid grid) throws QueryException {
        long start = context.grid().startMillis();
        long end = context.grid().endMillis();
        return switch (c.function().name()) {
            case "time" -> time(grid, t -> t / 1000.0);
            case "pi" -> number(Math.PI, grid);
            case "start" -> number(start / 1000.0, grid);
            case "end" -> number(end / 1000.0, grid);
            case "range" -> number((end - start) / 1000.0, grid);
            case "step" -> number(stepMillis / 1000.0, grid);
            case "min_of" -> ofTwo(c, grid, Math::min);
            case "max_of" -> ofTwo(c, grid, Math::max);
            case "scalar" ->
                    new AsScalar(context, planner.vectors(c.args().getFirst(), grid), grid.count());
            default -> throw unknown(c);
        };
    }

    private Scalars number(double value, Grid grid) {
        return new Constant(context, value, grid.count());
    }

    /** The time of the step, made into a number from milliseconds. */
    private Scalars time(Grid grid, LongToDoubleFunction number) {
        return new Calculated(
                context,
                "time",
                grid.count(),
                List.of(),
                (step, of) -> number.applyAsDouble(grid.time(step)));
    }

    private Scalars ofTwo(Expr.Call c, Grid grid, DoubleBinaryOperator function)
            throws QueryException {
        return planner.calculated(
                c.function().name(),
                grid,
                List.of(
                        planner.scalars(c.args().get(0), grid),
                        planner.scalars(c.args().get(1), grid)),
                (step, of) -> function.applyAsDouble(of[0][step], of[1][step]));
    }

    private static QueryException unknown(Expr.Call c) {
        return QueryContext.failure(
                "function \"" + c.function().name() + "\" is not supported yet");
    }

    Vectors vectors(Expr.Call c, Grid grid) throws QueryException {
        String name = c.function().name();
        for (Expr arg : c.args()) {
            if (arg.type() == ValueType.MATRIX) {
                return window(c, grid);
            }
        }
        Mapped.Change change = Elementwise.find(name);
        if (change != null) {
            return mapped(c, grid, change);
        }
        return switch (name) {
            case "vector" -> new AsVector(planner.scalars(c.args().getFirst(), grid));
            case "timestamp" -> timestamp(c, grid);
            case "start_timestamp" -> startTimestamp(c, grid);
            case "absent" -> {
                Expr arg = unwrap(c.args().getFirst());
                yield new Absent(
                        context, planner.vectors(arg, grid, name), labels(arg), grid.count());
            }
            case "label_replace" -> labelReplace(c, grid);
            case "label_join" -> labelJoin(c, grid);
            case "sort", "sort_desc", "sort_by_label", "sort_by_label_desc" -> sorted(c, grid);
            case "histogram_quantile", "histogram_fraction", "histogram_quantiles" ->
                    estimate(c, grid);
            case "info" -> info(c, grid);
            default -> throw unknown(c);
        };
    }

    private Vectors window(Expr.Call c, Grid grid) throws QueryException {
        String name = c.function().name();
        List<Scalars> arguments = new ArrayList<>();
        Expr range = c.args().getFirst();
        for (Expr arg : c.args()) {
            if (arg.type() == ValueType.MATRIX) {
                range = unwrap(arg);
            } else {
                arguments.add(planner.scalars(arg, grid));
            }
        }
        Extension extension =
                range instanceof Expr.MatrixSelector m ? m.selector().extension() : Extension.NONE;
        WindowFunction function = WindowFunctions.find(name, extension);
        if (function == null) {
            throw extension == Extension.NONE
                    ? unknown(c)
                    : QueryContext.failure(
                            extension.text()
                                    + " modifier can only be used with: "
                                    + WindowFunctions.namesFor(extension)
                                    + " - not with "
                                    + name);
        }
        Ranges input = planner.ranges(range, grid, name);
        Vectors call = new WindowCall(context, name, function, input, arguments, place(c));
        if (name.equals("absent_over_time")) {
            return new Absent(context, planner.measured(call), labels(range), grid.count());
        }
        return function.keepsName() ? call : planner.distinct(call, grid);
    }

    /**
     * Where remarks about the arguments of a call point to: its first argument without parentheses.
     * Prometheus forgets where a subquery stood, so that is the beginning of the query.
     */
    private static Span place(Expr.Call c) {
        Expr first = unwrap(c.args().getFirst());
        return first instanceof Expr.Subquery ? new Span(0, first.span().end()) : first.span();
    }

    private Vectors mapped(Expr.Call c, Grid grid, Mapped.Change change) throws QueryException {
        String name = c.function().name();
        List<Scalars> arguments = new ArrayList<>();
        for (Expr arg : c.args().subList(Math.min(1, c.args().size()), c.args().size())) {
            arguments.add(planner.scalars(arg, grid));
        }
        // Date functions without an argument are about the time of the step.
        Vectors input =
                c.args().isEmpty()
                        ? new AsVector(time(grid, t -> Math.floorDiv(t, 1000L)))
                        : planner.vectors(c.args().getFirst(), grid, name);
        return planner.distinct(new Mapped(context, name, input, arguments, false, change), grid);
    }

    private Vectors timestamp(Expr.Call c, Grid grid) throws QueryException {
        if (unwrap(c.args().getFirst()) instanceof Expr.VectorSelector v
                && v.extension() == Extension.NONE) {
            return planner.distinct(planner.selector(v, grid, Yield.TIMES, "timestamp"), grid);
        }
        Mapped.Change times =
                (points, arguments) -> {
                    points.histograms = null;
                    for (int step = 0; step < points.steps(); step++) {
                        points.values[step] = grid.time(step) / 1000.0;
                    }
                };
        Vectors input = planner.vectors(c.args().getFirst(), grid);
        return planner.distinct(
                new Mapped(context, "timestamp", input, List.of(), false, times), grid);
    }

    /** Expressions have no start times, and neither has anything while the feature is off. */
    private Vectors startTimestamp(Expr.Call c, Grid grid) throws QueryException {
        return context.settings().startTimestamps()
                        && unwrap(c.args().getFirst()) instanceof Expr.VectorSelector v
                        && v.extension() == Extension.NONE
                ? planner.distinct(
                        planner.selector(v, grid, Yield.START_TIMES, "start_timestamp"), grid)
                : new NoSeries("start_timestamp");
    }

    private Vectors labelReplace(Expr.Call c, Grid grid) throws QueryException {
        String target = text(c.args().get(1));
        String replacement = text(c.args().get(2));
        String source = text(c.args().get(3));
        String pattern = text(c.args().get(4));
        Regex regex;
        try {
            regex = Regex.compile(pattern);
        } catch (IllegalArgumentException e) {
            throw QueryContext.failure("invalid regular expression in label_replace(): " + pattern);
        }
        checkLabel(target, "invalid destination label name in label_replace(): " + target);
        long groups = replacement.chars().filter(character -> character == '$').count();
        return relabelled(
                c,
                grid,
                target,
                labels -> {
                    String from = labels.get(source);
                    Relabelled.checkLength(
                            "label_replace", replacement.length() + groups * from.length());
                    String value = regex.expand(from, replacement);
                    return value == null ? null : RawText.readable(value);
                });
    }

    private Vectors labelJoin(Expr.Call c, Grid grid) throws QueryException {
        String target = text(c.args().get(1));
        String separator = RawText.readable(text(c.args().get(2)));
        List<String> sources = new ArrayList<>();
        for (Expr arg : c.args().subList(3, c.args().size())) {
            String source = text(arg);
            checkLabel(source, "invalid source label name in label_join(): " + source);
            sources.add(source);
        }
        checkLabel(target, "invalid destination label name in label_join(): " + target);
        return relabelled(
                c,
                grid,
                target,
                labels -> {
                    List<String> values = sources.stream().map(labels::get).toList();
                    long separators = (long) separator.length() * values.size();
                    Relabelled.checkLength(
                            "label_join",
                            separators + values.stream().mapToLong(String::length).sum());
                    return String.join(separator, values);
                });
    }

    private Vectors relabelled(Expr.Call c, Grid grid, String target, Relabelled.Change change)
            throws QueryException {
        Vectors input = planner.vectors(c.args().getFirst(), grid);
        Vectors relabelled = new Relabelled(context, c.function().name(), input, target, change);
        return new Distinct(context, planner.measured(relabelled), grid.count(), false);
    }

    private Vectors sorted(Expr.Call c, Grid grid) throws QueryException {
        String name = c.function().name();
        Vectors input = planner.vectors(c.args().getFirst(), grid);
        if (context.grid().count() > 1) {
            context.remarks()
                    .warn(
                            "sort is ineffective for range queries since results are always"
                                    + " ordered by labels",
                            c.span());
        }
        if (grid.count() != 1) {
            return input;
        }
        boolean descending = name.endsWith("_desc");
        if (!name.startsWith("sort_by")) {
            return Sorted.byValue(context, input, descending);
        }
        List<String> labels = new ArrayList<>();
        for (Expr arg : c.args().subList(1, c.args().size())) {
            labels.add(text(arg));
        }
        return Sorted.byLabels(context, input, labels, descending);
    }

    private Vectors estimate(Expr.Call c, Grid grid) throws QueryException {
        String name = c.function().name();
        List<Scalars> arguments = new ArrayList<>();
        List<Span> scalarSpans = new ArrayList<>();
        Expr vector = c.args().getFirst();
        String label = "";
        for (Expr arg : c.args()) {
            switch (arg.type()) {
                case SCALAR -> {
                    arguments.add(planner.scalars(arg, grid));
                    scalarSpans.add(unwrap(arg).span());
                }
                case STRING -> label = text(arg);
                default -> vector = arg;
            }
        }
        return planner.distinct(
                new HistogramEstimate(
                        context,
                        grid,
                        planner.vectors(vector, grid, name),
                        arguments,
                        label,
                        name.equals("histogram_fraction"),
                        new HistogramEstimate.Places(unwrap(vector).span(), scalarSpans)),
                grid);
    }

    private Vectors info(Expr.Call c, Grid grid) throws QueryException {
        Expr base = c.args().getFirst();
        List<Matcher> given = List.of();
        if (c.args().size() > 1 && c.args().get(1) instanceof Expr.VectorSelector selector) {
            given = selector.matchers();
        }
        List<Matcher> names = new ArrayList<>();
        List<Matcher> wanted = new ArrayList<>();
        for (Matcher m : given) {
            (m.name().equals(Labels.METRIC_NAME) ? names : wanted).add(m);
        }
        List<Matcher> matchers = new ArrayList<>(given);
        Matcher target = Matcher.equal(Labels.METRIC_NAME, "target_info");
        if (names.isEmpty()) {
            matchers.add(target);
        } else if (names.stream().noneMatch(InfoJoin::saysName)) {
            matchers.add(new Matcher(Matcher.Type.REGEX, Labels.METRIC_NAME, ".+_info"));
        }
        if (c.args().size() == 1) {
            names.add(target);
        }
        // Info series are looked at when the series are that they describe.
        Expr.VectorSelector selector =
                new Expr.VectorSelector(
                        "", List.copyOf(matchers), InfoTiming.of(base), Extension.NONE, c.span());
        return new InfoJoin(
                context,
                planner.vectors(base, grid),
                planner.selector(selector, grid, Yield.TIMES_OF_INFO, "info"),
                names,
                wanted,
                grid.count());
    }

    static Expr unwrap(Expr expr) {
        return expr instanceof Expr.Paren p ? unwrap(p.expr()) : expr;
    }

    static String text(Expr expr) {
        if (unwrap(expr) instanceof Expr.StringLiteral s) {
            return s.value();
        }
        throw new IllegalArgumentException("not a string: " + expr);
    }

    /** Any text but the empty one names a label. */
    static void checkLabel(String name, String message) throws QueryException {
        if (name.isEmpty() || !RawText.isValid(name)) {
            throw QueryContext.failure(RawText.escaped(message));
        }
    }

    /** What is known of the series that a selector looks for: labels with one certain value. */
    private static Labels labels(Expr expr) {
        List<Matcher> matchers =
                switch (expr) {
                    case Expr.VectorSelector v -> v.matchers();
                    case Expr.MatrixSelector m -> m.selector().matchers();
                    default -> List.of();
                };
        Labels.Builder labels = Labels.builder();
        Set<String> seen = new HashSet<>();
        for (Matcher m : matchers) {
            if (m.name().equals(Labels.METRIC_NAME)) {
                continue;
            }
            if (m.type() == Matcher.Type.EQUAL && seen.add(m.name())) {
                labels.set(m.name(), RawText.readable(m.value()));
            } else {
                labels.remove(m.name());
            }
        }
        return labels.build();
    }
}
