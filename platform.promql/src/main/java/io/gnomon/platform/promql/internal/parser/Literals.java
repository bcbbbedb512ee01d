package io.gnomon.platform.promql.internal.parser;

import io.gnomon.model.text.Durations;
import io.gnomon.platform.promql.internal.ast.RawText;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Values of number, duration and string tokens. */
final class Literals {
    private Literals() {}

    /** Value of a number; 0, with the error noted, if it has none. */
    static double number(Token token, ParseErrors errors) {
        String text = token.text();
        String lower = text.toLowerCase(Locale.ROOT);
        lower = lower.endsWith("_") ? lower : lower.replace("_", "");
        if (lower.equals("inf")) {
            return Double.POSITIVE_INFINITY;
        }
        if (lower.equals("nan")) {
            return Double.NaN;
        }
        try {
            if (lower.startsWith("0x")) {
                return Long.parseLong(lower.substring(2), 16);
            }
            if (lower.length() > 1 && lower.chars().allMatch(c -> c >= '0' && c <= '7')) {
                return lower.charAt(0) == '0'
                        ? Long.parseLong(lower, 8)
                        : Double.parseDouble(lower);
            }
            double value = Double.parseDouble(lower);
            if (!Double.isInfinite(value)) {
                return value;
            }
            errors.add(token.span(), parseFloat(text, "value out of range"));
        } catch (NumberFormatException e) {
            errors.add(token.span(), parseFloat(text, "invalid syntax"));
        }
        return 0;
    }

    private static String parseFloat(String text, String problem) {
        return "error parsing number: strconv.ParseFloat: parsing "
                + GoQuote.string(text)
                + ": "
                + problem;
    }

    /** Seconds of a duration with units; 0, with the error noted, if it is none. */
    static double duration(Token token, ParseErrors errors) {
        try {
            return Durations.parseMillis(token.text()) / 1000.0;
        } catch (IllegalArgumentException e) {
            errors.add(token.span(), String.valueOf(e.getMessage()));
            return 0;
        }
    }

    /** Text of a string whose escapes the lexer has checked. */
    static String string(Token token) {
        return unquote(token.text());
    }

    static String unquote(String text) {
        String inner = text.substring(1, text.length() - 1);
        if (text.charAt(0) == '`' || inner.indexOf('\\') < 0) {
            return inner;
        }
        // Escapes name bytes, which together with their neighbours may make up one character.
        ByteArrayOutputStream out = new ByteArrayOutputStream(inner.length());
        int i = 0;
        while (i < inner.length()) {
            int c = inner.codePointAt(i);
            i += Character.charCount(c);
            if (c != '\\') {
                write(out, c);
                continue;
            }
            char e = inner.charAt(i++);
            switch (e) {
                case 'a' -> out.write(7);
                case 'b' -> out.write('\b');
                case 'f' -> out.write('\f');
                case 'n' -> out.write('\n');
                case 'r' -> out.write('\r');
                case 't' -> out.write('\t');
                case 'v' -> out.write(11);
                case 'x' -> {
                    out.write(Integer.parseInt(inner, i, i + 2, 16));
                    i += 2;
                }
                case 'u' -> {
                    write(out, Integer.parseInt(inner, i, i + 4, 16));
                    i += 4;
                }
                case 'U' -> {
                    write(out, Integer.parseInt(inner, i, i + 8, 16));
                    i += 8;
                }
                case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                    out.write(Integer.parseInt(inner, i - 1, i + 2, 8));
                    i += 2;
                }
                default -> out.write(e);
            }
        }
        return RawText.decode(out.toByteArray());
    }

    private static void write(ByteArrayOutputStream out, int codePoint) {
        out.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether Go's 64-bit nanoseconds can hold so many seconds. */
    static boolean inRange(double seconds) {
        return Math.abs(seconds) <= Long.MAX_VALUE / 1e9;
    }
}
