package io.gnomon.platform.promql.internal.fuzz;

import io.gnomon.platform.promql.internal.ast.AggregateOperator;
import io.gnomon.platform.promql.internal.ast.BinaryOperator;
import io.gnomon.platform.promql.internal.ast.FunctionSignature;
import io.gnomon.platform.promql.internal.ast.ValueType;
import io.gnomon.platform.promql.internal.parser.Functions;

import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Queries whose types fit and whose arguments nobody would give, over {@link WildData}. */
final class WildQueries {
    private static final List<FunctionSignature> FUNCTIONS =
            Functions.names().stream()
                    .map(name -> Objects.requireNonNull(Functions.find(name)))
                    .toList();

    private static final List<AggregateOperator> AGGREGATIONS = List.of(AggregateOperator.values());
    private static final List<BinaryOperator> OPERATORS = List.of(BinaryOperator.values());

    private static final String[] NUMBERS = {
        "0",
        "-0",
        "1",
        "-1",
        "2",
        "0.5",
        "-0.5",
        "1.5",
        "NaN",
        "Inf",
        "-Inf",
        "1e308",
        "-1e308",
        "1e-320",
        "3",
        "1e15",
        "9007199254740993",
        "2147483648",
        "-2147483649",
        "9.3e18",
        "1e19",
        "100000",
        "5m",
        "292y",
        "0.9999999999999999",
        "time()",
        "pi()"
    };

    private static final String[] DURATIONS = {
        "1ms",
        "1s",
        "17s",
        "1m",
        "5m",
        "10m",
        "1h",
        "100y",
        "0.001",
        "0.0001",
        "step() + 1s",
        "range() + 1ms",
        "max_of(step(), 30s)",
        "2 * 30s",
        "1e9",
        "5m ^ 1",
        "7m % 4m"
    };

    private static final String[] OFFSETS = {
        "1m", "-1m", "10m", "-100y", "100y", "(step() - 1m)", "-(range())", "0s", "1e9", "-9e9"
    };

    private static final String[] TIMES = {
        "0", "300", "-1", "1e15", "-1e15", "9.2e15", "0.001", "start()", "end()", "599.999"
    };

    private static final String[] TEXTS = {
        "\"i\"",
        "\"le\"",
        "\"a\"",
        "\"b\"",
        "\"__name__\"",
        "\"\"",
        "\"new\"",
        "\"$1\"",
        "\"(.*)\"",
        "\"(.)(.)?\"",
        "\"[\"",
        "\"\\xff\"",
        "\"a b\"",
        "\"${1}x$2$\"",
        "\"-\"",
        "\"\u00e9\""
    };

    private final Random random;

    WildQueries(long seed) {
        random = new Random(seed);
    }

    String next() {
        return expr(
                random.nextInt(20) == 0 ? ValueType.SCALAR : ValueType.VECTOR,
                1 + random.nextInt(4));
    }

    private String pick(String... from) {
        return from[random.nextInt(from.length)];
    }

    private boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    private String expr(ValueType type, int depth) {
        return switch (type) {
            case STRING -> pick(TEXTS);
            case SCALAR -> scalar(depth);
            case MATRIX -> range(depth);
            case VECTOR -> vector(depth);
        };
    }

    private String scalar(int depth) {
        if (depth <= 0 || chance(2)) {
            return pick(NUMBERS);
        }
        return switch (random.nextInt(3)) {
            case 0 -> call(ValueType.SCALAR, depth);
            case 1 -> "scalar(" + vector(depth - 1) + ")";
            default ->
                    "("
                            + scalar(depth - 1)
                            + " "
                            + pick("+", "-", "*", "/", "%", "^", "atan2", "== bool", "> bool")
                            + " "
                            + scalar(depth - 1)
                            + ")";
        };
    }

    private String selector() {
        String metric = WildData.METRICS.get(random.nextInt(WildData.METRICS.size()));
        return switch (random.nextInt(8)) {
            case 0 -> "{__name__=~\".+\"}";
            case 1 -> "{__name__=~\"twins.\"}";
            case 2 -> metric + "{i=~\"" + pick("0|1", ".", "[24]", "") + "\"}";
            default -> metric.equals("twins") ? "twins" + random.nextInt(3) : metric;
        };
    }

