package io.gnomon.platform.promql.internal.run;

/**
 * A compensated mean: the sum divided by the count, as long as the sum does not overflow; from
 * there on the incremental mean.
 */
public final class Mean {
    private final Kahan sum = new Kahan();
    private double count;
    private boolean incremental;

    public void reset(double first) {
        sum.reset(first);
        count = 1;
        incremental = false;
    }

    /** Goes on from a sum of so many values. */
    public void resume(double total, double compensation, double values) {
        sum.set(total, compensation);
        count = values;
        incremental = false;
    }

    public void add(double x) {
        count++;
        if (count == 1) {
            sum.reset(x);
            return;
        }
        if (!incremental) {
            double before = sum.sum();
            double t = before + x;
            if (!Double.isInfinite(t)) {
                sum.add(x);
                return;
            }
            incremental = true;
            sum.set(before / (count - 1), sum.compensation() / (count - 1));
        }
        double q = (count - 1) / count;
        sum.set(q * sum.sum(), q * sum.compensation());
        sum.add(x / count);
    }

    /** Adds so many values whose sum is known. */
    public void addAll(double total, double values) {
        double before = count;
        count += values;
        if (!incremental && before > 0) {
            if (!Double.isInfinite(sum.sum() + total)) {
                sum.add(total);
                return;
            }
            incremental = true;
            sum.set(sum.sum() / before, sum.compensation() / before);
        } else if (!incremental) {
            sum.reset(total);
            return;
        }
        double q = before / count;
        sum.set(q * sum.sum(), q * sum.compensation());
        sum.add(total / count);
    }

    public double value() {
        return incremental
                ? sum.sum() + sum.compensation()
                : sum.sum() / count + sum.compensation() / count;
    }
}
