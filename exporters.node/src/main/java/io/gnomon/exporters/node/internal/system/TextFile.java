package io.gnomon.exporters.node.internal.system;

import io.gnomon.model.sample.MetricType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Metrics written down by a job of the host, in the text format of Prometheus (version 0.0.4). What
 * precedes a mistake counts, as node_exporter does it.
 */
final class TextFile {
    private final Map<String, Family> families = new LinkedHashMap<>();
    private String mistake = "";
    private boolean timed;

    /** Samples of one name; the help is empty when the file gives none. */
    static final class Family {
        private final String name;
        private String help = "";
        private MetricType type = MetricType.UNKNOWN;
        private final List<Sample> samples = new ArrayList<>();

        private Family(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }

        String help() {
            return help;
        }

        MetricType type() {
            return type;
        }

        /** As the file has them; a summary or histogram without sum or count has 0. */
        List<Sample> samples() {
            if (type != MetricType.SUMMARY && type != MetricType.HISTOGRAM) {
                return samples;
            }
            Map<Map<String, String>, Set<String>> known = new LinkedHashMap<>();
            for (Sample sample : samples) {
                known.computeIfAbsent(sample.group(), _ -> new HashSet<>()).add(sample.suffix);
            }
            List<Sample> complete = new ArrayList<>(samples);
            known.forEach((group, suffixes) -> {
                List<String> labels = new ArrayList<>();
                group.forEach((name, value) -> labels.addAll(List.of(name, value)));
                for (String suffix : List.of("_sum", "_count")) {
                    if (!suffixes.contains(suffix)) {
                        complete.add(new Sample(suffix, 0, labels));
                    }
                }
            });
            return complete;
        }
    }

    /** A sample; label names and values alternate. */
    record Sample(String suffix, double value, List<String> labels) {
        /** The labels of the summary or histogram that the sample belongs to. */
        private Map<String, String> group() {
            Map<String, String> group = new TreeMap<>();
            for (int i = 0; i < labels.size(); i += 2) {
                if (!labels.get(i).equals("quantile") && !labels.get(i).equals("le")) {
                    group.put(labels.get(i), labels.get(i + 1));
                }
            }
            return group;
        }
    }

