package io.gnomon.platform.promql.internal.histogram;

import io.gnomon.model.sample.Histogram;

import java.util.Arrays;

/**
 * Borders of buckets. In schema s the upper border of exponential bucket i is 2^(i * 2^-s); custom
 * bucket i ends at the i-th custom bound, the one after the last at infinity.
 */
final class Bounds {
    private Bounds() {}

    static double upper(Histogram h, int index) {
        if (HistogramMath.isCustom(h)) {
            return index < h.customBounds().length
                    ? h.customBounds()[index]
                    : Double.POSITIVE_INFINITY;
        }
        return exponential(index, h.schema());
    }

    static double lower(Histogram h, int index) {
        if (HistogramMath.isCustom(h)) {
            return index == 0 ? Double.NEGATIVE_INFINITY : h.customBounds()[index - 1];
        }
        return exponential(index - 1, h.schema());
    }

    static double exponential(int index, int schema) {
        if (schema < 0) {
            int exponent = index << -schema;
            return exponent == 1024 ? Double.MAX_VALUE : Math.scalb(1.0, exponent);
        }
        int fraction = index & ((1 << schema) - 1);
        int exponent = index >> schema;
        if (fraction == 0) {
            return exponent == 1024 ? Double.MAX_VALUE : Math.scalb(1.0, exponent);
        }
        return Math.scalb(Math.pow(2, (double) fraction / (1 << schema)), exponent);
    }

    /** Index in a coarser schema of the bucket that holds this one. */
    static int coarser(int index, int from, int to) {
        return ((index - 1) >> (from - to)) + 1;
    }

    /** Custom bounds that both have. */
    static double[] common(double[] a, double[] b) {
        double[] common = new double[Math.min(a.length, b.length)];
        int n = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            if (a[i] == b[j]) {
                common[n++] = a[i++];
                j++;
            } else if (a[i] < b[j]) {
                i++;
            } else {
                j++;
            }
        }
        return Arrays.copyOf(common, n);
    }

    /** Index among fewer bounds of the bucket that holds bucket {@code index} of all bounds. */
    static int among(double[] fewer, double[] all, int index) {
        if (index >= all.length) {
            return fewer.length;
        }
        int at = Arrays.binarySearch(fewer, all[index]);
        return at >= 0 ? at : -(at + 1);
    }
}
