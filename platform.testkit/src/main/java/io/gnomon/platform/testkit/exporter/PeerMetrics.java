package io.gnomon.platform.testkit.exporter;

import io.gnomon.model.labels.Labels;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a peer wrote in the text format, which is taken to be valid.
 *
 * @param types by family, as written: "untyped" for UNKNOWN
 * @param helps by family, as written
 * @param samples values by labels, the metric name among them
 */
public record PeerMetrics(
        Map<String, String> types, Map<String, String> helps, Map<Labels, Double> samples) {
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Reads a text. */
    public static PeerMetrics read(String text) {
        PeerMetrics metrics =
                new PeerMetrics(
                        new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        for (String line : text.lines().toList()) {
            String[] words = line.split(" ", 4);
            if (line.startsWith("# TYPE ")) {
                metrics.types.put(words[2], words[3]);
            } else if (line.startsWith("# HELP ")) {
                metrics.helps.put(words[2], words.length < 4 ? "" : words[3]);
            } else if (!line.startsWith("#") && !line.isBlank()) {
                int space = line.lastIndexOf(' ');
                metrics.samples.put(
                        series(line.substring(0, space)), number(line.substring(space + 1)));
            }
        }
        return metrics;
    }

    /** A series as the text format writes it, {@code name{label="value"}}. */
    private static Labels series(String text) {
        int brace = text.indexOf('{');
        Labels.Builder labels = Labels.builder();
        labels.set(Labels.METRIC_NAME, brace < 0 ? text : text.substring(0, brace));
        Matcher matcher = LABEL.matcher(brace < 0 ? "" : text.substring(brace));
        while (matcher.find()) {
            labels.set(matcher.group(1), unescaped(matcher.group(2)));
        }
        return labels.build();
    }

    private static String unescaped(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                plain.append(next == 'n' ? '\n' : next);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
