package io.gnomon.platform.core.templates.internal.fmt;

import io.gnomon.platform.core.templates.internal.value.Kind;
import io.gnomon.platform.core.templates.internal.value.Values;

import java.util.List;

/**
 * Sprint, Sprintln and Sprintf; the documentation of https://pkg.go.dev/fmt is the specification.
 */
public final class Format {
    /** Go refuses widths and precisions above. */
    static final int WIDTH_MAX = 1_000_000;

    private Format() {}

    /** Values one behind the other, a space between two that are not strings. */
    public static String sprint(List<Object> values) {
        StringBuilder out = new StringBuilder();
        boolean afterText = true;
        for (int i = 0; i < values.size(); i++) {
            boolean text = values.get(i) instanceof String;
            if (i > 0 && !text && !afterText) {
                out.append(' ');
            }
            out.append(text(values.get(i)));
            afterText = text;
        }
        return out.toString();
    }

    /** Values with spaces between them and a line end. */
    public static String sprintln(List<Object> values) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            out.append(i > 0 ? " " : "").append(text(values.get(i)));
        }
        return out.append('\n').toString();
    }

    /** A value as {@code %v} prints it. */
    public static String text(Object value) {
        return value instanceof String s ? s : verb('v', value);
    }

    /** A value under a verb without flags. */
    public static String verb(char verb, Object value) {
        StringBuilder out = new StringBuilder();
        new ValuePrinter(out, new Flags()).print(value, verb, 0);
        return out.toString();
    }

    /** Values in the places of a format. */
    public static String sprintf(String format, List<Object> values) {
        return new Run(format, values).all();
    }

    /** One call of sprintf. */
    private static final class Run {
        private final String format;
        private final List<Object> values;
        private final StringBuilder out = new StringBuilder();
        private int at;
        private int next;
        private boolean reordered;
        private boolean goodIndex;
        private boolean afterIndex;

        Run(String format, List<Object> values) {
            this.format = format;
            this.values = values;
        }

        String all() {
            while (at < format.length()) {
                int percent = format.indexOf('%', at);
                if (percent < 0) {
                    out.append(format, at, format.length());
                    break;
                }
                out.append(format, at, percent);
                at = percent + 1;
                directive();
            }
            if (!reordered && next < values.size()) {
                extra();
            }
            return out.toString();
        }

        private void extra() {
            out.append("%!(EXTRA ");
            for (int i = next; i < values.size(); i++) {
                out.append(i > next ? ", " : "");
                Object value = values.get(i);
                out.append(Values.type(value));
                if (Kind.of(value) != Kind.NOTHING) {
                    out.append('=').append(text(value));
                }
            }
            out.append(')');
        }

        private void directive() {
            Flags flags = new Flags();
            goodIndex = true;
            afterIndex = false;
            while (at < format.length() && flags.take(format.charAt(at))) {
                at++;
            }
            index();
            width(flags);
            if (at < format.length() && format.charAt(at) == '.') {
                at++;
                if (afterIndex) {
                    goodIndex = false;
                }
                precision(flags);
            }
            if (!afterIndex) {
                index();
            }
            if (at >= format.length()) {
                out.append("%!(NOVERB)");
                return;
            }
            int verb = format.codePointAt(at);
            at += Character.charCount(verb);
            if (verb == '%') {
                out.append('%');
            } else if (!goodIndex) {
                out.append("%!").appendCodePoint(verb).append("(BADINDEX)");
            } else if (next >= values.size()) {
                out.append("%!").appendCodePoint(verb).append("(MISSING)");
            } else {
                flags.finish(verb);
                new ValuePrinter(out, flags).print(values.get(next++), verb, 0);
            }
        }

        private void width(Flags flags) {
            if (at < format.length() && format.charAt(at) == '*') {
                at++;
                int width = star();
                if (width == Flags.NONE) {
                    out.append("%!(BADWIDTH)");
                } else if (width < 0) {
                    flags.minus = true;
                    flags.zero = false;
                    width = -width;
                }
                flags.width = width;
                afterIndex = false;
            } else {
                flags.width = number();
                if (afterIndex && flags.width != Flags.NONE) {
                    goodIndex = false;
                }
            }
        }

        private void precision(Flags flags) {
            index();
            if (at < format.length() && format.charAt(at) == '*') {
                at++;
                int precision = star();
                if (precision < 0) {
                    out.append("%!(BADPREC)");
                    precision = Flags.NONE;
                }
                flags.precision = precision;
                afterIndex = false;
            } else {
                int precision = number();
                flags.precision = precision == Flags.NONE ? 0 : precision;
            }
        }

        /** The next argument as a width. */
        private int star() {
            if (next >= values.size() || Kind.of(values.get(next)) != Kind.INT) {
                next++;
                return Flags.NONE;
            }
            long value = Values.integer(values.get(next++));
            return Math.abs(value) > WIDTH_MAX ? Flags.NONE : (int) value;
        }

        private int number() {
            int start = at;
            long value = 0;
            while (at < format.length() && Character.isDigit(format.charAt(at))) {
                value = Math.min(value * 10 + format.charAt(at++) - '0', WIDTH_MAX + 1L);
            }
            return start == at || value > WIDTH_MAX ? Flags.NONE : (int) value;
        }

        /** An explicit index of an argument: {@code [2]}. */
        private void index() {
            if (at >= format.length() || format.charAt(at) != '[') {
                return;
            }
            reordered = true;
            int end = format.indexOf(']', at);
            if (end < 0) {
                goodIndex = false;
                at++;
                return;
            }
            int before = at;
            at++;
            int index = number();
            if (at != end || index < 1 || index > values.size()) {
                goodIndex = false;
                at = Math.max(before, end) + 1;
                return;
            }
            next = index - 1;
            at = end + 1;
            afterIndex = true;
        }
    }
}
