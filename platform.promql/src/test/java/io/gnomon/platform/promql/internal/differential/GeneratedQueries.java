package io.gnomon.platform.promql.internal.differential;

import java.util.List;
import java.util.Random;

/**
 * Queries over {@link GeneratedData}, the same for the same seed. Everything that the peer's
 * version of the language has may come up; most queries have an answer.
 */
public final class GeneratedQueries {
    private static final List<String> FLOAT_METRICS =
            List.of(
                    "up",
                    "memory_bytes",
                    "temperature",
                    "cpu_seconds_total",
                    "requests_total",
                    "latency_seconds_bucket",
                    "latency_seconds_count",
                    "latency_seconds_sum",
                    "build_info",
                    "restarts");
    private static final List<String> HISTOGRAMS =
            List.of("rpc_seconds", "queue_seconds", "sizes", "mixed");
    private static final List<String> LABELS =
            List.of("instance", "job", "code", "cpu", "mode", "le", "version");
    private static final List<String> DURATIONS =
            List.of("30s", "1m", "90s", "2m", "5m", "7m30s", "10m", "20m");
    private static final List<String> OF_RANGES =
            List.of(
                    "rate",
                    "increase",
                    "irate",
                    "idelta",
                    "delta",
                    "deriv",
                    "changes",
                    "resets",
                    "avg_over_time",
                    "sum_over_time",
                    "min_over_time",
                    "max_over_time",
                    "count_over_time",
                    "last_over_time",
                    "present_over_time",
                    "stddev_over_time",
                    "stdvar_over_time",
                    "ts_of_max_over_time",
                    "ts_of_min_over_time",
                    "ts_of_last_over_time",
                    "absent_over_time");
    private static final List<String> OF_VECTORS =
            List.of(
                    "abs",
                    "ceil",
                    "floor",
                    "sqrt",
                    "ln",
                    "log2",
                    "log10",
                    "asin",
                    "acos",
                    "atan",
                    "tanh",
                    "asinh",
                    "acosh",
                    "atanh",
                    "deg",
                    "rad",
                    "sgn",
                    "round",
                    "timestamp",
                    "minute",
                    "hour",
                    "day_of_week",
                    "day_of_month",
                    "day_of_year",
                    "days_in_month",
                    "month",
                    "year",
                    "absent",
                    "histogram_count",
                    "histogram_sum",
                    "histogram_avg",
                    "histogram_stddev",
                    "histogram_stdvar");

    /** What they make of a huge number or a last digit is anybody's guess. */
    private static final List<String> OF_SMALL_NUMBERS =
            List.of("exp", "sin", "cos", "tan", "sinh", "cosh");

    private static final List<String> AGGREGATIONS =
            List.of("sum", "avg", "min", "max", "count", "group", "stddev", "stdvar");

    private final Random random;

    public GeneratedQueries(long seed) {
        random = new Random(seed);
    }

    /** A query that answers a vector. */
    public String next() {
        return switch (random.nextInt(20)) {
            case 0 -> pick("sort", "sort_desc") + "(" + vector(2) + ")";
            case 1 -> "sort_by_label(" + vector(1) + ", \"" + pick(LABELS) + "\")";
            default -> vector(1 + random.nextInt(4));
        };
    }

    private boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private String pick(String... from) {
        return from[random.nextInt(from.length)];
    }

    private String vector(int depth) {
        if (depth == 0) {
            return selector(chance(4)) + modifiers();
        }
        return switch (random.nextInt(24)) {
            case 0, 1, 2, 3, 4, 5 -> ofRange(depth);
            case 6, 7, 8, 9 -> aggregation(depth);
            case 10, 11 -> pick(OF_VECTORS) + "(" + vector(depth - 1) + ")";
            case 12, 13 -> vector(depth - 1) + " " + withScalar() + " " + scalar(depth - 1);
            case 14 -> scalar(depth - 1) + " " + withScalar() + " " + vector(depth - 1);
            case 15, 16 -> join(depth);
            case 17 -> set(depth);
            case 18 -> estimate(depth);
            case 19 -> relabelled(depth);
            case 20 ->
                    switch (random.nextInt(3)) {
                        case 0 -> "-" + vector(0);
                        case 1 -> pick(OF_SMALL_NUMBERS) + "(up" + modifiers() + ")";
                        default -> vector(0) + pick(" ^ 2", " ^ 0.5", " ^ -1", " % 7");
                    };
            case 21 -> "(" + vector(depth - 1) + ")";
            case 22 -> clamp(depth);
            default -> chance(2) ? "vector(" + scalar(depth - 1) + ")" : joinOfMetrics();
        };
    }

