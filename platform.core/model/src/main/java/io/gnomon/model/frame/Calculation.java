package io.gnomon.model.frame;

import io.gnomon.model.frame.Field.Column;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * One value for a column, by Grafana's names: {@code mean}, {@code lastNotNull}, {@code p95} ...
 * Those of numbers leave out rows without a value and NaN; {@code first} and {@code last} are of
 * the first and last row, whatever is there. Quantiles are interpolated linearly between the two
 * nearest ranks; variance and standard deviation are those of the whole population. Any thread.
 */
public final class Calculation {
    private static final Map<String, Calculation> ALL = new LinkedHashMap<>();

    private final String id;
    private final String title;

    /** Null: that of the column. */
    private final @Nullable FieldType result;

    private final Of of;

    private Calculation(String id, String title, @Nullable FieldType result, Of of) {
        this.id = id;
        this.title = title;
        this.result = result;
        this.of = of;
    }

    /** How the value comes about. */
    @FunctionalInterface
    private interface Of {
        @Nullable Object value(Column column);
    }

    static {
        add("lastNotNull", "Last *", null, column -> lastPresent(column));
        add("last", "Last", null, c -> c.size() == 0 ? null : c.value(c.size() - 1));
        add("firstNotNull", "First *", null, column -> firstPresent(column));
        add("first", "First", null, c -> c.size() == 0 ? null : c.value(0));
        number("min", "Min", v -> Arrays.stream(v).min().orElseThrow());
        number("max", "Max", v -> Arrays.stream(v).max().orElseThrow());
        number("mean", "Mean", Calculation::mean);
        number("median", "Median", v -> quantile(v, 0.5));
        number("variance", "Variance", Calculation::variance);
        number("stdDev", "StdDev", v -> Math.sqrt(variance(v)));
        number("sum", "Total", v -> Arrays.stream(v).sum());
        add("count", "Count", FieldType.NUMBER, column -> (double) present(column));
        number("range", "Range", v -> max(v) - Arrays.stream(v).min().orElseThrow());
        number("delta", "Delta", Calculation::delta);
        number("step", "Step", v -> Arrays.stream(steps(v)).min().orElse(Double.NaN));
        number("diff", "Difference", v -> v[v.length - 1] - v[0]);
        number("diffperc", "Difference percent", v -> (v[v.length - 1] - v[0]) / v[0]);
        number("logmin", "Min (above zero)", Calculation::minAboveZero);
        number("minAboveZero", "Min (above zero)", Calculation::minAboveZero);
        number(
                "changeCount",
                "Change Count",
                v -> Arrays.stream(steps(v)).filter(d -> d != 0).count());
        add("distinctCount", "Distinct Count", FieldType.NUMBER, c -> (double) distinct(c).size());
        add(
                "allIsZero",
                "All Zeros",
                FieldType.BOOLEAN,
                column ->
                        numbers(column).length > 0
                                && Arrays.stream(numbers(column)).allMatch(value -> value == 0));
        add("allIsNull", "All Nulls", FieldType.BOOLEAN, column -> present(column) == 0);
        add("allValues", "All values", FieldType.TEXT, column -> joined(values(column)));
        add(
                "uniqueValues",
                "All unique values",
                FieldType.TEXT,
                column -> joined(distinct(column)));
    }

    /**
     * The calculation of an id; {@code p1} to {@code p99} are percentiles.
     *
     * @throws IllegalArgumentException with a sentence when there is none
     */
    public static Calculation named(String id) {
        Calculation found = ALL.get(id);
        if (found != null) {
            return found;
        }
        if (id.matches("p[1-9][0-9]?")) {
            double q = Integer.parseInt(id.substring(1)) / 100.0;
            return ofNumbers(id, id.substring(1) + "th %", values -> quantile(values, q));
        }
        throw new IllegalArgumentException(
                "there is no calculation \"%s\"; valid: %s and p1 to p99"
                        .formatted(id, String.join(", ", ALL.keySet())));
    }

