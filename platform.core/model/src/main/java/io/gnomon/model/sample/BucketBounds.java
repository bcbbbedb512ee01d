package io.gnomon.model.sample;

/**
 * Borders of the buckets of native histograms, to the bit as Prometheus has them.
 *
 * <p>In schema s bucket i ends at 2^(i * 2^-s). Prometheus looks the fractions up in tables that
 * were made by repeated multiplication, with a square root of two that is one step too small
 * (model/histogram/generic.go); the same tables are made here.
 */
public final class BucketBounds {
    private static final int MAX_SCHEMA = 8;
    private static final int MAX_SHIFT = 31;

    /** By schema: the bounds from 0.5 on below 1. */
    private static final double[][] FRACTIONS = new double[MAX_SCHEMA + 1][];

    static {
        FRACTIONS[0] = new double[] {0.5};
        for (int schema = 1; schema <= MAX_SCHEMA; schema++) {
            double factor =
                    schema == 1
                            ? Math.nextDown(Math.sqrt(2))
                            : StrictMath.pow(2, Math.scalb(1.0, -schema));
            double[] bounds = new double[1 << schema];
            for (int i = 0; i < bounds.length; i++) {
                bounds[i] = i % 2 == 0 ? FRACTIONS[schema - 1][i / 2] : bounds[i - 1] * factor;
            }
            FRACTIONS[schema] = bounds;
        }
    }

    private BucketBounds() {}

    /**
     * Where a bucket of the positive side ends; it begins where the one before ends. Custom buckets
     * begin with index 0, the one after the last bound ends at infinity.
     */
    public static double upper(Histogram h, int index) {
        if (h.schema() != Histogram.CUSTOM_BUCKETS_SCHEMA) {
            return exponential(h.schema(), index);
        }
        double[] bounds = h.customBounds();
        return index < 0
                ? Double.NEGATIVE_INFINITY
                : index < bounds.length ? bounds[index] : Double.POSITIVE_INFINITY;
    }

    /** Index in a coarser exponential schema of the bucket that holds this one. */
    public static int coarser(int index, int from, int to) {
        return ((index - 1) >> Math.min(from - to, MAX_SHIFT)) + 1;
    }

    /** The same of exponential buckets, schema -4 to 8. The last one ends at the largest number. */
    public static double exponential(int schema, int index) {
        int exponent = schema < 0 ? index << -schema : index >> schema;
        double fraction = schema <= 0 ? 0.5 : FRACTIONS[schema][index & ((1 << schema) - 1)];
        return fraction == 0.5 && exponent == 1024
                ? Double.MAX_VALUE
                : Math.scalb(fraction, exponent + 1);
    }
}
