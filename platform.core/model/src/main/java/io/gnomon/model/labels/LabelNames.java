package io.gnomon.model.labels;

/** Which names are valid, and how names and values are quoted. */
public final class LabelNames {
    private LabelNames() {}

    /** {@code [a-zA-Z_][a-zA-Z0-9_]*}. */
    public static boolean isLegacyLabelName(CharSequence name) {
        return isLegacy(name, false);
    }

    /** {@code [a-zA-Z_:][a-zA-Z0-9_:]*}. */
    public static boolean isLegacyMetricName(CharSequence name) {
        return isLegacy(name, true);
    }

    private static boolean isLegacy(CharSequence name, boolean colon) {
        if (name.isEmpty()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z' && c < 0x80;
            boolean digit = c >= '0' && c <= '9' && i > 0;
            if (!letter && !digit && c != '_' && !(colon && c == ':')) {
                return false;
            }
        }
        return true;
    }

    /** The text as {@link #quote} appends it. */
    public static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2);
        quote(out, text);
        return out.toString();
    }

    /**
     * Appends the text as a double-quoted Go string: backslash, quote and all that does not print
     * escaped, other text, halves of surrogate pairs too, as it is.
     */
    public static void quote(StringBuilder out, String text) {
        out.append('"');
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\u0007' -> out.append("\\a");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\u000b' -> out.append("\\v");
                default -> {
                    if (c < 0x20 || c == 0x7f) {
                        out.append("\\x")
                                .append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 15, 16));
                    } else if (c < 0x7f || prints(c)) {
                        out.appendCodePoint(c);
                    } else {
                        out.append(String.format(c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
                    }
                }
            }
        }
        out.append('"');
    }

    /** Letters, marks, digits, punctuation and symbols do; of white space only the blank. */
    private static boolean prints(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
