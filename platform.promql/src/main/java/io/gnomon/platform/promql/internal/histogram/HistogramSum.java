package io.gnomon.platform.promql.internal.histogram;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.platform.promql.internal.ast.Span;
import io.gnomon.platform.promql.internal.run.Remarks;

import org.jspecify.annotations.Nullable;

/** Sum or mean of native histograms, with the remarks that go with it. */
public final class HistogramSum {
    private final Remarks remarks;
    private final Span where;
    private final String quotedName;
    private final boolean mean;

    private @Nullable Histogram sum;
    private double count;
    private boolean incremental;
    private boolean incompatible;
    private boolean resetSeen;
    private boolean noResetSeen;
    private boolean reconciled;

    public HistogramSum(Remarks remarks, Span where, String quotedName, boolean mean) {
        this.remarks = remarks;
        this.where = where;
        this.quotedName = quotedName;
        this.mean = mean;
    }

    public void add(Histogram h) {
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
                if (!mean || Double.isFinite(next.sum()) || !Double.isFinite(before.sum())) {
                    sum = next;
                    return;
                }
                // The sum would overflow, the mean does not.
                incremental = true;
                before = HistogramMath.divide(before, count - 1);
            }
            sum =
                    add(
                            HistogramMath.scale(before, (count - 1) / count),
                            HistogramMath.divide(h, count));
        } catch (IncompatibleHistograms e) {
            incompatible = true;
            remarks.warn(
                    "vector contains a mix of histograms with exponential and custom buckets"
                            + " schemas for metric name "
                            + quotedName,
                    where);
        }
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
        return HistogramMath.compact(
                mean && !incremental ? HistogramMath.divide(total, count) : total);
    }
}