    private String modifiers() {
        String text = chance(12) ? pick(" anchored", " smoothed") : "";
        text += chance(8) ? " offset " + pick(OFFSETS) : "";
        return text + (chance(8) ? " @ " + pick(TIMES) : "");
    }

    private String range(int depth) {
        if (depth > 0 && chance(3)) {
            return "("
                    + vector(depth - 1)
                    + ")["
                    + pick("1s", "1m", "5m", "10m", "range() + 1m")
                    + ":"
                    + pick("", "1s", "30s", "1m", "1h", "step() + 10s")
                    + "]"
                    + (chance(4) ? " offset " + pick(OFFSETS) : "")
                    + (chance(8) ? " @ " + pick(TIMES) : "");
        }
        return selector() + "[" + pick(DURATIONS) + "]" + modifiers();
    }

    private String vector(int depth) {
        if (depth <= 0) {
            return selector() + modifiers();
        }
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4, 5, 6 -> call(ValueType.VECTOR, depth);
            case 7, 8, 9 -> aggregation(depth);
            case 10, 11 -> joined(depth);
            case 12 -> "(" + vector(depth - 1) + " " + withScalar() + " " + scalar(depth - 1) + ")";
            case 13 -> "(" + scalar(depth - 1) + " " + withScalar() + " " + vector(depth - 1) + ")";
            case 14 -> "-" + vector(depth - 1);
            default -> selector() + modifiers();
        };
    }

    private String call(ValueType result, int depth) {
        FunctionSignature function = FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
        while (function.result() != result) {
            function = FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
        }
        int declared = function.arguments().size();
        int count =
                switch (function.variadic()) {
                    case 0 -> declared;
                    case -1 -> declared - 1 + random.nextInt(4);
                    default -> declared - 1 + random.nextInt(function.variadic() + 1);
                };
        StringBuilder text = new StringBuilder(function.name()).append('(');
        for (int i = 0; i < count; i++) {
            ValueType type = function.arguments().get(Math.min(i, declared - 1));
            text.append(i > 0 ? ", " : "");
            text.append(
                    function.name().equals("info") && i == 1
                            ? pick("{i=~\".*\"}", "{}", "{__name__=~\".+\",a=\"0\"}")
                            : expr(type, depth - 1));
        }
        return text.append(')').toString();
    }

    private String aggregation(int depth) {
        AggregateOperator operator = AGGREGATIONS.get(random.nextInt(AGGREGATIONS.size()));
        String parameter =
                !operator.hasParameter()
                        ? ""
                        : (operator == AggregateOperator.COUNT_VALUES
                                        ? pick(TEXTS)
                                        : scalar(depth - 1))
                                + ", ";
        return operator.text()
                + pick("", "", " by (i)", " without (i)", " by (le, a)", " by (__name__)", " by ()")
                + " ("
                + parameter
                + vector(depth - 1)
                + ")";
    }

    private String withScalar() {
        BinaryOperator operator;
        do {
            operator = OPERATORS.get(random.nextInt(OPERATORS.size()));
        } while (operator.isSet());
        return operator.text() + (operator.isComparison() && chance(2) ? " bool" : "");
    }

    private String joined(int depth) {
        BinaryOperator operator = OPERATORS.get(random.nextInt(OPERATORS.size()));
        String matching = pick("", "", " on (i)", " ignoring (le)", " on ()", " on (a, b)");
        if (!operator.isSet()) {
            matching =
                    (operator.isComparison() && chance(3) ? " bool" : "")
                            + (matching.isEmpty()
                                    ? ""
                                    : matching + pick("", " group_left ()", " group_right (x)"))
                            + (chance(5) ? pick(" fill (0)", " fill_left (NaN)") : "");
        }
        return "("
                + vector(depth - 1)
                + " "
                + operator.text()
                + matching
                + " "
                + vector(depth - 1)
                + ")";
    }
}
