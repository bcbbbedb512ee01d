package io.gnomon.spi.datasource;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.frame.Field;
import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryResult;
import io.gnomon.model.query.QueryResult.Series;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.text.Utf8Order;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Frames of PromQL answers. As time series: one frame for each series, with the fields "Time" and
 * "Value" (which carries the labels); range answers of one query share the time column, on which
 * steps without a sample are missing. As a table: one frame with "Time", a text field for each
 * label name, and "Value".
 */
public final class PromQlFrames {
    private static final String TIME = "Time";
    private static final String VALUE = "Value";

    private final String refId;
    private final boolean table;

    /**
     * @param refId letter of the query
     * @param table one table instead of a frame for each series
     */
    public PromQlFrames(String refId, boolean table) {
        this.refId = refId;
        this.table = table;
    }

    /**
     * The frames of a panel's query: values over the time range, at its end, or both. Evaluations
     * over the range lie on multiples of the step, so that they do not wander when time goes on.
     *
     * @throws Exception as thrown by the evaluation
     */
    public static List<DataFrame> of(DataQuery<PromQlQuery> request, Evaluation evaluation)
            throws Exception {
        PromQlQuery query = request.query();
        PromQlFrames form = new PromQlFrames(request.refId(), query.isTable());
        List<DataFrame> frames = new ArrayList<>();
        if (query.isRange()) {
            long step = request.intervalMillis();
            long start = Math.floorDiv(request.fromMillis(), step) * step;
            long end = Math.floorDiv(request.toMillis(), step) * step;
            frames.addAll(form.range(evaluation.evaluate(start, end, step), start, end, step));
        }
        if (query.instant()) {
            long time = request.toMillis();
            frames.addAll(form.instant(evaluation.evaluate(time, time, 0)));
        }
        return frames;
    }

    /** Has the expression of a query evaluated. */
    @FunctionalInterface
    public interface Evaluation {
        /**
         * Evaluates.
         *
         * @param startMillis first evaluation
         * @param endMillis last possible evaluation
         * @param stepMillis distance of evaluations; 0 for an instant query at the start
         */
        QueryResult evaluate(long startMillis, long endMillis, long stepMillis) throws Exception;
    }

    /** Frames of an instant query's answer. */
    public List<DataFrame> instant(QueryResult result) {
        List<DataFrame.Notice> notices = notices(result);
        return switch (result) {
            case QueryResult.Scalar scalar ->
                    frames(List.of(number(scalar.timeMillis(), scalar.value())), notices);
            case QueryResult.Text text ->
                    List.of(
                            frame(
                                    DataFrame.Kind.TABLE,
                                    1,
                                    List.of(
                                            time(new long[] {text.timeMillis()}),
                                            texts(VALUE, new String[] {text.value()})),
                                    notices));
            case QueryResult.Vector vector -> frames(vector.series(), notices);
            case QueryResult.Matrix matrix -> frames(matrix.series(), notices);
        };
    }

    /**
     * Frames of a range query's answer.
     *
     * @param startMillis first evaluation
     * @param endMillis last possible evaluation
     * @param stepMillis distance of evaluations
     */
    public List<DataFrame> range(
            QueryResult result, long startMillis, long endMillis, long stepMillis) {
        if (table || !(result instanceof QueryResult.Matrix matrix)) {
            return instant(result);
        }
        int steps = (int) ((endMillis - startMillis) / stepMillis) + 1;
        long[] times = new long[steps];
        for (int i = 0; i < steps; i++) {
            times[i] = startMillis + i * stepMillis;
        }
        List<DataFrame.Notice> notices = notices(result);
        List<DataFrame> frames = new ArrayList<>(matrix.series().size());
        for (Series series : matrix.series()) {
            Field values = onGrid(series, startMillis, stepMillis, steps);
            frames.add(
                    frame(
                            DataFrame.Kind.TIME_SERIES,
                            steps,
                            List.of(time(times), values),
                            frames.isEmpty() ? notices : List.of()));
        }
        return frames.isEmpty() ? empty(notices) : frames;
    }

    private static Field onGrid(Series series, long startMillis, long stepMillis, int steps) {
        SampleColumn samples = series.samples();
        double[] values = new double[steps];
        boolean[] missing = new boolean[steps];
        Arrays.fill(missing, true);
        int present = 0;
        for (int row = 0; row < samples.size; row++) {
            int step = (int) ((samples.times[row] - startMillis) / stepMillis);
            if (step >= 0 && step < steps && samples.histogram(row) == null) {
                values[step] = samples.values[row];
                missing[step] = false;
                present++;
            }
        }
        return numbers(values, present == steps ? null : missing, series.labels());
    }

