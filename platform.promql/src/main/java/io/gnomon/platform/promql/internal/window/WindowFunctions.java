package io.gnomon.platform.promql.internal.window;

import io.gnomon.platform.promql.internal.ast.Expr.Extension;

import org.jspecify.annotations.Nullable;

/** The functions over range vectors by name. */
public final class WindowFunctions {
    private WindowFunctions() {}

    /**
     * The function with this name.
     *
     * @return null when the function does not work with such ranges
     */
    public static @Nullable WindowFunction find(String name, Extension extension) {
        return switch (extension) {
            case NONE -> plain(name);
            case ANCHORED ->
                    switch (name) {
                        case "changes" -> new Transitions(false, true);
                        case "resets" -> new Transitions(true, true);
                        default -> extended(name, false);
                    };
            case SMOOTHED -> extended(name, true);
        };
    }

    /** Names of the functions that take such ranges, for a message. */
    public static String namesFor(Extension extension) {
        return extension == Extension.ANCHORED
                ? "changes, delta, increase, rate, resets"
                : "delta, increase, rate";
    }

    private static @Nullable WindowFunction extended(String name, boolean smoothed) {
        return switch (name) {
            case "rate" -> new ExtendedRange(true, true, smoothed);
            case "increase" -> new ExtendedRange(true, false, smoothed);
            case "delta" -> new ExtendedRange(false, false, smoothed);
            default -> null;
        };
    }

    private static @Nullable WindowFunction plain(String name) {
        return switch (name) {
            case "rate" -> new Extrapolation(true, true);
            case "increase" -> new Extrapolation(true, false);
            case "delta" -> new Extrapolation(false, false);
            case "irate" -> new LastTwo(true);
            case "idelta" -> new LastTwo(false);
            case "changes" -> new Transitions(false, false);
            case "resets" -> new Transitions(true, false);
            case "sum_over_time" -> new Sums(false);
            case "avg_over_time" -> new Sums(true);
            case "max_over_time" -> new Extremes(true, false);
            case "min_over_time" -> new Extremes(false, false);
            case "ts_of_max_over_time" -> new Extremes(true, true);
            case "ts_of_min_over_time" -> new Extremes(false, true);
            case "first_over_time" -> new Positions(Positions.Kind.FIRST);
            case "last_over_time" -> new Positions(Positions.Kind.LAST);
            case "count_over_time" -> new Positions(Positions.Kind.COUNT);
            case "present_over_time", "absent_over_time" -> new Positions(Positions.Kind.PRESENT);
            case "ts_of_first_over_time" -> new Positions(Positions.Kind.TIME_OF_FIRST);
            case "ts_of_last_over_time" -> new Positions(Positions.Kind.TIME_OF_LAST);
            case "stddev_over_time" -> new Deviation(true);
            case "stdvar_over_time" -> new Deviation(false);
            case "quantile_over_time" -> new Quantiles(false);
            case "mad_over_time" -> new Quantiles(true);
            case "deriv" -> new Regression(false);
            case "predict_linear" -> new Regression(true);
            case "double_exponential_smoothing" -> new Smoothing();
            default -> null;
        };
    }
}
