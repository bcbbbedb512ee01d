package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.sample.Histogram;
import io.gnomon.platform.promql.internal.ast.Span;
import io.gnomon.platform.promql.internal.histogram.HistogramSum;
import io.gnomon.platform.promql.internal.run.Mean;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.Remarks;

import org.jspecify.annotations.Nullable;

/**
 * sum and avg of floats, compensated, and of histograms; of both together there is none. A mean is
 * the sum divided by the count; only a step whose sum overflows gets an incremental mean.
 */
final class SumAccumulators extends Accumulators {
    private final double[] compensations;
    private final Remarks remarks;
    private final Span where;
    private final boolean mean;
    private @Nullable HistogramSum @Nullable [] histograms;
    private @Nullable Mean @Nullable [] overflowing;

    SumAccumulators(int steps, Remarks remarks, Span where, boolean mean) {
        super(steps);
        this.compensations = new double[steps];
        this.remarks = remarks;
        this.where = where;
        this.mean = mean;
    }

    @Override
    void add(int step, double value) {
        if (histograms != null && isIncompatible(step)) {
            return;
        }
        double sum = values[step];
        double next = sum + value;
        if (mean && (overflowing != null || Double.isInfinite(next))) {
            addToMean(step, value);
            return;
        }
        if (counts[step]++ == 0) {
            values[step] = value;
            return;
        }
        if (Double.isInfinite(next)) {
            compensations[step] = 0;
        } else if (Math.abs(sum) >= Math.abs(value)) {
            compensations[step] += (sum - next) + value;
        } else {
            compensations[step] += (value - next) + sum;
        }
        values[step] = next;
    }

    /** The common case: a series of floats into sums of floats. */
    @Override
    void addFloats(Points points) {
        if (mean || histograms != null) {
            super.addFloats(points);
            return;
        }
        boolean[] present = points.present;
        double[] from = points.values;
        for (int step = 0; step < present.length; step++) {
            if (present[step]) {
                double sum = values[step];
                double value = from[step];
                double next = sum + value;
                boolean larger = Math.abs(sum) >= Math.abs(value);
                double lost = larger ? (sum - next) + value : (value - next) + sum;
                compensations[step] = Double.isInfinite(next) ? 0 : compensations[step] + lost;
                values[step] = counts[step]++ == 0 ? value : next;
            }
        }
    }

    @Override
    void merge(Accumulators other) {
        SumAccumulators more = (SumAccumulators) other;
        for (int step = 0; step < counts.length; step++) {
            double count = more.counts[step];
            if (count == 0 || (histograms != null && isIncompatible(step))) {
                continue;
            }
            double next = values[step] + more.values[step];
            if (mean && (overflowing != null || Double.isInfinite(next))) {
                overflowing(step).addAll(more.values[step] + more.compensations[step], count);
                counts[step] += count;
            } else {
                add(step, more.values[step]);
                counts[step] += count - 1;
                compensations[step] += more.compensations[step];
            }
        }
    }

    private boolean isIncompatible(int step) {
        @Nullable HistogramSum[] sums = histograms;
        HistogramSum sum = sums == null ? null : sums[step];
        return sum != null && sum.isIncompatible();
    }

    private void addToMean(int step, double value) {
        overflowing(step).add(value);
        counts[step]++;
    }

    private Mean overflowing(int step) {
        @Nullable Mean[] means = overflowing;
        if (means == null) {
            means = new @Nullable Mean[values.length];
            overflowing = means;
        }
        Mean at = means[step];
        if (at == null) {
            at = new Mean();
            at.resume(values[step], compensations[step], counts[step]);
            means[step] = at;
        }
        return at;
    }

    @Override
    void add(int step, Histogram histogram, String metric) {
        @Nullable HistogramSum[] sums = histograms;
        if (sums == null) {
            sums = new @Nullable HistogramSum[values.length];
            histograms = sums;
        }
        HistogramSum sum = sums[step];
        if (sum == null) {
            sum = new HistogramSum(remarks, where, mean);
            sums[step] = sum;
        }
        sum.add(histogram, metric);
    }

    @Override
    void emit(Points into) {
        for (int step = 0; step < values.length; step++) {
            @Nullable HistogramSum[] sums = histograms;
            HistogramSum sum = sums == null ? null : sums[step];
            if (sum == null) {
                if (counts[step] > 0) {
                    into.set(step, result(step));
                }
            } else if (counts[step] > 0) {
                remarks.warn("encountered a mix of histograms and floats for aggregation", where);
            } else {
                Histogram result = sum.result();
                if (result != null) {
                    into.set(step, result);
                }
            }
        }
    }

    @Override
    double result(int step) {
        @Nullable Mean[] means = overflowing;
        Mean at = means == null ? null : means[step];
        if (at != null) {
            return at.value();
        }
        double n = mean ? counts[step] : 1;
        return values[step] / n + compensations[step] / n;
    }
}