    private List<DataFrame> frames(List<Series> all, List<DataFrame.Notice> notices) {
        if (table) {
            return List.of(table(all, notices));
        }
        List<DataFrame> frames = new ArrayList<>(all.size());
        for (Series series : all) {
            SampleColumn samples = series.samples();
            frames.add(
                    frame(
                            DataFrame.Kind.TIME_SERIES,
                            samples.size,
                            List.of(
                                    time(Arrays.copyOf(samples.times, samples.size)),
                                    numbers(
                                            Arrays.copyOf(samples.values, samples.size),
                                            histogramRows(samples),
                                            series.labels())),
                            frames.isEmpty() ? notices : List.of()));
        }
        return frames.isEmpty() ? empty(notices) : frames;
    }

    private DataFrame table(List<Series> all, List<DataFrame.Notice> notices) {
        TreeSet<String> names = new TreeSet<>(Utf8Order.INSTANCE);
        int rows = 0;
        for (Series series : all) {
            names.addAll(series.labels().toMap().keySet());
            rows += series.samples().size;
        }
        long[] times = new long[rows];
        double[] values = new double[rows];
        boolean[] missing = new boolean[rows];
        Map<String, String[]> columns = new LinkedHashMap<>();
        names.forEach(name -> columns.put(name, new String[times.length]));
        int row = 0;
        boolean anyMissing = false;
        for (Series series : all) {
            SampleColumn samples = series.samples();
            for (int i = 0; i < samples.size; i++, row++) {
                times[row] = samples.times[i];
                values[row] = samples.values[i];
                missing[row] = samples.histogram(i) != null;
                anyMissing |= missing[row];
                for (Map.Entry<String, String[]> column : columns.entrySet()) {
                    column.getValue()[row] = series.labels().get(column.getKey());
                }
            }
        }
        List<Field> fields = new ArrayList<>();
        fields.add(time(times));
        columns.forEach((name, texts) -> fields.add(texts(name, texts)));
        fields.add(numbers(values, anyMissing ? missing : null, Labels.EMPTY));
        return frame(DataFrame.Kind.TABLE, rows, fields, notices);
    }

    private List<DataFrame> empty(List<DataFrame.Notice> notices) {
        return notices.isEmpty()
                ? List.of()
                : List.of(frame(DataFrame.Kind.TIME_SERIES, 0, List.of(), notices));
    }

    private DataFrame frame(
            DataFrame.Kind kind, int rows, List<Field> fields, List<DataFrame.Notice> notices) {
        return new DataFrame(refId, "", kind, rows, fields, notices);
    }

    private static Series number(long timeMillis, double value) {
        SampleColumn samples = new SampleColumn(1);
        samples.add(timeMillis, value);
        return new Series(Labels.EMPTY, samples);
    }

    private static boolean @Nullable [] histogramRows(SampleColumn samples) {
        if (samples.histograms == null) {
            return null;
        }
        boolean[] rows = new boolean[samples.size];
        for (int row = 0; row < samples.size; row++) {
            rows[row] = samples.histogram(row) != null;
        }
        return rows;
    }

    private static Field time(long[] values) {
        return new Field(TIME, new Field.Column.Time(values), Labels.EMPTY, Map.of());
    }

    private static Field numbers(double[] values, boolean @Nullable [] missing, Labels labels) {
        return new Field(VALUE, new Field.Column.Numbers(values, missing), labels, Map.of());
    }

    private static Field texts(String name, String[] values) {
        return new Field(name, new Field.Column.Texts(values), Labels.EMPTY, Map.of());
    }

    private static List<DataFrame.Notice> notices(QueryResult result) {
        List<DataFrame.Notice> notices = new ArrayList<>();
        result.notes()
                .warnings()
                .forEach(text ->
                        notices.add(new DataFrame.Notice(DataFrame.Severity.WARNING, text)));
        result.notes()
                .infos()
                .forEach(text -> notices.add(new DataFrame.Notice(DataFrame.Severity.INFO, text)));
        if (hasHistograms(result)) {
            notices.add(
                    new DataFrame.Notice(
                            DataFrame.Severity.WARNING,
                            "native histograms cannot be drawn, use histogram_quantile() or"
                                    + " histogram_count()"));
        }
        return List.copyOf(notices);
    }

    private static boolean hasHistograms(QueryResult result) {
        List<Series> all =
                switch (result) {
                    case QueryResult.Vector vector -> vector.series();
                    case QueryResult.Matrix matrix -> matrix.series();
                    case QueryResult.Scalar scalar -> List.of();
                    case QueryResult.Text text -> List.of();
                };
        return all.stream().anyMatch(series -> series.samples().histograms != null);
    }
}
