package io.gnomon.platform.promql.internal.run;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * The values of one series at all steps, as flat arrays that operators loop over. A step where
 * {@link #present} is false has no value; one with a histogram has no float.
 */
public final class Points {
    public final double[] values;
    public final boolean[] present;

    /** Null as long as all values are floats. */
    public @Nullable Histogram @Nullable [] histograms;

    public Points(int steps) {
        values = new double[steps];
        present = new boolean[steps];
    }

    /** What an object for so many steps takes. */
    public static long bytes(int steps) {
        return 64L + 9L * steps;
    }

    /** What histograms take, roughly. */
    public static long bytes(@Nullable Histogram @Nullable [] rows) {
        if (rows == null) {
            return 0;
        }
        long bytes = 4L * rows.length;
        for (Histogram h : rows) {
            if (h != null) {
                int numbers = h.positiveBuckets().length + h.negativeBuckets().length;
                bytes += 160 + 8L * (numbers + h.customBounds().length);
            }
        }
        return bytes;
    }

    public int steps() {
        return values.length;
    }

    public void clear() {
        Arrays.fill(present, false);
        histograms = null;
    }

    public void set(int step, double value) {
        values[step] = value;
        present[step] = true;
        @Nullable Histogram[] rows = histograms;
        if (rows != null) {
            rows[step] = null;
        }
    }

    public void set(int step, Histogram histogram) {
        @Nullable Histogram[] rows = histograms;
        if (rows == null) {
            rows = new @Nullable Histogram[values.length];
            histograms = rows;
        }
        rows[step] = histogram;
        present[step] = true;
    }

    /** The histogram at a step, null where there is a float or nothing. */
    public @Nullable Histogram histogram(int step) {
        @Nullable Histogram[] rows = histograms;
        return rows == null || !present[step] ? null : rows[step];
    }

    /** Takes the histograms out; true when there were any. */
    public boolean dropHistograms() {
        @Nullable Histogram[] rows = histograms;
        if (rows == null) {
            return false;
        }
        boolean any = false;
        for (int step = 0; step < rows.length; step++) {
            boolean drop = present[step] && rows[step] != null;
            any |= drop;
            present[step] &= !drop;
        }
        histograms = null;
        return any;
    }

    public boolean hasFloat(int step) {
        return present[step] && histogram(step) == null;
    }

    /** Takes over the value of another series at a step where that one has one. */
    public void take(int step, Points from) {
        Histogram histogram = from.histogram(step);
        if (histogram == null) {
            set(step, from.values[step]);
        } else {
            set(step, histogram);
        }
    }

    /** Takes over a sample. */
    public void take(int step, SampleColumn from, int row) {
        Histogram histogram = from.histogram(row);
        if (histogram == null) {
            set(step, from.values[row]);
        } else {
            set(step, histogram);
        }
    }

    public void copyFrom(Points other) {
        System.arraycopy(other.values, 0, values, 0, values.length);
        System.arraycopy(other.present, 0, present, 0, present.length);
        histograms = other.histograms == null ? null : other.histograms.clone();
    }

    /** Number of steps that have a value. */
    public int size() {
        int n = 0;
        for (boolean p : present) {
            n += p ? 1 : 0;
        }
        return n;
    }
}
