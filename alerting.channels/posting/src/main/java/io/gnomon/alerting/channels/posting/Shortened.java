package io.gnomon.alerting.channels.posting;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Texts that fit into the limits of services, with an ellipsis for what was cut off. */
public final class Shortened {
    private static final String ELLIPSIS = "…";

    private Shortened() {}

    /**
     * A text of at most so many characters (code points). Where an ellipsis would take a third of
     * it, there is none.
     */
    public static String toCharacters(String text, int max) {
        if (text.codePointCount(0, text.length()) <= max) {
            return text;
        }
        int kept = max <= 3 ? max : max - 1;
        String start = text.substring(0, text.offsetByCodePoints(0, kept));
        return max <= 3 ? start : start + ELLIPSIS;
    }

    /** A text of at most so many bytes in UTF-8, four or more; no character is cut through. */
    public static String toBytes(String text, int max) {
        return isLonger(text, max)
                ? start(text, max - ELLIPSIS.getBytes(UTF_8).length) + ELLIPSIS
                : text;
    }

    /** Whether a text has more bytes in UTF-8. */
    public static boolean isLonger(String text, int bytes) {
        return text.length() > bytes || text.getBytes(UTF_8).length > bytes;
    }

    /** The beginning of a text that has at most so many bytes in UTF-8. */
    public static String start(String text, int max) {
        int bytes = 0;
        int end = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (bytes > max) {
                break;
            }
            end += Character.charCount(c);
        }
        return text.substring(0, end);
    }
}
