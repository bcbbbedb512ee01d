package io.gnomon.platform.promql.internal.histogram;

import java.util.Arrays;

/**
 * Estimates from classic buckets: cumulative counts by rising upper bound. The arrays are worked on
 * in place; only the first {@link #size} entries count.
 */
public final class ClassicBuckets {
    /** Differences that are smaller, relative to the count, come from adding floats. */
    private static final double TOLERANCE = 1e-12;

    private final double[] bounds;
    private final double[] counts;
    private int size;

    /** Set when counts fell from one bound to the next and were lifted. */
    private boolean forced;

    private double forcedFrom;
    private double forcedTo;
    private double forcedBy;

    public ClassicBuckets(int capacity) {
        bounds = new double[capacity];
        counts = new double[capacity];
    }

    public void clear() {
        size = 0;
        forced = false;
    }

    /** Adds a bucket; bounds have to come in rising order, equal ones are added up. */
    public void add(double bound, double count) {
        if (size > 0 && bounds[size - 1] == bound) {
            counts[size - 1] += count;
        } else {
            bounds[size] = bound;
            counts[size++] = count;
        }
    }

    public int size() {
        return size;
    }

    public boolean forced() {
        return forced;
    }

    /** "from buckets 0.1 to 0.5, with a max diff of 2", in the numbers' shortest form. */
    public double[] forcedRange() {
        return new double[] {forcedFrom, forcedTo, forcedBy};
    }

    public double quantile(double q) {
        if (Double.isNaN(q)) {
            return Double.NaN;
        }
        if (q < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (q > 1) {
            return Double.POSITIVE_INFINITY;
        }
        if (bounds[size - 1] != Double.POSITIVE_INFINITY) {
            return Double.NaN;
        }
        makeMonotonic();
        double observations = counts[size - 1];
        if (size < 2 || observations == 0 || Double.isNaN(observations)) {
            return Double.NaN;
        }
        double rank = q * observations;
        int at = firstAtLeast(rank);
        if (at == size - 1) {
            return bounds[size - 2];
        }
        if (at == 0 && bounds[0] <= 0) {
            return bounds[0];
        }
        double start = at == 0 ? 0 : bounds[at - 1];
        double below = at == 0 ? 0 : counts[at - 1];
        return start + (bounds[at] - start) * ((rank - below) / (counts[at] - below));
    }

    private int firstAtLeast(double rank) {
        for (int i = 0; i < size - 1; i++) {
            if (counts[i] >= rank) {
                return i;
            }
        }
        return size - 1;
    }

    private void makeMonotonic() {
        double before = counts[0];
        for (int i = 1; i < size; i++) {
            double delta = Math.abs(counts[i] - before);
            if (delta != 0 && delta / counts[i] <= TOLERANCE) {
                counts[i] = before;
            } else {
                before = counts[i];
            }
        }
        double max = counts[0];
        for (int i = 1; i < size; i++) {
            if (counts[i] > max) {
                max = counts[i];
            } else if (counts[i] < max) {
                if (!forced) {
                    forced = true;
                    forcedFrom = bounds[i];
                    forcedBy = 0;
                }
                forcedTo = bounds[i];
                forcedBy = Math.max(forcedBy, max - counts[i]);
                counts[i] = max;
            }
        }
    }

    /** The share of observations between two values. */
    public double fraction(double lower, double upper) {
        if (bounds[size - 1] != Double.POSITIVE_INFINITY) {
            return Double.NaN;
        }
        makeMonotonic();
        double total = counts[size - 1];
        if (total == 0 || Double.isNaN(lower) || Double.isNaN(upper) || Double.isNaN(total)) {
            return Double.NaN;
        }
        if (lower >= upper) {
            return 0;
        }
        return (rank(upper) - rank(lower)) / total;
    }

    private double rank(double value) {
        for (int i = 0; i < size; i++) {
            double below = i == 0 ? 0 : counts[i - 1];
            double start = i > 0 ? bounds[i - 1] : bounds[0] > 0 ? 0 : Double.NEGATIVE_INFINITY;
            if (start >= value) {
                return below;
            }
            if (bounds[i] > value) {
                if (Double.isInfinite(start)) {
                    return counts[i];
                }
                return below + (counts[i] - below) * (value - start) / (bounds[i] - start);
            }
        }
        return counts[size - 1];
    }

    @Override
    public String toString() {
        return Arrays.toString(Arrays.copyOf(bounds, size))
                + Arrays.toString(Arrays.copyOf(counts, size));
    }
}
