package io.gnomon.platform.promql.internal.parser;

import io.gnomon.model.labels.LabelNames;
import io.gnomon.platform.promql.internal.ast.RawText;

/** Quotes as Go's %q does. */
final class GoQuote {
    private GoQuote() {}

    static String string(String text) {
        return RawText.escaped(LabelNames.quoted(text));
    }

    /** A character in single quotes. */
    static String character(int codePoint) {
        String inner =
                switch (codePoint) {
                    case '\'' -> "\\'";
                    case '"' -> "\"";
                    default -> {
                        String quoted = string(Character.toString(codePoint));
                        yield quoted.substring(1, quoted.length() - 1);
                    }
                };
        return "'" + inner + "'";
    }

    /** {@code U+0063 'c'}. */
    static String unicode(int codePoint) {
        return String.format("U+%04X %s", codePoint, character(codePoint));
    }
}
