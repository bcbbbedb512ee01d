package io.gnomon.platform.core.rules.internal.testing;

import io.gnomon.model.labels.Labels;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Expected and found alerts as one JSON text: what only one of them has is red (expected) or green
 * (found), what differs is yellow. The colours and lines are those of promtool.
 */
final class AlertDiff {
    private static final String RED = "\u001b[0;31m";
    private static final String GREEN = "\u001b[0;32m";
    private static final String YELLOW = "\u001b[0;33m";
    private static final String PLAIN = "\u001b[0m";
    private static final String MARGIN = " ".repeat(12);
    private static final String STEP = " ".repeat(4);
    private static final ShownAlert NOTHING = new ShownAlert(Labels.EMPTY, Labels.EMPTY);

    private final List<String> lines = new ArrayList<>();

    private AlertDiff() {}

    static String of(List<ShownAlert> expected, List<ShownAlert> found) {
        AlertDiff diff = new AlertDiff();
        // Where there are none, promtool compares with an alert that has no labels.
        diff.alerts(
                expected.isEmpty() ? List.of(NOTHING) : expected,
                found.isEmpty() ? List.of(NOTHING) : found);
        return "[\n" + String.join("\n", diff.lines) + "\n" + MARGIN + "]";
    }

    private void alerts(List<ShownAlert> expected, List<ShownAlert> found) {
        int all = Math.max(expected.size(), found.size());
        for (int i = 0; i < all; i++) {
            ShownAlert e = i < expected.size() ? expected.get(i) : NOTHING;
            ShownAlert f = i < found.size() ? found.get(i) : NOTHING;
            String colour = i >= found.size() ? RED : i >= expected.size() ? GREEN : "";
            line(1, colour, "{", "");
            object("Annotations", e.annotations(), f.annotations(), colour, ",");
            object("Labels", e.labels(), f.labels(), colour, "");
            line(1, colour, "}", i + 1 < all ? "," : "", "");
        }
    }

    private void object(
            String name, Labels expected, Labels found, String colour, String separator) {
        Map<String, String> left = expected.toMap();
        Map<String, String> right = found.toMap();
        Set<String> keys = new TreeSet<>(left.keySet());
        keys.addAll(right.keySet());
        if (keys.isEmpty()) {
            line(2, colour, quoted(name) + ": {}", separator);
            return;
        }
        line(2, colour, quoted(name) + ": {", "");
        int rest = keys.size();
        for (String key : keys) {
            member(key, left, right, colour, --rest > 0 ? "," : "");
        }
        line(2, colour, "}", separator);
    }

    private void member(
            String key,
            Map<String, String> left,
            Map<String, String> right,
            String colour,
            String separator) {
        String e = left.get(key);
        String f = right.get(key);
        String start = quoted(key) + ": ";
        if (e == null) {
            line(
                    3,
                    colour.isEmpty() ? GREEN : colour,
                    start + quoted(String.valueOf(f)),
                    separator,
                    colour);
        } else if (f == null) {
            line(3, colour.isEmpty() ? RED : colour, start + quoted(e), separator, colour);
        } else if (e.equals(f)) {
            line(3, "", start + quoted(e), separator);
        } else {
            line(3, "", start + YELLOW + quoted(e) + " => " + quoted(f) + PLAIN, separator);
        }
    }

    private void line(int level, String colour, String text, String separator) {
        line(level, colour, text, separator, colour);
    }

    /** A line; the separator has its colour only where a whole alert has it. */
    private void line(int level, String colour, String text, String separator, String around) {
        String inside = around.isEmpty() ? text : text + separator;
        String painted = colour.isEmpty() ? inside : colour + inside + PLAIN;
        lines.add(MARGIN + STEP.repeat(level) + painted + (around.isEmpty() ? separator : ""));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars()
                .forEach(c ->
                        quoted.append(
                                switch (c) {
                                    case '"' -> "\\\"";
                                    case '\\' -> "\\\\";
                                    case '\n' -> "\\n";
                                    case '\t' -> "\\t";
                                    case '\r' -> "\\r";
                                    default -> String.valueOf((char) c);
                                }));
        return quoted.append('"').toString();
    }
}