    /**
     * Reads a file's text.
     *
     * @param where the file, for the message of a mistake
     */
    static TextFile of(String text, Object where) {
        TextFile file = new TextFile();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            try {
                file.line(line.strip());
            } catch (IOException e) {
                file.mistake = where + ":" + number + ": " + e.getMessage();
                break;
            }
        }
        return file;
    }

    /** Families with samples, in the order of the file. */
    List<Family> families() {
        return families.values().stream().filter(f -> !f.samples.isEmpty()).toList();
    }

    /** What is wrong with the file, empty for nothing. */
    String mistake() {
        return mistake;
    }

    /** Whether a sample has a time of its own. */
    boolean timed() {
        return timed;
    }

    private void line(String line) throws IOException {
        if (line.isEmpty()) {
            return;
        }
        if (line.startsWith("#")) {
            comment(line.substring(1).strip());
        } else {
            sample(line);
        }
    }

    private void comment(String text) throws IOException {
        int keyword = text.indexOf(' ');
        String kind = keyword < 0 ? text : text.substring(0, keyword);
        if (keyword < 0 || !(kind.equals("HELP") || kind.equals("TYPE"))) {
            return;
        }
        String rest = text.substring(keyword).strip();
        int end = rest.indexOf(' ');
        Family family = family(end < 0 ? rest : rest.substring(0, end));
        String value = end < 0 ? "" : rest.substring(end).strip();
        if (kind.equals("HELP")) {
            family.help = value.replace("\\n", "\n").replace("\\\\", "\\");
        } else if (!family.samples.isEmpty()) {
            throw new IOException("the type of " + family.name + " comes after its samples");
        } else {
            family.type = type(value);
        }
    }

    private static MetricType type(String name) throws IOException {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "counter" -> MetricType.COUNTER;
            case "gauge" -> MetricType.GAUGE;
            case "histogram" -> MetricType.HISTOGRAM;
            case "summary" -> MetricType.SUMMARY;
            case "untyped" -> MetricType.UNKNOWN;
            default -> throw new IOException("\"" + name + "\" is no type of metrics");
        };
    }

    private Family family(String name) {
        return families.computeIfAbsent(name, Family::new);
    }

    private void sample(String line) throws IOException {
        int end = 0;
        while (end < line.length() && isNamePart(line.charAt(end))) {
            end++;
        }
        if (end == 0 || Character.isDigit(line.charAt(0))) {
            throw new IOException("a metric's name is expected, not \"" + line + "\"");
        }
        String name = line.substring(0, end);
        List<String> labels = new ArrayList<>();
        int at = blanks(line, end);
        if (at < line.length() && line.charAt(at) == '{') {
            at = labels(line, at + 1, labels);
        }
        String[] words = line.substring(at).strip().split("\\s+", 3);
        if (words.length > 2) {
            throw new IOException("a value and perhaps a time are expected behind " + name);
        }
        timed |= words.length == 2;
        double value = value(words[0]);
        Family family = families.get(name);
        String suffix = "";
        if (family == null) {
            for (String each : List.of("_bucket", "_sum", "_count")) {
                Family whole =
                        name.endsWith(each)
                                ? families.get(name.substring(0, name.length() - each.length()))
                                : null;
                if (whole != null && isWhole(whole.type, each)) {
                    family = whole;
                    suffix = each;
                }
            }
        }
        (family == null ? family(name) : family)
                .samples.add(new Sample(suffix, value, List.copyOf(labels)));
    }

    private static boolean isWhole(MetricType type, String suffix) {
        return type == MetricType.HISTOGRAM
                || (type == MetricType.SUMMARY && !suffix.equals("_bucket"));
    }

    private static boolean isNamePart(char c) {
        return c == '_' || c == ':' || (c < 128 && Character.isLetterOrDigit(c));
    }

    private static int blanks(String line, int from) {
        int at = from;
        while (at < line.length() && line.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    /** Reads labels up to the closing brace; returns the place behind it. */
    private static int labels(String line, int from, List<String> labels) throws IOException {
        int at = blanks(line, from);
        while (at < line.length() && line.charAt(at) != '}') {
            int equals = line.indexOf('=', at);
            int quote = equals < 0 ? -1 : blanks(line, equals + 1);
            if (quote < 0 || quote >= line.length() || line.charAt(quote) != '"') {
                throw new IOException("label=\"value\" is expected in \"" + line + "\"");
            }
            String name = line.substring(at, equals).strip();
            if (name.isEmpty() || !name.chars().allMatch(c -> isNamePart((char) c))) {
                throw new IOException("\"" + name + "\" is no name of a label");
            }
            StringBuilder value = new StringBuilder();
            at = text(line, quote + 1, value);
            labels.add(name);
            labels.add(value.toString());
            at = blanks(line, at);
            if (at < line.length() && line.charAt(at) == ',') {
                at = blanks(line, at + 1);
            }
        }
        if (at >= line.length()) {
            throw new IOException("the labels are not closed in \"" + line + "\"");
        }
        return at + 1;
    }

    /** Reads a quoted text whose first quote is behind us; returns the place behind the last. */
    private static int text(String line, int from, StringBuilder value) throws IOException {
        for (int at = from; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '"') {
                return at + 1;
            }
            if (c == '\\' && at + 1 < line.length()) {
                at++;
                char escaped = line.charAt(at);
                value.append(escaped == 'n' ? '\n' : escaped);
            } else {
                value.append(c);
            }
        }
        throw new IOException("a label's value is not closed in \"" + line + "\"");
    }

    private static double value(String text) throws IOException {
        String lower = text.toLowerCase(Locale.ROOT);
        switch (lower) {
            case "nan", "+nan", "-nan" -> {
                return Double.NaN;
            }
            case "inf", "+inf", "infinity", "+infinity" -> {
                return Double.POSITIVE_INFINITY;
            }
            case "-inf", "-infinity" -> {
                return Double.NEGATIVE_INFINITY;
            }
            default -> {
                // Java allows a letter for the type behind a number.
                if (lower.isEmpty() || lower.endsWith("d") || lower.endsWith("f")) {
                    throw new IOException("\"" + text + "\" is no number");
                }
            }
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IOException("\"" + text + "\" is no number", e);
        }
    }
}
