package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.labels.LabelNames;
import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.promql.internal.ast.Span;
import io.gnomon.platform.promql.internal.run.Grid;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;
import io.gnomon.platform.promql.internal.run.Tally;
import io.gnomon.platform.promql.internal.window.WindowFunction;
import io.gnomon.platform.promql.internal.window.WindowInput;
import io.gnomon.platform.promql.internal.window.WindowRows;

import java.util.ArrayList;
import java.util.List;

/** A function over a range vector. */
public final class WindowCall implements Operator.Vectors {
    private static final List<String> COUNTER_SUFFIXES =
            List.of("_total", "_sum", "_count", "_bucket");

    private final QueryContext context;
    private final String name;
    private final WindowFunction function;
    private final Ranges input;
    private final List<Scalars> arguments;
    private final Span where;

    private List<Head> heads = List.of();
    private double[][] scalars = new double[0][];

    public WindowCall(
            QueryContext context,
            String name,
            WindowFunction function,
            Ranges input,
            List<Scalars> arguments,
            Span where) {
        this.context = context;
        this.name = name;
        this.function = function;
        this.input = input;
        this.arguments = arguments;
        this.where = where;
    }

    @Override
    public List<Head> heads() throws QueryException {
        scalars = new double[arguments.size()][];
        for (int i = 0; i < scalars.length; i++) {
            scalars[i] = arguments.get(i).values();
        }
        heads = input.heads();
        if (function.keepsName()) {
            return heads;
        }
        return Head.withoutNames(heads, context);
    }

    @Override
    public Lane lane() throws QueryException {
        RangeLane samples = input.lane();
        context.budget().reserve(WindowRows.bytes(input.windows().count()), name);
        WindowRows rows = new WindowRows(input.windows());
        return (series, into) -> {
            SampleColumn column = samples.read(series);
            into.clear();
            if (column.size > 0) {
                rows.find(column);
                count(rows);
                call(
                        series,
                        new WindowInput(
                                context,
                                () -> Head.metricName(heads, series),
                                column,
                                rows,
                                scalars,
                                where),
                        into);
            }
        };
    }

    private void call(int series, WindowInput window, Points into) throws QueryException {
        if (window.samples().histograms == null) {
            function.floats(window, into);
        } else {
            function.mixed(window, into);
        }
        if (name.equals("rate") || name.equals("increase")) {
            remarkUnlessCounter(series, into);
        }
    }

    @Override
    public boolean isShared() {
        return input.isShared();
    }

    private void count(WindowRows rows) {
        Tally tally = context.tally();
        Grid grid = input.windows().grid();
        if (!tally.wantsSteps()) {
            tally.found(grid, 0, rows.total());
            return;
        }
        for (int step = 0; step < grid.count(); step++) {
            tally.found(grid, step, rows.to()[step] - rows.from()[step]);
        }
    }

    private static boolean hasCounterSuffix(String metric) {
        for (String suffix : COUNTER_SUFFIXES) {
            if (metric.endsWith(suffix)) {
                return true;
            }
        }
        return false;
    }

    private void remarkUnlessCounter(int series, Points points) {
        String metric = Head.metricName(heads, series);
        boolean typed = context.settings().typeAndUnitLabels();
        boolean counter = !typed && hasCounterSuffix(metric);
        if (counter || metric.isEmpty() || !anyFloat(points)) {
            return;
        }
        String quoted = LabelNames.quoted(metric);
        if (!typed) {
            context.remarks()
                    .info(
                            "metric might not be a counter, name does not end in"
                                    + " _total/_sum/_count/_bucket: "
                                    + quoted,
                            where);
            return;
        }
        String type = heads.get(series).labels().get(Labels.METRIC_TYPE);
        if (!type.equals("counter") && !type.equals("histogram")) {
            context.remarks()
                    .info(
                            "metric might not be a counter, __type__ label is not set to"
                                    + " \"counter\" or \"histogram\", got \""
                                    + type
                                    + "\": "
                                    + quoted,
                            where);
        }
    }

    private static boolean anyFloat(Points points) {
        for (int step = 0; step < points.steps(); step++) {
            if (points.hasFloat(step)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String describe() {
        return name;
    }

    @Override
    public List<Operator> inputs() {
        List<Operator> inputs = new ArrayList<>(arguments);
        inputs.addFirst(input);
        return inputs;
    }
}
