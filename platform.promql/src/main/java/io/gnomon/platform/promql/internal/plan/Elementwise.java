package io.gnomon.platform.promql.internal.plan;

import io.gnomon.model.sample.Histogram;
import io.gnomon.platform.promql.internal.exec.Mapped;
import io.gnomon.platform.promql.internal.exec.Mapped.Change;
import io.gnomon.platform.promql.internal.histogram.NativeEstimates;
import io.gnomon.platform.promql.internal.run.Points;

import org.jspecify.annotations.Nullable;

/** Functions that treat every value by itself. */
final class Elementwise {
    private Elementwise() {}

    static @Nullable Change find(String name) {
        return switch (name) {
            case "abs" -> Mapped.floats(Math::abs);
            case "ceil" -> Mapped.floats(Math::ceil);
            case "floor" -> Mapped.floats(Math::floor);
            case "exp" -> Mapped.floats(Math::exp);
            case "sqrt" -> Mapped.floats(Math::sqrt);
            case "ln" -> Mapped.floats(Math::log);
            case "log2" -> Mapped.floats(Elementwise::log2);
            case "log10" -> Mapped.floats(Math::log10);
            case "sin" -> Mapped.floats(Math::sin);
            case "cos" -> Mapped.floats(Math::cos);
            case "tan" -> Mapped.floats(Math::tan);
            case "asin" -> Mapped.floats(Math::asin);
            case "acos" -> Mapped.floats(Math::acos);
            case "atan" -> Mapped.floats(Math::atan);
            case "sinh" -> Mapped.floats(Math::sinh);
            case "cosh" -> Mapped.floats(Math::cosh);
            case "tanh" -> Mapped.floats(Math::tanh);
            case "asinh" -> Mapped.floats(Elementwise::asinh);
            case "acosh" -> Mapped.floats(Elementwise::acosh);
            case "atanh" -> Mapped.floats(x -> 0.5 * (Math.log1p(x) - Math.log1p(-x)));
            case "rad" -> Mapped.floats(x -> x * Math.PI / 180);
            case "deg" -> Mapped.floats(x -> x * 180 / Math.PI);
            case "sgn" -> Mapped.floats(Math::signum);
            case "round" -> Elementwise::round;
            case "clamp" -> (points, a) -> clamp(points, a[0], a[1]);
            case "clamp_min" -> (points, a) -> clamp(points, a[0], null);
            case "clamp_max" -> (points, a) -> clamp(points, null, a[0]);
            case "histogram_count" -> Mapped.histograms(Histogram::count);
            case "histogram_sum" -> Mapped.histograms(Histogram::sum);
            case "histogram_avg" -> Mapped.histograms(h -> h.sum() / h.count());
            case "histogram_stdvar" -> Mapped.histograms(NativeEstimates::variance);
            case "histogram_stddev" ->
                    Mapped.histograms(h -> Math.sqrt(NativeEstimates.variance(h)));
            default -> Dates.find(name);
        };
    }

    /** Exact for powers of two, which a quotient of logarithms is not. */
    private static double log2(double x) {
        if (x > 0 && x < Double.POSITIVE_INFINITY) {
            int exponent = Math.getExponent(x);
            if (exponent >= Double.MIN_EXPONENT) {
                return exponent + Math.log(Math.scalb(x, -exponent)) / Math.log(2);
            }
        }
        return Math.log(x) / Math.log(2);
    }

    private static double acosh(double x) {
        if (!(x >= 1)) {
            return Double.NaN;
        }
        // Beyond, the square would lose the one or overflow.
        return x > 0x1p28
                ? Math.log(x) + Math.log(2)
                : Math.log1p((x - 1) + Math.sqrt((x - 1) * (x + 1)));
    }

    private static double asinh(double x) {
        double abs = Math.abs(x);
        if (Double.isInfinite(x) || x == 0) {
            return x;
        }
        double magnitude = Math.log1p(abs + abs * abs / (1 + Math.sqrt(abs * abs + 1)));
        return Math.copySign(magnitude, x);
    }

    /** Ties go up. Multiplying with the inverse loses less than dividing by a fraction. */
    private static void round(Points points, double[][] arguments) {
        points.dropHistograms();
        for (int step = 0; step < points.steps(); step++) {
            double inverse = arguments.length == 0 ? 1 : 1.0 / arguments[0][step];
            points.values[step] = Math.floor(points.values[step] * inverse + 0.5) / inverse;
        }
    }

    private static void clamp(Points points, double @Nullable [] min, double @Nullable [] max) {
        points.dropHistograms();
        for (int step = 0; step < points.steps(); step++) {
            double low = min == null ? Double.NEGATIVE_INFINITY : min[step];
            double high = max == null ? Double.POSITIVE_INFINITY : max[step];
            points.present[step] &= !(high < low);
            points.values[step] = greater(low, smaller(high, points.values[step]));
        }
    }

    /** As Go's math.Min: minus infinity is smaller than NaN, too. */
    private static double smaller(double a, double b) {
        double none = Double.NEGATIVE_INFINITY;
        return a == none || b == none ? none : Math.min(a, b);
    }

    /** As Go's math.Max: infinity is greater than NaN, too. */
    private static double greater(double a, double b) {
        double all = Double.POSITIVE_INFINITY;
        return a == all || b == all ? all : Math.max(a, b);
    }
}
