package io.gnomon.platform.core.exposition.internal.lint;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.MetricType;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What in a family breaks the habits of naming (prometheus.io, "Metric and label naming"). Rules,
 * units and words are those of promlint in prometheus/client_golang.
 */
final class MetricLint {
    private static final Pattern CAMEL_CASE = Pattern.compile("[a-z][A-Z]");

    private static final Set<String> BASE_UNITS =
            Set.of(
                    "amperes", "bytes", "celsius", "grams", "joules", "kelvin", "meters", "metres",
                    "seconds", "volts");

    /** Other units with the base unit to use. */
    private static final Map<String, String> OTHER_UNITS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("minutes", "seconds"),
                            Map.entry("hours", "seconds"),
                            Map.entry("days", "seconds"),
                            Map.entry("weeks", "seconds"),
                            Map.entry("kelvins", "kelvin"),
                            Map.entry("fahrenheit", "celsius"),
                            Map.entry("rankine", "celsius"),
                            Map.entry("inches", "meters"),
                            Map.entry("yards", "meters"),
                            Map.entry("miles", "meters"),
                            Map.entry("bits", "bytes"),
                            Map.entry("calories", "joules"),
                            Map.entry("pounds", "grams"),
                            Map.entry("ounces", "grams")));

    private static final List<String> PREFIXES =
            List.of(
                    "pico", "nano", "micro", "milli", "centi", "deci", "deca", "hecto", "kilo",
                    "kibi", "mega", "mibi", "giga", "gibi", "tera", "tebi", "peta", "pebi");

    private static final List<String> ABBREVIATIONS =
            List.of("s", "ms", "us", "ns", "sec", "b", "kb", "mb", "gb", "tb", "pb", "m", "h", "d");

    private final LintedFamily family;
    private final List<String> problems = new ArrayList<>();

    private MetricLint(LintedFamily family) {
        this.family = family;
    }

    /** A sentence for each problem, sorted. */
    static List<String> problems(LintedFamily family) {
        MetricLint lint = new MetricLint(family);
        lint.help();
        lint.unit();
        lint.totals();
        lint.reserved();
        lint.names();
        family.repeated().forEach(metric -> lint.problems.add("metric not unique"));
        lint.problems.sort(null);
        return lint.problems;
    }

    private void help() {
        noteIf(!family.hasHelp(), "no help text");
    }

    private void unit() {
        for (String part : family.name().split("_", -1)) {
            String base = baseUnit(part);
            if (!base.isEmpty()) {
                noteIf(
                        !base.equals(part),
                        "use base unit \"" + base + "\" instead of \"" + part + "\"");
                return;
            }
        }
    }

    /** Base unit of a part of a name, empty when it is no unit. */
    private static String baseUnit(String part) {
        String unit = part;
        if (!isUnit(unit)) {
            for (String prefix : PREFIXES) {
                if (part.startsWith(prefix) && isUnit(part.substring(prefix.length()))) {
                    unit = part.substring(prefix.length());
                }
            }
        }
        return BASE_UNITS.contains(unit) ? unit : OTHER_UNITS.getOrDefault(unit, "");
    }

    private static boolean isUnit(String word) {
        return BASE_UNITS.contains(word) || OTHER_UNITS.containsKey(word);
    }

    private void totals() {
        boolean total = family.name().endsWith("_total");
        boolean counter = family.type() == MetricType.COUNTER;
        noteIf(counter && !total, "counter metrics should have \"_total\" suffix");
        noteIf(
                !counter && total && family.type() != MetricType.UNKNOWN,
                "non-counter metrics should not have \"_total\" suffix");
    }

    private void reserved() {
        if (family.type() == MetricType.UNKNOWN) {
            return;
        }
        boolean histogram = family.type() == MetricType.HISTOGRAM;
        boolean summary = family.type() == MetricType.SUMMARY;
        String name = family.name();
        noteIf(
                !histogram && name.endsWith("_bucket"),
                "non-histogram metrics should not have \"_bucket\" suffix");
        for (String suffix : List.of("_count", "_sum")) {
            noteIf(
                    !histogram && !summary && name.endsWith(suffix),
                    "non-histogram and non-summary metrics should not have \""
                            + suffix
                            + "\" suffix");
        }
        for (Labels metric : family.metrics()) {
            noteIf(
                    !histogram && metric.has("le"),
                    "non-histogram metrics should not have \"le\" label");
            noteIf(
                    !summary && metric.has("quantile"),
                    "non-summary metrics should not have \"quantile\" label");
        }
    }

    private void names() {
        String name = family.name();
        String lower = name.toLowerCase(Locale.ROOT) + "_";
        String type = family.type().text();
        boolean typed = family.type() != MetricType.UNKNOWN;
        noteIf(
                typed && lower.contains("_" + type + "_"),
                "metric name should not include type '" + type + "'");
        noteIf(name.contains(":"), "metric names should not contain ':'");
        noteIf(
                CAMEL_CASE.matcher(name).find(),
                "metric names should be written in 'snake_case' not 'camelCase'");
        for (Labels metric : family.metrics()) {
            for (int i = 0; i < metric.size(); i++) {
                noteIf(
                        CAMEL_CASE.matcher(metric.name(i)).find(),
                        "label names should be written in 'snake_case' not 'camelCase'");
            }
        }
        for (String abbreviation : ABBREVIATIONS) {
            noteIf(
                    lower.contains("_" + abbreviation + "_"),
                    "metric names should not contain abbreviated units");
        }
    }

    private void noteIf(boolean wrong, String sentence) {
        if (wrong) {
            problems.add(sentence);
        }
    }
}
