package io.gnomon.platform.promql.internal;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.PlanNode;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryResult;
import io.gnomon.model.query.QueryResult.Notes;
import io.gnomon.model.query.QueryResult.Series;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.promql.internal.exec.Head;
import io.gnomon.platform.promql.internal.exec.Operator;
import io.gnomon.platform.promql.internal.exec.PlanTree;
import io.gnomon.platform.promql.internal.exec.Read;
import io.gnomon.platform.promql.internal.exec.Scan;
import io.gnomon.platform.promql.internal.plan.Plan;
import io.gnomon.platform.promql.internal.run.Grid;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;
import io.gnomon.platform.promql.internal.run.Windows;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Runs the root of a plan and puts its series into the form that callers get. */
final class Answer {
    private final QueryContext context;
    private final QueryRequest request;
    private final Plan plan;
    private final Operator root;
    private final Grid grid;
    private final long began = System.nanoTime();

    Answer(QueryContext context, QueryRequest request, Plan plan) {
        this.context = context;
        this.request = request;
        this.plan = plan;
        this.root = plan.root();
        this.grid = context.grid();
    }

    QueryResult make() throws QueryException {
        context.budget().check();
        return switch (root) {
            case Operator.Scalars s -> scalar(s.values());
            case Operator.Vectors v -> vector(v);
            case Operator.Ranges r -> ranges(r);
        };
    }

    private QueryResult scalar(double[] values) throws QueryException {
        if (request.isInstant()) {
            return new QueryResult.Scalar(request.startMillis(), values[0], notes());
        }
        SampleColumn column = new SampleColumn(grid.count());
        for (int step = 0; step < values.length; step++) {
            column.add(grid.time(step), values[step]);
        }
        context.budget().hold(column.size);
        return new QueryResult.Matrix(List.of(new Series(Labels.EMPTY, column)), notes());
    }

    private QueryResult vector(Operator.Vectors vectors) throws QueryException {
        List<Head> heads = vectors.heads();
        @Nullable SampleColumn[] columns = new @Nullable SampleColumn[heads.size()];
        long[] times = times();
        Scan.each(
                context,
                vectors,
                heads.size(),
                grid.count(),
                "answer",
                (i, points) -> {
                    int size = points.size();
                    if (size > 0) {
                        columns[i] = column(points, size, times);
                    }
                });
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            SampleColumn column = columns[i];
            if (column != null) {
                series.add(new Series(heads.get(i).labels(), column));
            }
        }
        if (!request.isInstant()) {
            sort(series);
            return new QueryResult.Matrix(limited(series), notes());
        }
        return new QueryResult.Vector(limited(series), notes());
    }

    /** The times of all steps, which series with a value at each of them share. */
    private long[] times() throws QueryException {
        context.budget().reserve(8L * grid.count(), "answer");
        long[] times = new long[grid.count()];
        for (int step = 0; step < times.length; step++) {
            times[step] = grid.time(step);
        }
        return times;
    }

    private SampleColumn column(Points points, int size, long[] times) throws QueryException {
        long bytes = 64L + Points.bytes(points.histograms);
        boolean whole = size == times.length && points.histograms == null;
        context.budget().reserve(bytes + (whole ? 8L : 16L) * size, "answer");
        context.budget().hold(size);
        if (whole) {
            SampleColumn column = new SampleColumn(0);
            column.size = size;
            column.times = times;
            column.values = points.values.clone();
            return column;
        }
        SampleColumn column = new SampleColumn(size);
        for (int step = 0; step < grid.count(); step++) {
            if (points.present[step]) {
                Histogram histogram = points.histogram(step);
                if (histogram == null) {
                    column.add(grid.time(step), points.values[step]);
                } else {
                    column.add(grid.time(step), histogram);
                }
            }
        }
        return column;
    }

    private QueryResult ranges(Operator.Ranges ranges) throws QueryException {
        List<Series> series = new ArrayList<>();
        Windows windows = ranges.windows();
        int[] from = new int[1];
        int[] to = new int[1];
        List<Head> heads = ranges.heads();
        Operator.RangeLane lane = ranges.lane();
        for (int i = 0; i < heads.size(); i++) {
            SampleColumn column = lane.read(i);
            windows.find(column, from, to);
            if (from[0] < to[0]) {
                context.budget().reserve(64L + 16L * (to[0] - from[0]), "answer");
                context.budget().hold(to[0] - from[0]);
                series.add(new Series(heads.get(i).labels(), part(column, from[0], to[0])));
            }
        }
        sort(series);
        return new QueryResult.Matrix(limited(series), notes());
    }

    private static SampleColumn part(SampleColumn column, int from, int to) {
        SampleColumn part = new SampleColumn(to - from);
        for (int row = from; row < to; row++) {
            Histogram histogram = column.histogram(row);
            if (histogram == null) {
                part.add(column.times[row], column.values[row]);
            } else {
                part.add(column.times[row], histogram);
            }
        }
        return part;
    }

    private void sort(List<Series> series) {
        long began = System.nanoTime();
        series.sort(Comparator.comparing(Series::labels));
        context.tally().sortNanos = System.nanoTime() - began;
    }

    private List<Series> limited(List<Series> series) {
        int limit = request.limits().maxSeries();
        if (limit <= 0 || series.size() <= limit) {
            return List.copyOf(series);
        }
        context.remarks().warnOfStore("results truncated due to limit");
        return List.copyOf(series.subList(0, limit));
    }

    private Notes notes() throws QueryException {
        context.tally().evaluateNanos = System.nanoTime() - began;
        for (Read read : plan.reads()) {
            read.warnings().forEach(context.remarks()::warnOfStore);
        }
        boolean measured = request.insight() == QueryRequest.Insight.OPERATORS;
        PlanNode profile = measured ? PlanTree.of(root) : null;
        return new Notes(
                context.remarks().warnings(),
                context.remarks().infos(),
                context.budget().samplesRead(),
                context.budget().bytes(),
                context.tally().statistics(context.budget(), profile));
    }
}
