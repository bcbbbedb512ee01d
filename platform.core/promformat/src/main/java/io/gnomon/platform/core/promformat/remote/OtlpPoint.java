package io.gnomon.platform.core.promformat.remote;

import io.gnomon.model.labels.Labels;
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

    /** Of the labels of an exemplar, in characters (OpenMetrics 1.0, exemplars). */
    private static final int EXEMPLAR_CHARACTERS = 128;

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

    private long flags;

    /** Whether the point says that there is no value. */
    public boolean isStale() {
        return (flags & NO_RECORDED_VALUE) != 0;
    }

    public void flags(long all) {
        flags = all;
    }

    /**
     * Labels of an exemplar; the filtered attributes are left out when the labels would be too long
     * with them.
     *
     * @param trace in hexadecimal, empty for none
     * @param span as trace
     */
    public static Labels exemplarLabels(String trace, String span, OtlpAttributes filtered) {
        Labels.Builder labels = Labels.builder();
        int characters = 0;
        if (!trace.isEmpty()) {
            labels.set("trace_id", trace);
            characters += "trace_id".length() + trace.length();
        }
        if (!span.isEmpty()) {
            labels.set("span_id", span);
            characters += "span_id".length() + span.length();
        }
        for (int i = 0; i < filtered.size(); i++) {
            characters += characters(filtered.name(i)) + characters(filtered.value(i));
        }
        if (characters <= EXEMPLAR_CHARACTERS) {
            for (int i = 0; i < filtered.size(); i++) {
                labels.set(filtered.name(i), filtered.value(i));
            }
        }
        return labels.build();
    }

    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Forgets everything. */
    public void clear() {
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
