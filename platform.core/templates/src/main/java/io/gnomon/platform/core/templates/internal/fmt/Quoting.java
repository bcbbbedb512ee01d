package io.gnomon.platform.core.templates.internal.fmt;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Go's string literals (Go specification, "String literals"; strconv.Quote, Unquote). */
public final class Quoting {
    private static final String ESCAPES = "abfnrtv\\\"";
    private static final String ESCAPED = "\u0007\b\f\n\r\t\u000b\\\"";

    private Quoting() {}

    /** A literal in double quotes. */
    public static String quote(String text) {
        return quote(text, false);
    }

    /**
     * A literal in double quotes.
     *
     * @param ascii whether everything outside of ASCII is written as an escape
     */
    public static String quote(String text, boolean ascii) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> append(out, c, '"', ascii));
        return out.append('"').toString();
    }

    /** A character literal in single quotes. */
    public static String quoteCharacter(int c, boolean ascii) {
        StringBuilder out = new StringBuilder().append('\'');
        append(out, Character.isValidCodePoint(c) ? c : 0xFFFD, '\'', ascii);
        return out.append('\'').toString();
    }

    private static void append(StringBuilder out, int c, char quote, boolean ascii) {
        int known = c == '"' ? -1 : ESCAPED.indexOf(c);
        if (c == quote) {
            out.append('\\').append(quote);
        } else if (known >= 0) {
            out.append('\\').append(ESCAPES.charAt(known));
        } else if (ascii ? c >= 0x20 && c < 0x7F : isPrintable(c)) {
            out.appendCodePoint(c);
        } else if (c < 0x20 || c == 0x7F) {
            out.append(String.format("\\x%02x", c));
        } else {
            out.append(String.format(c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
        }
    }

    /** As unicode.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII space. */
    public static boolean isPrintable(int c) {
        if (c == ' ') {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR ->
                    false;
            default -> true;
        };
    }

    /** As %#U: {@code U+0041 'A'}. */
    public static String unicode(int c) {
        String number = String.format("U+%04X", c);
        return isPrintable(c) ? number + " '" + Character.toString(c) + "'" : number;
    }

    /** What a literal in double quotes, back quotes or single quotes means; null if malformed. */
    public static @Nullable String unquote(String literal) {
        char quote = literal.charAt(0);
        String body = literal.substring(1, literal.length() - 1);
        if (quote == '`') {
            return body.replace("\r", "");
        }
        if (body.indexOf('\\') < 0) {
            return body.indexOf('\n') < 0 ? body : null;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (at < body.length()) {
            int c = body.codePointAt(at);
            at += Character.charCount(c);
            if (c != '\\') {
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            at = escape(body, at, quote, out);
            if (at < 0) {
                return null;
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Reads what follows a backslash; gives the index behind it or -1. */
    private static int escape(String body, int at, char quote, ByteArrayOutputStream out) {
        if (at >= body.length()) {
            return -1;
        }
        char c = body.charAt(at);
        int known = ESCAPES.indexOf(c);
        if (known >= 0 && c != '"') {
            out.write(ESCAPED.charAt(known));
            return at + 1;
        }
        if (c == quote) {
            out.write(quote);
            return at + 1;
        }
        return switch (c) {
            case 'x' -> number(body, at + 1, 2, 16, true, out);
            case 'u' -> number(body, at + 1, 4, 16, false, out);
            case 'U' -> number(body, at + 1, 8, 16, false, out);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> number(body, at, 3, 8, true, out);
            default -> -1;
        };
    }

    private static int number(
            String body, int at, int digits, int radix, boolean isByte, ByteArrayOutputStream out) {
        if (at + digits > body.length()) {
            return -1;
        }
        long value = 0;
        for (int i = at; i < at + digits; i++) {
            int digit = Character.digit(body.charAt(i), radix);
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        if (isByte) {
            if (value > 255) {
                return -1;
            }
            out.write((int) value);
        } else {
            if (value > Character.MAX_CODE_POINT || (value >= 0xD800 && value < 0xE000)) {
                return -1;
            }
            out.writeBytes(Character.toString((int) value).getBytes(StandardCharsets.UTF_8));
        }
        return at + digits;
    }
}
