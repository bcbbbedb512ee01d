package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.query.QueryException;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.promql.internal.run.Grid;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;
import io.gnomon.platform.promql.internal.run.Windows;

import java.util.List;

/** The values of an instant vector on a grid of its own, as if they were raw samples. */
public final class SubqueryRanges implements Operator.Ranges {
    private final Vectors input;
    private final Grid grid;
    private final Windows windows;
    private final QueryContext context;

    /**
     * @param grid of the input; may have more times than the windows cover
     */
    public SubqueryRanges(QueryContext context, Vectors input, Grid grid, Windows windows) {
        this.context = context;
        this.input = input;
        this.grid = grid;
        this.windows = windows;
    }

    @Override
    public List<Head> heads() throws QueryException {
        return input.heads();
    }

    @Override
    public RangeLane lane() throws QueryException {
        Lane lane = input.lane();
        Points points = context.points(grid.count(), "subquery");
        SampleColumn column = new SampleColumn();
        return series -> {
            lane.read(series, points);
            fill(points, column);
            return column;
        };
    }

    @Override
    public boolean isShared() {
        return input.isShared();
    }

    private void fill(Points points, SampleColumn column) {
        column.clear();
        for (int step = 0; step < grid.count(); step++) {
            if (points.present[step]) {
                Histogram histogram = points.histogram(step);
                if (histogram == null) {
                    column.add(grid.time(step), points.values[step]);
                } else {
                    column.add(grid.time(step), withoutHint(histogram));
                }
            }
        }
    }

    /** What a hint says is about the sample before, which need not be in a subquery's answer. */
    private static Histogram withoutHint(Histogram h) {
        return h.resetHint() == ResetHint.RESET || h.resetHint() == ResetHint.NO_RESET
                ? h.withHint(ResetHint.UNKNOWN)
                : h;
    }

    @Override
    public Windows windows() {
        return windows;
    }

    @Override
    public String describe() {
        return "subquery of "
                + windows.rangeMillis()
                + " ms, every "
                + grid.stepMillis()
                + " ms, "
                + grid.count()
                + " steps";
    }

    @Override
    public List<Operator> inputs() {
        return List.of(input);
    }
}
