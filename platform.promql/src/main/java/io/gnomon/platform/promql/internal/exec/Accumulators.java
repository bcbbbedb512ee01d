package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.sample.Histogram;
import io.gnomon.platform.promql.internal.ast.AggregateOperator;
import io.gnomon.platform.promql.internal.ast.Span;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.Remarks;

/** State of one group of an aggregation at all steps. */
abstract class Accumulators {
    final double[] values;
    final double[] counts;

    Accumulators(int steps) {
        values = new double[steps];
        counts = new double[steps];
    }

    static Accumulators of(AggregateOperator operator, int steps, Remarks remarks, Span where) {
        return switch (operator) {
            case SUM -> new SumAccumulators(steps, remarks, where, false);
            case AVG -> new SumAccumulators(steps, remarks, where, true);
            case COUNT -> new Counts(steps, false);
            case GROUP -> new Counts(steps, true);
            case MIN -> new Extreme(steps, remarks, where, false);
            case MAX -> new Extreme(steps, remarks, where, true);
            case STDDEV -> new Deviations(steps, remarks, where, true);
            case STDVAR -> new Deviations(steps, remarks, where, false);
            default -> throw new IllegalArgumentException(operator + " does not fold");
        };
    }

    /** Numbers that each step takes. */
    static int width(AggregateOperator operator) {
        return switch (operator) {
            case SUM, AVG, STDDEV, STDVAR -> 4;
            default -> 2;
        };
    }

    /** Adds a value. */
    abstract void add(int step, double value);

    /** Adds a series that has no histograms. */
    void addFloats(Points points) {
        boolean[] present = points.present;
        double[] from = points.values;
        for (int step = 0; step < present.length; step++) {
            if (present[step]) {
                add(step, from[step]);
            }
        }
    }

    /**
     * Adds what another one of this kind has gathered from floats, none so large that they were
     * near overflow.
     */
    abstract void merge(Accumulators other);

    abstract void add(int step, Histogram histogram, String metric);

    void emit(Points into) {
        for (int step = 0; step < values.length; step++) {
            if (counts[step] > 0) {
                into.set(step, result(step));
            }
        }
    }

    double result(int step) {
        return values[step];
    }

    /** Remarks that an operator knows no histograms. */
    static void ignored(Remarks remarks, Span where, String operator) {
        remarks.info("ignored histogram in " + operator + " aggregation", where);
    }

    /** count and group. */
    private static final class Counts extends Accumulators {
        private final boolean ones;

        Counts(int steps, boolean ones) {
            super(steps);
            this.ones = ones;
        }

        @Override
        void add(int step, double value) {
            counts[step]++;
        }

        @Override
        void add(int step, Histogram histogram, String metric) {
            counts[step]++;
        }

        @Override
        void merge(Accumulators other) {
            for (int step = 0; step < counts.length; step++) {
                counts[step] += other.counts[step];
            }
        }

        @Override
        double result(int step) {
            return ones ? 1 : counts[step];
        }
    }

    /** min and max; NaN only where there is nothing else. */
    private static final class Extreme extends Accumulators {
        private final Remarks remarks;
        private final Span where;
        private final boolean max;

        Extreme(int steps, Remarks remarks, Span where, boolean max) {
            super(steps);
            this.remarks = remarks;
            this.where = where;
            this.max = max;
        }

        @Override
        void add(int step, double value) {
            double now = values[step];
            boolean better = max ? value > now : value < now;
            if (counts[step]++ == 0 || better || Double.isNaN(now)) {
                values[step] = value;
            }
        }

        @Override
        void add(int step, Histogram histogram, String metric) {
            ignored(remarks, where, max ? "max" : "min");
        }

        @Override
        void merge(Accumulators other) {
            for (int step = 0; step < counts.length; step++) {
                if (other.counts[step] > 0) {
                    add(step, other.values[step]);
                }
            }
        }
    }

    /** stddev and stdvar by Welford's recurrence. */
    private static final class Deviations extends Accumulators {
        private final double[] means;
        private final Remarks remarks;
        private final Span where;
        private final boolean root;

        Deviations(int steps, Remarks remarks, Span where, boolean root) {
            super(steps);
            this.means = new double[steps];
            this.remarks = remarks;
            this.where = where;
            this.root = root;
        }

        @Override
        void add(int step, double value) {
            double count = ++counts[step];
            double delta = value - means[step];
            means[step] += delta / count;
            values[step] += delta * (value - means[step]);
        }

        @Override
        void add(int step, Histogram histogram, String metric) {
            ignored(remarks, where, root ? "stddev" : "stdvar");
        }

        /** Chan, Golub and LeVeque: Updating Formulae and a Pairwise Algorithm, 1979. */
        @Override
        void merge(Accumulators other) {
            Deviations more = (Deviations) other;
            for (int step = 0; step < counts.length; step++) {
                double n = more.counts[step];
                double total = counts[step] + n;
                if (n == 0) {
                    continue;
                }
                double delta = more.means[step] - means[step];
                values[step] += more.values[step] + delta * delta * (counts[step] * n / total);
                means[step] += delta * (n / total);
                counts[step] = total;
            }
        }

        @Override
        double result(int step) {
            double variance = values[step] / counts[step];
            return root ? Math.sqrt(variance) : variance;
        }
    }
}
