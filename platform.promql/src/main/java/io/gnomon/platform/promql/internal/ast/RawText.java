package io.gnomon.platform.promql.internal.ast;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Text of a string literal. Its escapes may name bytes that are no UTF-8; each of them is kept as
 * the lone surrogate {@code U+DC00 + byte}, which no valid text has, so that nothing is lost until
 * it is known what the text is for.
 */
public final class RawText {
    private static final char FIRST = '\udc80';
    private static final char LAST = '\udcff';

    private RawText() {}

    public static String decode(byte[] bytes) {
        StringBuilder out = new StringBuilder(bytes.length);
        int i = 0;
        while (i < bytes.length) {
            int length = length(bytes[i]);
            if (i + length <= bytes.length) {
                try {
                    out.append(
                            StandardCharsets.UTF_8
                                    .newDecoder()
                                    .decode(ByteBuffer.wrap(bytes, i, length)));
                    i += length;
                    continue;
                } catch (CharacterCodingException e) {
                    // Kept as a single byte.
                }
            }
            out.append((char) (0xdc00 | (bytes[i++] & 0xff)));
        }
        return out.toString();
    }

    /** Bytes of the character that a byte begins, as far as it says so. */
    private static int length(byte first) {
        int b = first & 0xff;
        return b < 0xc0 ? 1 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : 4;
    }

    private static boolean isByte(String text, int i) {
        char c = text.charAt(i);
        return c >= FIRST
                && c <= LAST
                && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }

    /** Whether all of the text is UTF-8. */
    public static boolean isValid(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isByte(text, i)) {
                return false;
            }
        }
        return true;
    }

    /** The text with each invalid byte replaced by U+FFFD. */
    public static String readable(String text) {
        return isValid(text) ? text : replaced(text, false);
    }

    /** The text with each invalid byte as a Go string shows it, {@code \xff}. */
    public static String escaped(String text) {
        return isValid(text) ? text : replaced(text, true);
    }

    private static String replaced(String text, boolean escape) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isByte(text, i)) {
                out.append(c);
            } else if (escape) {
                out.append("\\x").append(Integer.toHexString(c & 0xff));
            } else {
                out.append('\ufffd');
            }
        }
        return out.toString();
    }
}
