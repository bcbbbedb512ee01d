package io.gnomon.platform.memory.notation;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.model.text.GoNumbers;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads {@code {{schema:0 sum:5 buckets:[1 2]}}} and adds such histograms up. */
public final class HistogramNotation {
    private static final Pattern ENTRY = Pattern.compile("(\\w+):(\\[[^\\]]*\\]|\\S+)");

    private HistogramNotation() {}

    public static Point parse(String text) {
        Map<String, String> entries = new HashMap<>();
        Matcher matcher = ENTRY.matcher(text.substring(2, text.length() - 2));
        while (matcher.find()) {
            entries.put(matcher.group(1), matcher.group(2));
        }
        double[] positive = numbers(entries.getOrDefault("buckets", "[]"));
        double[] negative = numbers(entries.getOrDefault("n_buckets", "[]"));
        Histogram histogram =
                new Histogram(
                        false,
                        hint(entries.getOrDefault("counter_reset_hint", "unknown")),
                        Integer.parseInt(entries.getOrDefault("schema", "0")),
                        number(entries, "z_bucket_w"),
                        number(entries, "z_bucket"),
                        number(entries, "count"),
                        number(entries, "sum"),
                        spans(entries.getOrDefault("offset", "0"), positive.length),
                        positive,
                        spans(entries.getOrDefault("n_offset", "0"), negative.length),
                        negative,
                        numbers(entries.getOrDefault("custom_values", "[]")),
                        0);
        return new Point(true, 0, histogram, entries.containsKey("counter_reset_hint"));
    }

    /** The text that {@link #parse} reads; what is zero or unknown is left out. */
    public static String write(Histogram h) {
        StringJoiner text = new StringJoiner(" ", "{{", "}}");
        if (h.schema() != 0) {
            text.add("schema:" + h.schema());
        }
        write(text, "count", h.count());
        write(text, "sum", h.sum());
        write(text, "z_bucket", h.zeroCount());
        write(text, "z_bucket_w", h.zeroThreshold());
        if (h.customBounds().length > 0) {
            text.add("custom_values:" + list(h.customBounds()));
        }
        switch (h.resetHint()) {
            case UNKNOWN -> {}
            case RESET -> text.add("counter_reset_hint:reset");
            case NO_RESET -> text.add("counter_reset_hint:not_reset");
            case GAUGE -> text.add("counter_reset_hint:gauge");
        }
        write(text, "offset", "buckets", buckets(h.positiveSpans(), h.positiveBuckets()));
        write(text, "n_offset", "n_buckets", buckets(h.negativeSpans(), h.negativeBuckets()));
        return text.toString();
    }

    private static void write(StringJoiner text, String key, double value) {
        if (value != 0) {
            text.add(key + ":" + GoNumbers.general(value));
        }
    }

    private static void write(
            StringJoiner text, String offset, String key, NavigableMap<Integer, Double> buckets) {
        buckets.values().removeIf(count -> count == 0);
        if (buckets.isEmpty()) {
            return;
        }
        int first = buckets.firstKey();
        double[] counts = new double[buckets.lastKey() - first + 1];
        buckets.forEach((index, count) -> counts[index - first] = count);
        if (first != 0) {
            text.add(offset + ":" + first);
        }
        text.add(key + ":" + list(counts));
    }

    private static String list(double[] numbers) {
        return Arrays.stream(numbers)
                .mapToObj(GoNumbers::general)
                .collect(Collectors.joining(" ", "[", "]"));
    }

    private static double number(Map<String, String> entries, String key) {
        return ScriptSyntax.number(entries.getOrDefault(key, "0"));
    }

    private static double[] numbers(String list) {
        String inner = list.substring(1, list.length() - 1).trim();
        return inner.isEmpty()
                ? new double[0]
                : Arrays.stream(inner.split("\\s+", -1))
                        .mapToDouble(ScriptSyntax::number)
                        .toArray();
    }

    private static int[] spans(String offset, int length) {
        return length == 0 ? new int[0] : new int[] {Integer.parseInt(offset), length};
    }

    private static ResetHint hint(String word) {
        return switch (word) {
            case "unknown" -> ResetHint.UNKNOWN;
            case "reset" -> ResetHint.RESET;
            case "not_reset" -> ResetHint.NO_RESET;
            case "gauge" -> ResetHint.GAUGE;
            default -> throw new IllegalArgumentException("counter_reset_hint " + word);
        };
    }

    /** {@code a + factor * b}, in the schema of a, which must not be finer. */
    public static Point plus(Point a, Point b, double factor) {
        Histogram h = a.histogram();
        Histogram other = b.histogram();
        if (h == null || other == null) {
            throw new IllegalArgumentException("a histogram cannot be added to a float");
        }
        NavigableMap<Integer, Double> positive = buckets(h.positiveSpans(), h.positiveBuckets());
        NavigableMap<Integer, Double> negative = buckets(h.negativeSpans(), h.negativeBuckets());
        add(positive, buckets(other.positiveSpans(), other.positiveBuckets()), h, other, factor);
        add(negative, buckets(other.negativeSpans(), other.negativeBuckets()), h, other, factor);
        boolean same = h.resetHint() == other.resetHint();
        boolean gauge = h.resetHint() == ResetHint.GAUGE || other.resetHint() == ResetHint.GAUGE;
        Histogram sum =
                new Histogram(
                        false,
                        same ? h.resetHint() : gauge ? ResetHint.GAUGE : ResetHint.UNKNOWN,
                        h.schema(),
                        Math.max(h.zeroThreshold(), other.zeroThreshold()),
                        h.zeroCount() + factor * other.zeroCount(),
                        h.count() + factor * other.count(),
                        h.sum() + factor * other.sum(),
                        spans(positive),
                        counts(positive),
                        spans(negative),
                        counts(negative),
                        h.customBounds(),
                        0);
        return new Point(true, 0, sum, a.hintGiven());
    }

    private static void add(
            Map<Integer, Double> into,
            Map<Integer, Double> buckets,
            Histogram target,
            Histogram source,
            double factor) {
        int shift = source.schema() - target.schema();
        buckets.forEach((index, count) -> {
            int coarse = ((index - 1) >> shift) + 1;
            into.merge(coarse, factor * count, Double::sum);
        });
    }

    public static NavigableMap<Integer, Double> buckets(int[] spans, double[] counts) {
        TreeMap<Integer, Double> buckets = new TreeMap<>();
        int index = 0;
        int bucket = 0;
        for (int span = 0; span < spans.length; span += 2) {
            index += spans[span];
            for (int i = 0; i < spans[span + 1]; i++) {
                buckets.put(index++, counts[bucket++]);
            }
        }
        return buckets;
    }

    public static int[] spans(NavigableMap<Integer, Double> buckets) {
        int[] spans = new int[2 * buckets.size()];
        int n = 0;
        int next = 0;
        for (int index : buckets.keySet()) {
            spans[n++] = index - next;
            spans[n++] = 1;
            next = index + 1;
        }
        return spans;
    }

    public static double[] counts(NavigableMap<Integer, Double> buckets) {
        return buckets.values().stream().mapToDouble(Double::doubleValue).toArray();
    }
}