    private String selector(boolean histogram) {
        if (chance(20)) {
            return pick("{\"my.metric\"}", "{\"my.metric\",\"dotted.label\"=\"x\"}");
        }
        if (chance(25)) {
            return pick(
                    "{__name__=~\"up|restarts\"}",
                    "{__name__=~\"latency_seconds_(count|sum)\",job=\"web\"}",
                    "{instance=\"a:9100\",__name__!~\".+_bucket|.+_total\"}",
                    "nothing_of_this_name");
        }
        String name = pick(histogram ? HISTOGRAMS : FLOAT_METRICS);
        return switch (random.nextInt(4)) {
            case 0 -> name + matcher();
            default -> name;
        };
    }

    private String matcher() {
        return pick(
                "{instance=\"a:9100\"}",
                "{job!=\"api\"}",
                "{instance=~\"[ab]:.*\"}",
                "{instance!~\"a.*\"}",
                "{code=~\"(?i)[24].*\"}",
                "{mode=\"\"}",
                "{cpu=~\".+\"}",
                "{le!=\"+Inf\"}",
                "{job=~\"api|web\",instance!=\"b:9100\"}");
    }

    private String modifiers() {
        String text = "";
        if (chance(10)) {
            text += " offset " + pick("1m", "30s", "-2m", "10m", "-30s");
        }
        if (chance(15)) {
            text += " @ " + pick("1700002000", "1700004321.5", "start()", "end()");
        }
        return text;
    }

    private String range(int depth, boolean histogram) {
        if (depth > 0 && chance(4)) {
            return "("
                    + vector(depth - 1)
                    + ")["
                    + pick(DURATIONS)
                    + ":"
                    + pick("", "30s", "1m", "17s")
                    + "]"
                    + modifiers();
        }
        return selector(histogram) + "[" + pick(DURATIONS) + "]" + modifiers();
    }

    private String ofRange(int depth) {
        if (chance(10)) {
            return pick("delta", "idelta", "avg_over_time", "sum_over_time", "last_over_time")
                    + "(queue_seconds["
                    + pick(DURATIONS)
                    + "]"
                    + modifiers()
                    + ")";
        }
        String range = range(depth - 1, chance(5)).replace("queue_seconds", "rpc_seconds");
        return switch (random.nextInt(12)) {
            case 0 ->
                    "quantile_over_time("
                            + pick("0.5", "0.9", "0", "1", "0.25", "1.5")
                            + ", "
                            + range
                            + ")";
            case 1 -> "predict_linear(" + range + ", " + pick("60", "3600", "-10") + ")";
            // Of NaN the peer's version makes another thing.
            case 3 ->
                    "mad_over_time("
                            + pick("up", "cpu_seconds_total")
                            + "["
                            + pick(DURATIONS)
                            + "])";
            case 2 -> "double_exponential_smoothing(" + range + ", 0.3, 0.6)";
            default -> pick(OF_RANGES) + "(" + range + ")";
        };
    }

    private String aggregation(int depth) {
        String grouping =
                switch (random.nextInt(4)) {
                    case 0 -> "";
                    case 1 -> " without (" + pick(LABELS) + ")";
                    case 2 -> " by (" + pick(LABELS) + ", " + pick(LABELS) + ")";
                    default -> " by (" + pick(LABELS) + ")";
                };
        String input = vector(depth - 1);
        return switch (random.nextInt(14)) {
            case 0 ->
                    "quantile"
                            + grouping
                            + " ("
                            + pick("0.5", "0.75", "0", "1")
                            + ", "
                            + input
                            + ")";
            // Which of equal values are chosen is not said.
            case 1 ->
                    chance(2)
                            ? "sum(topk" + grouping + " (" + pick("1", "2") + ", " + input + "))"
                            : pick("topk", "bottomk")
                                    + grouping
                                    + " ("
                                    + pick("1", "2", "5")
                                    + ", memory_bytes)";
            case 2 -> "count_values" + grouping + " (\"value\", " + vector(0) + ")";
            case 3 -> "count(limitk" + grouping + " (2, " + input + "))";
            default -> pick(AGGREGATIONS) + grouping + " (" + input + ")";
        };
    }

    private String withScalar() {
        return pick(
                "+", "-", "*", "/", "atan2", ">", "<", ">=", "<=", "==", "!=", "> bool", "< bool",
                "== bool");
    }

