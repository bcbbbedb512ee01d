package io.gnomon.platform.promql.internal.histogram;

import io.gnomon.model.sample.BucketBounds;
import io.gnomon.model.sample.Histogram;

import java.util.Arrays;

/** Borders of buckets. */
final class Bounds {
    private Bounds() {}

    static double upper(Histogram h, int index) {
        return BucketBounds.upper(h, index);
    }

    static double lower(Histogram h, int index) {
        return BucketBounds.upper(h, index - 1);
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
