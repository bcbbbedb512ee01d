package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.text.GoNumbers;
import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.histogram.NativeEstimates;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** count_values: a series for each value that occurs, with the number of series that have it. */
public final class CountValues implements Operator.Vectors {
    /** What the labels of a series of the answer take. */
    private static final long ROW_BYTES = 400;

    private final QueryContext context;
    private final Vectors input;
    private final Expr.Aggregate expr;
    private final String label;
    private final List<String> grouping;
    private final int steps;
    private List<Points> rows = List.of();

    public CountValues(
            QueryContext context, Vectors input, Expr.Aggregate expr, String label, int steps) {
        this.context = context;
        this.input = input;
        this.expr = expr;
        this.label = label;
        this.steps = steps;
        this.grouping = new ArrayList<>(expr.grouping());
        if (!expr.without()) {
            grouping.add(label);
        }
    }

    @Override
    public List<Head> heads() throws QueryException {
        Map<Labels, Points> found = new LinkedHashMap<>();
        Points points = context.points(steps, "count_values");
        List<Head> heads = input.heads();
        Lane lane = input.lane();
        for (int i = 0; i < heads.size(); i++) {
            Head head = heads.get(i);
            lane.read(i, points);
            for (int step = 0; step < steps; step++) {
                if (points.present[step]) {
                    Labels labels = head.labels().with(label, text(points, step));
                    Labels key = Grouping.key(labels, grouping, expr.without());
                    Points row = found.get(key);
                    if (row == null) {
                        context.budget().reserve(ROW_BYTES, "count_values");
                        row = context.points(steps, "count_values");
                        found.put(key, row);
                    }
                    double before = row.present[step] ? row.values[step] : 0;
                    row.set(step, before + 1);
                }
            }
        }
        rows = new ArrayList<>(found.values());
        return found.keySet().stream().map(Head::new).toList();
    }

    private static String text(Points points, int step) {
        Histogram histogram = points.histogram(step);
        return histogram == null
                ? GoNumbers.plain(points.values[step])
                : NativeEstimates.text(histogram);
    }

    @Override
    public Lane lane() {
        return (series, into) -> into.copyFrom(rows.get(series));
    }

    @Override
    public String describe() {
        return "count_values into " + label;
    }

    @Override
    public List<Operator> inputs() {
        return List.of(input);
    }
}
