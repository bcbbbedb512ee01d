package io.gnomon.platform.promql.internal.window;

import io.gnomon.model.labels.LabelNames;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.promql.internal.ast.Span;
import io.gnomon.platform.promql.internal.histogram.SeriesArithmetic;
import io.gnomon.platform.promql.internal.run.QueryContext;
import io.gnomon.platform.promql.internal.run.Windows;

import org.jspecify.annotations.Nullable;

import java.util.function.Supplier;

/**
 * One series for a {@link WindowFunction}.
 *
 * @param name its metric name, for remarks
 * @param rows which samples lie in which window
 * @param scalars the other arguments of the function, one value for each step
 * @param where the range vector in the query, for remarks
 */
public record WindowInput(
        QueryContext context,
        Supplier<String> name,
        SampleColumn samples,
        WindowRows rows,
        double[][] scalars,
        Span where) {
    public int steps() {
        return rows.from().length;
    }

    public Windows windows() {
        return rows.windows();
    }

    /** First row of each window. */
    public int[] from() {
        return rows.from();
    }

    /** Row after the last one of each window. */
    public int[] to() {
        return rows.to();
    }

    /** Ends the query if that is due; for functions that read each window as a whole. */
    void check(int step) throws QueryException {
        if ((step & 63) == 0 || to()[step] - from()[step] > 4096) {
            context.budget().check();
        }
    }

    Borders borders() {
        return rows.borders(samples.times);
    }

    public String metricName() {
        return name.get();
    }

    /** The histogram of a row that is known to hold one. */
    public Histogram histogram(int row) {
        Histogram h = samples.histogram(row);
        if (h == null) {
            throw new IllegalStateException("row " + row + " holds a float");
        }
        return h;
    }

    public SeriesArithmetic arithmetic() {
        return new SeriesArithmetic(context.remarks(), where, quotedName());
    }

    public boolean isHistogram(int row) {
        return samples.histogram(row) != null;
    }

    /** Start times by row, null where they are not known or do not count. */
    long @Nullable [] startTimes() {
        return context.settings().startTimestamps() ? samples.startTimes : null;
    }

    /** Number of histograms in a window. */
    public int histograms(int step) {
        if (samples.histograms == null) {
            return 0;
        }
        int n = 0;
        for (int row = from()[step]; row < to()[step]; row++) {
            n += isHistogram(row) ? 1 : 0;
        }
        return n;
    }

    public void warnOfMix() {
        context.remarks()
                .warn(
                        "encountered a mix of histograms and floats for metric name "
                                + quotedName(),
                        where);
    }

    String quotedName() {
        return LabelNames.quoted(metricName());
    }

    /** The same series without its histograms; says so where a window has both. */
    WindowInput withoutHistograms() {
        SampleColumn floats = new SampleColumn(samples.size);
        int[] before = new int[samples.size + 1];
        for (int row = 0; row < samples.size; row++) {
            before[row] = floats.size;
            if (!isHistogram(row)) {
                floats.add(samples.times[row], samples.values[row]);
            }
        }
        before[samples.size] = floats.size;
        int[] newFrom = new int[steps()];
        int[] newTo = new int[steps()];
        for (int step = 0; step < newFrom.length; step++) {
            newFrom[step] = before[from()[step]];
            newTo[step] = before[to()[step]];
            int kept = newTo[step] - newFrom[step];
            if (kept > 0 && kept < to()[step] - from()[step]) {
                context.remarks()
                        .info(
                                "ignored histograms in a range containing both floats and"
                                        + " histograms for metric name "
                                        + quotedName(),
                                where);
            }
        }
        WindowRows newRows = new WindowRows(windows(), newFrom, newTo);
        return new WindowInput(context, name, floats, newRows, scalars, where);
    }
}
