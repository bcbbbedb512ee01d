package io.gnomon.platform.core.remote.internal.otlp;

import io.gnomon.platform.core.config.OtlpConfig.TranslationStrategy;
import io.gnomon.platform.core.promformat.remote.OtlpMetric;
import io.gnomon.platform.core.promformat.remote.OtlpMetric.Kind;

import java.util.ArrayList;
import java.util.List;

/** Names of metrics for the store; source: prometheus/otlptranslator, metric_namer.go. */
final class MetricNames {
    private final boolean escape;
    private final boolean suffixes;

    MetricNames(TranslationStrategy strategy) {
        this(strategy.escapes(), strategy.addsSuffixes());
    }

    MetricNames(boolean escape, boolean suffixes) {
        this.escape = escape;
        this.suffixes = suffixes;
    }

    /**
     * The name.
     *
     * @throws Untranslatable when nothing would be left of it
     */
    String name(OtlpMetric metric) throws Untranslatable {
        String name = metric.name();
        String made = !escape ? utf8(metric) : suffixes ? tokens(metric) : plain(name);
        if (made.isEmpty()) {
            throw new Untranslatable(
                    "normalization for metric \"" + name + "\" resulted in empty name");
        }
        if (escape && !made.equals(name) && made.chars().allMatch(c -> c == '_')) {
            throw new Untranslatable(
                    "normalization for metric \""
                            + name
                            + "\" resulted in invalid name \""
                            + made
                            + "\"");
        }
        return made;
    }

    private static boolean isCounter(OtlpMetric metric) {
        return metric.kind() == Kind.SUM && metric.monotonic();
    }

    /** Gauges only: some senders give counters of things the unit 1. */
    private static boolean isRatio(OtlpMetric metric) {
        return metric.kind() == Kind.GAUGE && metric.unit().equals("1");
    }

    static boolean isNameCharacter(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == ':';
    }

    /** What is allowed stays, everything between becomes one underscore. */
    private static String plain(String name) {
        String joined = String.join("_", split(name, true));
        return startsWithDigit(joined) ? "_" + joined : joined;
    }

    private static boolean startsWithDigit(String text) {
        return !text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9';
    }

    private static List<String> split(String name, boolean underscoresStay) {
        List<String> parts = new ArrayList<>();
        int from = -1;
        for (int i = 0; i <= name.length(); i++) {
            char c = i == name.length() ? ' ' : name.charAt(i);
            boolean kept = isNameCharacter(c) || (underscoresStay && c == '_');
            if (kept && from < 0) {
                from = i;
            } else if (!kept && from >= 0) {
                parts.add(name.substring(from, i));
                from = -1;
            }
        }
        return parts;
    }

    private static String tokens(OtlpMetric metric) {
        List<String> parts = split(metric.name(), false);
        Units units = Units.of(metric.unit()).clean();
        String main = parts.contains(units.main()) ? "" : units.main();
        String per = units.per().equals("per_") ? "" : withoutEnd(units.per());
        if (parts.contains(per)) {
            per = "";
        }
        if (!per.isEmpty()) {
            main = withoutEnd(main);
        }
        addIfAny(main, parts);
        addIfAny(per, parts);
        if (isCounter(metric)) {
            moveToEnd("total", parts);
        }
        if (isRatio(metric)) {
            moveToEnd("ratio", parts);
        }
        String joined = String.join("_", parts);
        return startsWithDigit(joined) ? "_" + joined : joined;
    }

    private static void addIfAny(String part, List<String> parts) {
        if (!part.isEmpty()) {
            parts.add(part);
        }
    }

    private static void moveToEnd(String part, List<String> parts) {
        parts.removeIf(part::equals);
        parts.add(part);
    }

    private static String withoutEnd(String text) {
        return text.endsWith("_") ? text.substring(0, text.length() - 1) : text;
    }

    private String utf8(OtlpMetric metric) {
        String name = metric.name();
        if (!suffixes) {
            return name;
        }
        Units units = Units.of(metric.unit());
        if (isRatio(metric)) {
            name = trim(name, "ratio");
        }
        if (isCounter(metric)) {
            name = trim(name, "total");
        }
        if (!units.per().isEmpty()) {
            name = trim(name, units.per());
        }
        if (!units.main().isEmpty() && !name.endsWith(units.main())) {
            name += "_" + units.main();
        }
        if (!units.per().isEmpty()) {
            name += "_" + units.per();
        }
        if (isCounter(metric)) {
            name += "_total";
        }
        return isRatio(metric) ? name + "_ratio" : name;
    }

    /** Without the ending and the character before it. */
    private static String trim(String name, String ending) {
        return name.endsWith(ending) && name.length() > ending.length() + 1
                ? name.substring(0, name.length() - ending.length() - 1)
                : name;
    }
}
