package io.gnomon.platform.memory.notation;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.text.Durations;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/** Reads the parts of a line of a script from left to right. */
public final class ScriptSyntax {
    private final String text;
    private int pos;

    public ScriptSyntax(String text) {
        this.text = text;
    }

    /** A script that says nothing sensible. */
    public static IllegalArgumentException error(String what, String text) {
        return new IllegalArgumentException(what + " in: " + text);
    }

    public void skipBlanks() {
        while (pos < text.length() && Character.isWhitespace(text.charAt(pos))) {
            pos++;
        }
    }

    public boolean atEnd() {
        return pos >= text.length();
    }

    public boolean at(String prefix) {
        return text.startsWith(prefix, pos);
    }

    public boolean accept(String prefix) {
        if (at(prefix)) {
            pos += prefix.length();
            return true;
        }
        return false;
    }

    public String rest() {
        return text.substring(pos);
    }

    /** {@code name{label="value", "quoted name"="value"}}, either part optional. */
    public Labels labels() {
        Labels.Builder labels = Labels.builder();
        String name = word(true);
        labels.set(Labels.METRIC_NAME, name);
        if (accept("{")) {
            skipBlanks();
            while (!accept("}")) {
                boolean quoted = at("\"") || at("'") || at("`");
                String label = quoted ? string() : word(false);
                skipBlanks();
                if (accept("=")) {
                    skipBlanks();
                    labels.set(label, string());
                } else if (quoted) {
                    labels.set(Labels.METRIC_NAME, label);
                } else {
                    throw error("label without value", text);
                }
                skipBlanks();
                accept(",");
                skipBlanks();
            }
        }
        return labels.build();
    }

    private String word(boolean colon) {
        int start = pos;
        while (pos < text.length()) {
            char c = text.charAt(pos);
            if (!Character.isLetterOrDigit(c) && c != '_' && !(colon && c == ':')) {
                break;
            }
            pos++;
        }
        return text.substring(start, pos);
    }

    private String string() {
        char quote = text.charAt(pos++);
        StringBuilder out = new StringBuilder();
        while (text.charAt(pos) != quote) {
            char c = text.charAt(pos++);
            if (c == '\\' && quote != '`') {
                char e = text.charAt(pos++);
                out.append(
                        switch (e) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            default -> e;
                        });
            } else {
                out.append(c);
            }
        }
        pos++;
        return out.toString();
    }

    /** Everything up to the next blank, but braces and what is in them whole. */
    public String item() {
        int start = pos;
        int depth = 0;
        while (pos < text.length() && (depth > 0 || !Character.isWhitespace(text.charAt(pos)))) {
            depth += text.charAt(pos) == '{' ? 1 : text.charAt(pos) == '}' ? -1 : 0;
            pos++;
        }
        return text.substring(start, pos);
    }

    public static double number(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default ->
                    text.startsWith("0x")
                            ? Long.parseLong(text.substring(2), 16)
                            : Double.parseDouble(text);
        };
    }

    /** A duration that may have a sign; a number alone is seconds. */
    public static long millis(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        Double seconds = seconds(digits);
        long millis = seconds == null ? Durations.parseMillis(digits) : Math.round(seconds * 1000);
        return negative ? -millis : millis;
    }

    private static @Nullable Double seconds(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
