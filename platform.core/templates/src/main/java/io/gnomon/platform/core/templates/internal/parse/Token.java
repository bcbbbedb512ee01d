package io.gnomon.platform.core.templates.internal.parse;

import io.gnomon.platform.core.templates.internal.fmt.Quoting;

/**
 * A token of a template.
 *
 * @param text as it stands in the template; of {@link Kind#ERROR} the message
 * @param position index of its first character
 * @param line from 1 on
 */
record Token(Kind kind, String text, int position, int line) {
    enum Kind {
        ERROR,
        END_OF_TEXT,
        TEXT,
        COMMENT,
        LEFT_DELIMITER,
        RIGHT_DELIMITER,
        SPACE,
        LEFT_PARENTHESIS,
        RIGHT_PARENTHESIS,
        ASSIGN,
        DECLARE,
        PIPE,
        OTHER,
        BOOL,
        CHARACTER,
        NUMBER,
        STRING,
        RAW_STRING,
        FIELD,
        VARIABLE,
        IDENTIFIER,
        DOT,
        NIL,
        IF,
        ELSE,
        END,
        RANGE,
        WITH,
        TEMPLATE,
        DEFINE,
        BLOCK,
        BREAK,
        CONTINUE;

        boolean isKeyword() {
            return switch (this) {
                case DOT,
                        NIL,
                        IF,
                        ELSE,
                        END,
                        RANGE,
                        WITH,
                        TEMPLATE,
                        DEFINE,
                        BLOCK,
                        BREAK,
                        CONTINUE ->
                        true;
                default -> false;
            };
        }
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }

    /** As messages show it. */
    @Override
    public String toString() {
        if (kind == Kind.END_OF_TEXT) {
            return "EOF";
        }
        if (kind == Kind.ERROR) {
            return text;
        }
        if (kind.isKeyword()) {
            return "<" + text + ">";
        }
        int characters = text.codePointCount(0, text.length());
        return characters > 10
                ? Quoting.quote(text.substring(0, text.offsetByCodePoints(0, 10))) + "..."
                : Quoting.quote(text);
    }
}
