package io.gnomon.platform.promql.internal.parser;

import static io.gnomon.platform.promql.internal.ast.ValueType.MATRIX;
import static io.gnomon.platform.promql.internal.ast.ValueType.SCALAR;
import static io.gnomon.platform.promql.internal.ast.ValueType.STRING;
import static io.gnomon.platform.promql.internal.ast.ValueType.VECTOR;

import io.gnomon.platform.promql.internal.ast.FunctionSignature;
import io.gnomon.platform.promql.internal.ast.ValueType;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Names and types of all functions. */
public final class Functions {
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Map<String, FunctionSignature> ALL = new TreeMap<>();

    static {
        each(
                """
                abs acos acosh asin asinh atan atanh ceil cos cosh deg exp floor ln
                log10 log2 rad sgn sin sinh sqrt tan tanh absent histogram_avg
                histogram_count histogram_stddev histogram_stdvar histogram_sum sort
                sort_desc timestamp
                """,
                name -> stable(name, 0, VECTOR, VECTOR));
        each(
                """
                absent_over_time avg_over_time changes count_over_time delta deriv
                first_over_time idelta increase irate last_over_time max_over_time
                min_over_time present_over_time rate resets stddev_over_time
                stdvar_over_time sum_over_time
                """,
                name -> stable(name, 0, VECTOR, MATRIX));
        each(
                """
                day_of_month day_of_week day_of_year days_in_month hour minute month
                year
                """,
                name -> stable(name, 1, VECTOR, VECTOR));
        stable("clamp", 0, VECTOR, VECTOR, SCALAR, SCALAR);
        stable("clamp_max", 0, VECTOR, VECTOR, SCALAR);
        stable("clamp_min", 0, VECTOR, VECTOR, SCALAR);
        stable("histogram_fraction", 0, VECTOR, SCALAR, SCALAR, VECTOR);
        stable("histogram_quantile", 0, VECTOR, SCALAR, VECTOR);
        stable("label_join", -1, VECTOR, VECTOR, STRING, STRING, STRING);
        stable("label_replace", 0, VECTOR, VECTOR, STRING, STRING, STRING, STRING);
        stable("pi", 0, SCALAR);
        stable("predict_linear", 0, VECTOR, MATRIX, SCALAR);
        stable("quantile_over_time", 0, VECTOR, SCALAR, MATRIX);
        stable("round", 1, VECTOR, VECTOR, SCALAR);
        stable("scalar", 0, SCALAR, VECTOR);
        stable("time", 0, SCALAR);
        stable("vector", 0, VECTOR, SCALAR);

        each(
                """
                mad_over_time ts_of_first_over_time ts_of_last_over_time
                ts_of_max_over_time ts_of_min_over_time
                """,
                name -> experimental(name, 0, VECTOR, MATRIX));
        each(
                """
                start end step range
                """,
                name -> experimental(name, 0, SCALAR));
        experimental("double_exponential_smoothing", 0, VECTOR, MATRIX, SCALAR, SCALAR);
        experimental("histogram_quantiles", 9, VECTOR, VECTOR, STRING, SCALAR, SCALAR);
        experimental("info", 1, VECTOR, VECTOR, VECTOR);
        experimental("max_of", 0, SCALAR, SCALAR, SCALAR);
        experimental("min_of", 0, SCALAR, SCALAR, SCALAR);
        experimental("sort_by_label", -1, VECTOR, VECTOR, STRING);
        experimental("sort_by_label_desc", -1, VECTOR, VECTOR, STRING);
        experimental("start_timestamp", 0, VECTOR, VECTOR);
    }

    private Functions() {}

    private static void each(String names, Consumer<String> declare) {
        SPACE.splitAsStream(names.strip()).forEach(declare);
    }

    private static void stable(
            String name, int variadic, ValueType result, ValueType... arguments) {
        ALL.put(name, new FunctionSignature(name, List.of(arguments), variadic, result, false));
    }

    private static void experimental(
            String name, int variadic, ValueType result, ValueType... arguments) {
        ALL.put(name, new FunctionSignature(name, List.of(arguments), variadic, result, true));
    }

    /** Names of all functions. */
    public static Set<String> names() {
        return Collections.unmodifiableSet(ALL.keySet());
    }

    public static @Nullable FunctionSignature find(String name) {
        return ALL.get(name);
    }
}
