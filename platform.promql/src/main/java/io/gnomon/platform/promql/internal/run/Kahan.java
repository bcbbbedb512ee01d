package io.gnomon.platform.promql.internal.run;

/**
 * A running sum with Neumaier's improvement of Kahan's compensation: the low-order bits that each
 * addition loses are collected beside the sum.
 */
public final class Kahan {
    private double sum;
    private double compensation;

    public void reset(double start) {
        sum = start;
        compensation = 0;
    }

    public void set(double newSum, double newCompensation) {
        sum = newSum;
        compensation = newCompensation;
    }

    public void add(double x) {
        double t = sum + x;
        compensation = compensated(x, t, sum, compensation);
        sum = t;
    }

    /** The compensation after {@code t = sum + x}. */
    static double compensated(double x, double t, double sum, double compensation) {
        if (Double.isInfinite(t)) {
            return 0;
        }
        return Math.abs(sum) >= Math.abs(x)
                ? compensation + ((sum - t) + x)
                : compensation + ((x - t) + sum);
    }

    public double sum() {
        return sum;
    }

    public double compensation() {
        return compensation;
    }

    /** The sum with what was lost on the way. */
    public double total() {
        return Double.isInfinite(sum) ? sum : sum + compensation;
    }
}
