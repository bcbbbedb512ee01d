package io.gnomon.platform.promql.internal.parser;

import io.gnomon.model.text.Durations;
import io.gnomon.platform.promql.internal.ast.RawText;
import io.gnomon.platform.promql.internal.ast.Span;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of number, duration and string tokens. */
final class Literals {
    private static final Pattern UNIT = Pattern.compile("[a-z]+");

    private Literals() {}

    static double number(Token token) throws ParseException {
        String text = token.text();
        String lower = text.toLowerCase(Locale.ROOT).replace("_", "");
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
            if (Double.isInfinite(value)) {
                throw new ParseException(token.span(), parseFloat(text, "value out of range"));
            }
            return value;
        } catch (NumberFormatException e) {
            throw new ParseException(token.span(), parseFloat(text, "invalid syntax"));
        }
    }

    private static String parseFloat(String text, String problem) {
        return "error parsing number: strconv.ParseFloat: parsing "
                + GoQuote.string(text)
                + ": "
                + problem;
    }

    /** Seconds of a duration with units. */
    static double duration(Token token) throws ParseException {
        try {
            Matcher units = UNIT.matcher(token.text());
            while (units.find()) {
                if (!Pattern.matches("ms|[smhdwy]", units.group())) {
                    throw new IllegalArgumentException(
                            "unknown unit "
                                    + GoQuote.string(units.group())
                                    + " in duration "
                                    + GoQuote.string(token.text()));
                }
            }
            return Durations.parseMillis(token.text()) / 1000.0;
        } catch (IllegalArgumentException e) {
            throw new ParseException(token.span(), String.valueOf(e.getMessage()));
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

    /** Refuses what Go's 64-bit nanoseconds cannot hold. */
    static void checkRange(double seconds, Span span) throws ParseException {
        if (!(Math.abs(seconds) <= Long.MAX_VALUE / 1e9)) {
            throw new ParseException(span, "duration out of range");
        }
    }
}
