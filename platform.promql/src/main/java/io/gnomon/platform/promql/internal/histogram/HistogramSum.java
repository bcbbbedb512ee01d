package io.gnomon.platform.promql.internal.histogram;

import io.gnomon.model.labels.LabelNames;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.platform.promql.internal.ast.Span;
import io.gnomon.platform.promql.internal.run.Remarks;

import org.jspecify.annotations.Nullable;

/** Sum or mean of native histograms, with the remarks that go with it. */
public final class HistogramSum {
    private final Remarks remarks;
    private final Span where;
    private final boolean mean;

    private @Nullable Histogram sum;

    /** What the additions lost so far. */
    private @Nullable Histogram compensation;

    private double count;
    private boolean incremental;
    private boolean incompatible;
    private boolean resetSeen;
    private boolean noResetSeen;
    private boolean reconciled;

    public HistogramSum(Remarks remarks, Span where, boolean mean) {
        this.remarks = remarks;
        this.where = where;
        this.mean = mean;
    }

    /** Whether histograms came that do not fit together; nothing counts after them. */
    public boolean isIncompatible() {
        return incompatible;
    }

    /**
     * Adds one.
     *
     * @param metric its metric, for a message
     */
    public void add(Histogram h, String metric) {
        if (incompatible) {
            return;
        }
        resetSeen |= h.resetHint() == ResetHint.RESET;
        noResetSeen |= h.resetHint() == ResetHint.NO_RESET;
        count++;
        Histogram before = sum;
        if (before == null) {
            sum = h;
            return;
        }
        try {
            if (!incremental) {
                Histogram next = add(before, h);
                if (!mean || HistogramMath.isFinite(next) || !HistogramMath.isFinite(before)) {
                    compensate(before, h);
                    sum = next;
                    return;
                }
                // The sum would overflow, the mean does not.
                incremental = true;
                before = HistogramMath.divide(before, count - 1);
                scaleCompensation(1 / (count - 1));
            }
            double q = (count - 1) / count;
            Histogram share = HistogramMath.divide(h, count);
            before = HistogramMath.scale(before, q);
            scaleCompensation(q);
            compensate(before, share);
            sum = add(before, share);
        } catch (IncompatibleHistograms e) {
            incompatible = true;
            remarks.warn(
                    "vector contains a mix of histograms with exponential and custom buckets"
                            + " schemas for metric name "
                            + LabelNames.quoted(metric),
                    where);
        }
    }

    private void compensate(Histogram a, Histogram b) throws IncompatibleHistograms {
        Histogram lost = HistogramMath.lost(a, b);
        Histogram before = compensation;
        compensation = before == null ? lost : HistogramMath.add(before, lost).histogram();
    }

    private void scaleCompensation(double factor) {
        Histogram before = compensation;
        compensation = before == null ? null : HistogramMath.scale(before, factor);
    }

    private Histogram add(Histogram a, Histogram b) throws IncompatibleHistograms {
        HistogramMath.Sum result = HistogramMath.add(a, b);
        reconciled |= result.boundsReconciled();
        return result.histogram();
    }

    /** Null when there was none, or when they do not fit together. */
    public @Nullable Histogram result() {
        if (reconciled) {
            remarks.info("mismatched custom buckets were reconciled during aggregation", where);
        }
        Histogram total = sum;
        if (incompatible || total == null) {
            return null;
        }
        if (resetSeen && noResetSeen) {
            remarks.warn("conflicting counter resets during histogram aggregation", where);
        }
        ResetHint hint = total.resetHint();
        Histogram rest = compensation;
        if (mean && !incremental) {
            total = HistogramMath.divide(total, count);
            scaleCompensation(1 / count);
            rest = compensation;
        }
        return HistogramMath.compact(rest == null ? total : plus(total, rest).withHint(hint));
    }

    private static Histogram plus(Histogram total, Histogram rest) {
        try {
            return HistogramMath.add(total, rest).histogram();
        } catch (IncompatibleHistograms e) {
            throw new IllegalStateException("compensation of another layout than its sum", e);
        }
    }
}
