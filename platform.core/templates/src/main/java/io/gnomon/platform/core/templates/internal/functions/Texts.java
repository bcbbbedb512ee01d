package io.gnomon.platform.core.templates.internal.functions;

import io.gnomon.platform.core.templates.internal.value.CallException;

import java.nio.charset.StandardCharsets;
import java.util.function.IntUnaryOperator;

/** Functions of strings that both lists have. */
final class Texts {
    private Texts() {}

    static String upper(String text) {
        return mapped(text, Character::toUpperCase);
    }

    static String lower(String text) {
        return mapped(text, Character::toLowerCase);
    }

    /** Each character by itself, as Go does: no character becomes two. */
    private static String mapped(String text, IntUnaryOperator mapping) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().map(mapping).forEach(out::appendCodePoint);
        return out.toString();
    }

    /** The first letter of each word in its title case; the others stay: strings.Title. */
    static String title(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean inWord = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            out.appendCodePoint(inWord ? c : Character.toTitleCase(c));
            boolean ascii = c < 0x80;
            boolean word = Character.isLetterOrDigit(c) || c == '_';
            inWord = ascii ? word : !Character.isWhitespace(c);
            i += Character.charCount(c);
        }
        return out.toString();
    }

    /** As {@link #title}, the other letters small: cases.Title. */
    static String titleOnly(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean inWord = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            boolean letter = Character.isLetter(c);
            out.appendCodePoint(inWord ? Character.toLowerCase(c) : Character.toTitleCase(c));
            boolean apostrophe = inWord && (c == '\'' || c == '\u2019' || c == '.' || c == ':');
            inWord = letter || (inWord && (Character.isDigit(c) || c == '_' || apostrophe));
            i += Character.charCount(c);
        }
        return out.toString();
    }

    /** Go's strings.TrimSpace: Unicode spaces. */
    static String trimSpace(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return (c >= '\t' && c <= '\r') || c == 0x85 || Character.isSpaceChar(c);
    }

    /** As url.QueryUnescape. */
    static String queryUnescape(String text) throws CallException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '+') {
                out[length++] = ' ';
            } else if (bytes[i] != '%') {
                out[length++] = bytes[i];
            } else {
                int high = i + 3 <= bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
                int low = i + 3 <= bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    String bad =
                            new String(
                                    bytes,
                                    i,
                                    Math.min(3, bytes.length - i),
                                    StandardCharsets.UTF_8);
                    throw new CallException("invalid URL escape \"" + bad + "\"");
                }
                out[length++] = (byte) (high << 4 | low);
                i += 2;
            }
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }
}
