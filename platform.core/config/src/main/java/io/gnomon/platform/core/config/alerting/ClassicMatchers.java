package io.gnomon.platform.core.config.alerting;

import io.gnomon.model.labels.LabelNames;
import io.gnomon.model.labels.Matcher;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * The classic syntax of matchers. A name is one of Prometheus, a value is what stands behind the
 * operator, in quotes or not. The rules and the words are those of {@code pkg/labels/parse.go} of
 * Alertmanager.
 */
final class ClassicMatchers {
    private static final String SPACE = "\t\n\f\r ";

    private ClassicMatchers() {}

    static List<Matcher> parse(String text) {
        String inner = text.startsWith("{") ? text.substring(1) : text;
        inner = inner.endsWith("}") ? inner.substring(0, inner.length() - 1) : inner;
        List<Matcher> matchers = new ArrayList<>();
        boolean quoted = false;
        boolean escaped = false;
        int start = 0;
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c == ',' && !quoted) {
                matchers.add(parseOne(inner.substring(start, i)));
                start = i + 1;
            } else if (c == '"') {
                quoted ^= !escaped;
                escaped = false;
            } else if (c != ',') {
                escaped = c == '\\' && !escaped;
            }
        }
        String last = inner.substring(start).strip();
        if (!last.isEmpty()) {
            matchers.add(parseOne(last));
        }
        return List.copyOf(matchers);
    }

    static Matcher parseOne(String text) {
        int name = skipSpace(text, 0);
        int end = name;
        while (end < text.length() && isNameCharacter(text.charAt(end))) {
            end++;
        }
        int operator = skipSpace(text, end);
        Matcher.Type type = type(text, operator);
        String label = text.substring(name, end);
        if (type == null || !LabelNames.isLegacyMetricName(label)) {
            throw new IllegalArgumentException("bad matcher format: " + text);
        }
        int value = skipSpace(text, operator + type.operator().length());
        int stop = text.length();
        while (stop > value && SPACE.indexOf(text.charAt(stop - 1)) >= 0) {
            stop--;
        }
        return new Matcher(type, label, value(text.substring(value, stop)));
    }

    private static int skipSpace(String text, int from) {
        int at = from;
        while (at < text.length() && SPACE.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static boolean isNameCharacter(char c) {
        return c == '_' || c == ':' || (c < 0x80 && Character.isLetterOrDigit(c));
    }

    private static Matcher.@Nullable Type type(String text, int at) {
        if (text.startsWith("=~", at)) {
            return Matcher.Type.REGEX;
        } else if (text.startsWith("!~", at)) {
            return Matcher.Type.NOT_REGEX;
        } else if (text.startsWith("!=", at)) {
            return Matcher.Type.NOT_EQUAL;
        }
        return text.startsWith("=", at) ? Matcher.Type.EQUAL : null;
    }

    /** The value without quotes and escapes; a backslash that escapes nothing stays. */
    private static String value(String written) {
        boolean quoted = written.startsWith("\"");
        String raw = quoted ? written.substring(1) : written;
        StringBuilder value = new StringBuilder();
        boolean closed = false;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            boolean last = i == raw.length() - 1;
            if (c == '\\' && !last) {
                char next = raw.charAt(++i);
                switch (next) {
                    case 'n' -> value.append('\n');
                    case '"', '\\' -> value.append(next);
                    default -> value.append('\\').append(next);
                }
            } else if (c == '"') {
                if (!quoted || !last) {
                    throw unescaped(written);
                }
                closed = true;
            } else {
                value.append(c);
            }
        }
        if (quoted && !closed) {
            throw unescaped(written);
        }
        return value.toString();
    }

    private static IllegalArgumentException unescaped(String written) {
        return new IllegalArgumentException(
                "matcher value contains unescaped double quote: " + written);
    }
}
