package io.gnomon.platform.core.templates.internal.html;

import java.util.Locale;

/** Escapes values in style sheets. */
final class CssEscaper {
    private CssEscaper() {}

    /** A value inside of quotes. */
    static String string(String value) {
        StringBuilder out = new StringBuilder(value.length() + 16);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\') {
                out.append("\\\\");
            } else if (c < ' ' || "\"&'()+/:;<>{}".indexOf(c) >= 0) {
                out.append('\\').append(Integer.toHexString(c));
                char next = i + 1 < value.length() ? value.charAt(i + 1) : ' ';
                if (Character.digit(next, 16) >= 0 || Character.isWhitespace(next)) {
                    out.append(' ');
                }
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /**
     * A value as it stands: words, numbers, colours; what could start something else is refused.
     */
    static String value(String value) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean dashes = c == '-' && i > 0 && value.charAt(i - 1) == '-';
            if (dashes || c == 0 || "\"'()/;@[\\]`{}<>".indexOf(c) >= 0) {
                return MarkupEscaper.REFUSED;
            }
            if (c == '_' || Character.isLetterOrDigit(c)) {
                word.append(c);
            }
        }
        String lower = word.toString().toLowerCase(Locale.ROOT);
        boolean code = lower.contains("expression") || lower.contains("mozbinding");
        return code ? MarkupEscaper.REFUSED : value;
    }
}