    /** Such as {@code lastNotNull}. */
    public String id() {
        return id;
    }

    /** What is written above its values. */
    public String title() {
        return title;
    }

    /** The value of a column, of the type that {@link #typeFor} says; null when it has none. */
    public @Nullable Object apply(Column column) {
        return of.value(column);
    }

    /** FieldType of the value for a column. */
    public FieldType typeFor(Column column) {
        return result == null ? column.type() : result;
    }

    private static void add(String id, String title, @Nullable FieldType result, Of of) {
        ALL.put(id, new Calculation(id, title, result, of));
    }

    private static void number(String id, String title, ToDoubleFunction<double[]> of) {
        ALL.put(id, ofNumbers(id, title, of));
    }

    private static Calculation ofNumbers(String id, String title, ToDoubleFunction<double[]> of) {
        return new Calculation(
                id,
                title,
                FieldType.NUMBER,
                column -> {
                    double[] values = numbers(column);
                    return values.length == 0 ? null : (Object) of.applyAsDouble(values);
                });
    }

    /** The numbers that are there; times are their milliseconds. */
    private static double[] numbers(Column column) {
        return switch (column) {
            case Column.Numbers numbers -> {
                double[] values = new double[numbers.size()];
                int count = 0;
                for (int row = 0; row < values.length; row++) {
                    if (isPresent(numbers.value(row))) {
                        values[count++] = numbers.values()[row];
                    }
                }
                yield Arrays.copyOf(values, count);
            }
            case Column.Time times -> Arrays.stream(times.values()).asDoubleStream().toArray();
            case Column.Texts texts -> new double[0];
            case Column.Json json -> new double[0];
            case Column.Booleans booleans ->
                    Arrays.stream(booleans.values())
                            .filter(value -> value != null)
                            .mapToDouble(value -> Boolean.TRUE.equals(value) ? 1 : 0)
                            .toArray();
        };
    }

    private static boolean isPresent(@Nullable Object value) {
        return value != null && !(value instanceof Double number && number.isNaN());
    }

    private static @Nullable Object lastPresent(Column column) {
        for (int row = column.size() - 1; row >= 0; row--) {
            if (isPresent(column.value(row))) {
                return column.value(row);
            }
        }
        return null;
    }

    private static @Nullable Object firstPresent(Column column) {
        for (int row = 0; row < column.size(); row++) {
            if (isPresent(column.value(row))) {
                return column.value(row);
            }
        }
        return null;
    }

    private static int present(Column column) {
        return values(column).size();
    }

    private static List<Object> values(Column column) {
        List<Object> values = new ArrayList<>();
        for (int row = 0; row < column.size(); row++) {
            Object value = column.value(row);
            if (value != null && isPresent(value)) {
                values.add(value);
            }
        }
        return values;
    }

    private static Set<Object> distinct(Column column) {
        return new LinkedHashSet<>(values(column));
    }

    private static String joined(Iterable<Object> values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(Cells.text(value)));
        return String.join(", ", texts);
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum()
                / values.length;
    }

    private static double minAboveZero(double[] values) {
        return Arrays.stream(values).filter(value -> value > 0).min().orElse(Double.NaN);
    }

    private static double[] steps(double[] values) {
        double[] steps = new double[values.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = values[i + 1] - values[i];
        }
        return steps;
    }

    /** Growth of a counter: where it falls it has begun anew at 0. */
    private static double delta(double[] values) {
        double growth = 0;
        for (int i = 1; i < values.length; i++) {
            growth += values[i] < values[i - 1] ? values[i] : values[i] - values[i - 1];
        }
        return growth;
    }

    private static double quantile(double[] values, double q) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double at = q * (sorted.length - 1);
        int low = (int) at;
        double next = sorted[Math.min(low + 1, sorted.length - 1)];
        return sorted[low] + (next - sorted[low]) * (at - low);
    }
}
