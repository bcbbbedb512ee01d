package io.gnomon.platform.core.config.internal.load;

import java.util.function.UnaryOperator;

/** {@code $NAME} and <code>${NAME}</code> in a text, with the rules of Go's os.Expand. */
final class GoExpand {
    private static final String SPECIAL = "*#$@!?-0123456789";

    private GoExpand() {}

    /** The text with each name replaced by what the function says of it. */
    static String expand(String text, UnaryOperator<String> value) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            if (text.charAt(i) != '$' || i + 1 == text.length()) {
                out.append(text.charAt(i++));
                continue;
            }
            int start = i + 1;
            if (text.charAt(start) == '{') {
                int end = text.indexOf('}', start);
                if (end < 0) {
                    // Broken: Go takes the two characters away.
                    i = start + 1;
                } else {
                    if (end > start + 1) {
                        out.append(value.apply(text.substring(start + 1, end)));
                    }
                    i = end + 1;
                }
            } else {
                int end = end(text, start);
                out.append(end == start ? "$" : value.apply(text.substring(start, end)));
                i = end;
            }
        }
        return out.toString();
    }

    private static int end(String text, int start) {
        if (SPECIAL.indexOf(text.charAt(start)) >= 0) {
            return start + 1;
        }
        int end = start;
        while (end < text.length() && isName(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isName(char c) {
        return c == '_' || (c < 0x80 && Character.isLetterOrDigit(c));
    }
}