    private String scalar(int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 5)) {
            case 0 -> pick("0", "1", "2", "0.5", "-3", "1e3", "Inf", "NaN", "0x1f", "1_000", "5m");
            case 1, 2, 3 -> String.valueOf(random.nextInt(100) - 20);
            case 4 -> pick("time()", "pi()");
            case 5 ->
                    "("
                            + scalar(depth - 1)
                            + " "
                            + pick("+", "-", "*", "/", "%", "^")
                            + " "
                            + scalar(0)
                            + ")";
            case 6 ->
                    "("
                            + scalar(0)
                            + " "
                            + pick(">", "<=", "==")
                            + " bool "
                            + scalar(depth - 1)
                            + ")";
            default ->
                    "scalar("
                            + pick(
                                    "up{instance=\"a:9100\"}",
                                    "restarts",
                                    "sum(requests_total)",
                                    "count(up)")
                            + ")";
        };
    }

    private String operator() {
        return pick("+", "-", "*", "/", "atan2", ">", "<", "!=", "== bool", ">= bool");
    }

    private String join(int depth) {
        String label = pick(LABELS);
        String left = "sum by (" + label + ") (" + vector(depth - 1) + ")";
        String right = pick(AGGREGATIONS) + " by (" + label + ") (" + vector(depth - 1) + ")";
        return left
                + " "
                + operator()
                + pick("", " on(" + label + ")", " ignoring(foo)")
                + " "
                + right;
    }

    private String joinOfMetrics() {
        return switch (random.nextInt(8)) {
            case 0 -> "rate(requests_total[5m]) * on (instance) group_left (version) build_info";
            case 1 ->
                    "build_info "
                            + operator()
                            + " on (instance, job) group_right () cpu_seconds_total";
            case 2 -> "latency_seconds_sum / latency_seconds_count";
            case 3 -> "rate(latency_seconds_sum[2m]) / rate(latency_seconds_count[2m])";
            case 4 ->
                    "requests_total "
                            + operator()
                            + " ignoring (code) group_left latency_seconds_count";
            case 5 ->
                    "cpu_seconds_total{mode=\"user\"} + ignoring (mode)"
                            + " cpu_seconds_total{mode=\"system\"}";
            case 6 -> "requests_total " + operator() + " on (instance) up";
            default -> pick(HISTOGRAMS) + " " + pick("+", "-", "==", "!=") + " " + pick(HISTOGRAMS);
        };
    }

    private String set(int depth) {
        return vector(depth - 1)
                + " "
                + pick("and", "or", "unless")
                + pick("", " on (instance)", " ignoring (code)", " on ()")
                + " "
                + vector(depth - 1);
    }

    private String estimate(int depth) {
        if (chance(3)) {
            return "histogram_fraction("
                    + pick("0", "0.2", "-1")
                    + ", "
                    + pick("0.7", "3", "Inf")
                    + ", "
                    + pick("rpc_seconds", "rate(rpc_seconds[5m])", "sizes", "mixed", "up")
                    + ")";
        }
        String input =
                pick(
                        "latency_seconds_bucket",
                        "rate(latency_seconds_bucket[5m])",
                        "sum by (le, job) (rate(latency_seconds_bucket[2m]))",
                        "rpc_seconds",
                        "rate(rpc_seconds[5m])",
                        "sum(increase(rpc_seconds[3m]))",
                        "sizes",
                        "queue_seconds",
                        "mixed",
                        vector(depth - 1));
        return "histogram_quantile("
                + pick("0.5", "0.9", "0.99", "0", "1", "-1", "NaN")
                + ", "
                + input
                + ")";
    }

    private String relabelled(int depth) {
        return chance(2)
                ? "label_replace("
                        + vector(depth - 1)
                        + ", \""
                        + pick("job", "host", "instance")
                        + "\", \"$1\", \"instance\", \"(.*):.*\")"
                : "label_join("
                        + vector(depth - 1)
                        + ", \""
                        + pick("job", "both")
                        + "\", \"-\", \"instance\", \"job\")";
    }

    private String clamp(int depth) {
        return switch (random.nextInt(3)) {
            case 0 -> "clamp(" + vector(depth - 1) + ", " + scalar(0) + ", " + scalar(0) + ")";
            case 1 -> "clamp_min(" + vector(depth - 1) + ", " + scalar(0) + ")";
            default -> "clamp_max(" + vector(depth - 1) + ", " + scalar(0) + ")";
        };
    }
}
