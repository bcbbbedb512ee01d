package io.gnomon.platform.core.config.alerting;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Texts in double quotes as Go writes them. Escapes name bytes, which must make up UTF-8. */
final class GoQuotes {
    private static final String SIMPLE = "abfnrtv\\\"";
    private static final byte[] MEANING = {7, 8, 12, 10, 13, 9, 11, '\\', '"'};

    private GoQuotes() {}

    /** The text without its quotes, null when an escape is wrong. */
    static @Nullable String unquote(String quoted) {
        String text = quoted.substring(1, quoted.length() - 1);
        if (text.indexOf('\n') >= 0) {
            return null;
        }
        if (text.indexOf('\\') < 0) {
            return text;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (at < text.length()) {
            int escape = text.indexOf('\\', at);
            int end = escape < 0 ? text.length() : escape;
            out.writeBytes(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
            if (escape < 0) {
                break;
            }
            at = escaped(text, escape + 1, out);
            if (at < 0) {
                return null;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(out.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Writes what stands behind a backslash; the end of it, -1 when it is wrong. */
    private static int escaped(String text, int at, ByteArrayOutputStream out) {
        if (at == text.length()) {
            return -1;
        }
        char c = text.charAt(at);
        int simple = SIMPLE.indexOf(c);
        if (simple >= 0) {
            out.write(MEANING[simple]);
            return at + 1;
        }
        return switch (c) {
            case 'x' -> number(text, at + 1, 2, 16, out);
            case 'u' -> number(text, at + 1, 4, 16, out);
            case 'U' -> number(text, at + 1, 8, 16, out);
            default -> number(text, at, 3, 8, out);
        };
    }

    /** A byte of 2 or 3 digits, a character of 4 or 8. */
    private static int number(
            String text, int start, int digits, int radix, ByteArrayOutputStream out) {
        int end = start + digits;
        if (end > text.length()) {
            return -1;
        }
        long value = 0;
        for (int i = start; i < end; i++) {
            int digit = Character.digit(text.charAt(i), radix);
            if (digit < 0 || text.charAt(i) >= 0x80) {
                return -1;
            }
            value = value * radix + digit;
        }
        if (digits < 4) {
            if (value > 0xff) {
                return -1;
            }
            out.write((int) value);
        } else {
            boolean surrogate = value >= 0xd800 && value < 0xe000;
            if (surrogate || value > Character.MAX_CODE_POINT) {
                return -1;
            }
            out.writeBytes(Character.toString((int) value).getBytes(StandardCharsets.UTF_8));
        }
        return end;
    }
}
