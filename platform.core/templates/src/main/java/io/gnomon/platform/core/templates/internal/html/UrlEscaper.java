package io.gnomon.platform.core.templates.internal.html;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.StringJoiner;

/** Escapes values in addresses. */
final class UrlEscaper {
    private static final String REFUSED = "#" + MarkupEscaper.REFUSED;
    private static final String RESERVED = "!#$&*+,/:;=?@[]";

    private UrlEscaper() {}

    /** A value that starts an address: schemes that could run code are refused. */
    static String filter(String value) {
        return isSafe(value) ? value : REFUSED;
    }

    private static boolean isSafe(String value) {
        int colon = value.indexOf(':');
        int slash = value.indexOf('/');
        if (colon < 0 || (slash >= 0 && slash < colon)) {
            return true;
        }
        return switch (value.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "http", "https", "mailto" -> true;
            default -> false;
        };
    }

    /** A part of an address: what is reserved there stays. */
    static String normalize(String value) {
        return escape(value, true);
    }

    /** A value in a query or fragment. */
    static String query(String value) {
        return escape(value, false);
    }

    private static String escape(String value, boolean keepReserved) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder(bytes.length + 16);
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes[i] & 255;
            boolean kept =
                    (b < 0x80 && (Character.isLetterOrDigit(b) || "-._~".indexOf(b) >= 0))
                            || (keepReserved && RESERVED.indexOf(b) >= 0)
                            || (keepReserved && b == '%' && isHex(bytes, i + 1));
            if (kept) {
                out.append((char) b);
            } else {
                out.append(String.format("%%%02x", b));
            }
        }
        return out.toString();
    }

    private static boolean isHex(byte[] bytes, int at) {
        return at + 1 < bytes.length
                && Character.digit(bytes[at], 16) >= 0
                && Character.digit(bytes[at + 1], 16) >= 0;
    }

    /** A list of pictures: {@code url 2x, url 100w}. */
    static String srcset(String value) {
        StringJoiner all = new StringJoiner(",");
        for (String picture : value.split(",", -1)) {
            all.add(picture(picture));
        }
        return all.toString();
    }

    private static String picture(String picture) {
        String stripped = picture.stripLeading();
        String before = picture.substring(0, picture.length() - stripped.length());
        int space = 0;
        while (space < stripped.length() && !Character.isWhitespace(stripped.charAt(space))) {
            space++;
        }
        String size = stripped.substring(space);
        boolean good =
                isSafe(stripped.substring(0, space))
                        && size.chars()
                                .allMatch(c ->
                                        Character.isWhitespace(c)
                                                || c == '.'
                                                || (c < 0x80 && Character.isLetterOrDigit(c)));
        return before + (good ? normalize(stripped.substring(0, space)) + size : REFUSED);
    }
}
