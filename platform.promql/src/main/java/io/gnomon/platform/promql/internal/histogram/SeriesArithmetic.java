package io.gnomon.platform.promql.internal.histogram;

import io.gnomon.model.sample.Histogram;
import io.gnomon.platform.promql.internal.ast.Span;
import io.gnomon.platform.promql.internal.run.Remarks;

/**
 * Arithmetic between the histograms of one series over time. The query is told once where custom
 * bounds had to be brought together; what the samples say about resets is for the caller.
 */
public final class SeriesArithmetic {
    private final Remarks remarks;
    private final Span where;
    private final String quotedName;

    /**
     * @param quotedName the metric, for messages
     */
    public SeriesArithmetic(Remarks remarks, Span where, String quotedName) {
        this.remarks = remarks;
        this.where = where;
        this.quotedName = quotedName;
    }

    public Histogram add(Histogram a, Histogram b) throws IncompatibleHistograms {
        return told(HistogramMath.add(a, b), "addition");
    }

    public Histogram subtract(Histogram a, Histogram b) throws IncompatibleHistograms {
        return told(HistogramMath.subtract(a, b), "subtraction");
    }

    private Histogram told(HistogramMath.Sum sum, String operation) {
        if (sum.boundsReconciled()) {
            remarks.info("mismatched custom buckets were reconciled during " + operation, where);
        }
        return sum.histogram();
    }

    /**
     * The histogram on the straight line between two samples. A counter that was reset between them
     * rises from zero.
     */
    public Histogram between(
            Histogram before,
            long beforeMillis,
            Histogram after,
            long afterMillis,
            long timeMillis,
            boolean counter)
            throws IncompatibleHistograms {
        if (timeMillis == beforeMillis) {
            return before;
        }
        if (timeMillis == afterMillis) {
            return after;
        }
        if (HistogramMath.isCustom(before) != HistogramMath.isCustom(after)) {
            throw new IncompatibleHistograms();
        }
        double fraction = (double) (timeMillis - beforeMillis) / (afterMillis - beforeMillis);
        if (counter && HistogramMath.isReset(after, before)) {
            return HistogramMath.scale(after, fraction);
        }
        return add(HistogramMath.scale(subtract(after, before), fraction), before);
    }

    /** Says that exponential and custom buckets do not mix, and that there is no value for it. */
    public void warnOfSchemas() {
        remarks.warn(
                "vector contains a mix of histograms with exponential and custom buckets"
                        + " schemas for metric name "
                        + quotedName,
                where);
    }

    public void warnNotCounter() {
        remarks.warn("this native histogram metric is not a counter: " + quotedName, where);
    }

    public void warnNotGauge() {
        remarks.warn("this native histogram metric is not a gauge: " + quotedName, where);
    }
}
