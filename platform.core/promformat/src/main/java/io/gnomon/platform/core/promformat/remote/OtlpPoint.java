package io.gnomon.platform.core.promformat.remote;

import io.gnomon.model.sample.Exemplar;

import java.util.ArrayList;
import java.util.List;

/**
 * A data point of any kind; which fields mean something depends on {@link OtlpMetric#kind}. Public
 * fields because it is a row, not a thing. Reused by the reader that fills it.
 */
public final class OtlpPoint {
    /** Flag of a point that says that there is no value (any more). */
    private static final long NO_RECORDED_VALUE = 1;

    public final OtlpAttributes attributes = new OtlpAttributes();
    public final List<Exemplar> exemplars = new ArrayList<>();

    /** Milliseconds; 0 for an unknown start. */
    public long startTimeMillis;

    public long timeMillis;
    public double value;
    public double count;
    public boolean hasSum;
    public double sum;

    /** Of a histogram: bounds, and counts of one more bucket, not cumulative. */
    public final DoubleList bounds = new DoubleList();

    public final DoubleList counts = new DoubleList();

    /** Of a summary: quantiles, and their values. */
    public final DoubleList quantiles = new DoubleList();

    public final DoubleList quantileValues = new DoubleList();

    /** Of an exponential histogram. */
    public int scale;

    public double zeroCount;
    public double zeroThreshold;
    public int positiveOffset;
    public final DoubleList positiveCounts = new DoubleList();
    public int negativeOffset;
    public final DoubleList negativeCounts = new DoubleList();

    long flags;

    /** Whether the point says that there is no value. */
    public boolean isStale() {
        return (flags & NO_RECORDED_VALUE) != 0;
    }

    void clear() {
        attributes.clear();
        exemplars.clear();
        startTimeMillis = 0;
        timeMillis = 0;
        value = 0;
        count = 0;
        hasSum = false;
        sum = 0;
        bounds.clear();
        counts.clear();
        quantiles.clear();
        quantileValues.clear();
        scale = 0;
        zeroCount = 0;
        zeroThreshold = 0;
        positiveOffset = 0;
        positiveCounts.clear();
        negativeOffset = 0;
        negativeCounts.clear();
        flags = 0;
    }
}
