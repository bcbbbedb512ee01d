package io.gnomon.platform.core.config.alerting;

/** Splits matchers of the newer syntax into their parts. Columns are characters from 0. */
final class MatcherTokens {
    enum Kind {
        END,
        OPEN_BRACE,
        CLOSE_BRACE,
        COMMA,
        EQUAL,
        NOT_EQUAL,
        REGEX,
        NOT_REGEX,
        QUOTED,
        UNQUOTED
    }

    /**
     * A part.
     *
     * @param text as it is written, with its quotes
     */
    record Token(Kind kind, String text, int start, int end) {}

    private static final String RESERVED = "{}!=~,\\\"'`";

    private final int[] characters;
    private int at;

    MatcherTokens(String text) {
        characters = text.codePoints().toArray();
    }

    /** Must stand in quotes when it is part of a name or value. */
    static boolean isReserved(int character) {
        return isSpace(character) || RESERVED.indexOf(character) >= 0;
    }

    /** Unicode's White_Space. */
    private static boolean isSpace(int c) {
        return (c >= '\t' && c <= '\r') || c == 0x85 || Character.isSpaceChar(c);
    }

    /**
     * The next part.
     *
     * @throws IllegalArgumentException with Alertmanager's words
     */
    Token next() {
        while (at < characters.length && isSpace(characters[at])) {
            at++;
        }
        if (at == characters.length) {
            return new Token(Kind.END, "", at, at);
        }
        int start = at;
        int c = characters[at++];
        Kind kind =
                switch (c) {
                    case '{' -> Kind.OPEN_BRACE;
                    case '}' -> Kind.CLOSE_BRACE;
                    case ',' -> Kind.COMMA;
                    case '=' -> accept('~') ? Kind.REGEX : Kind.EQUAL;
                    case '!' -> negated(start);
                    case '"' -> quoted(start);
                    default -> unquoted(start);
                };
        return new Token(kind, text(start), start, at);
    }

    private Kind negated(int start) {
        if (accept('=')) {
            return Kind.NOT_EQUAL;
        }
        if (accept('~')) {
            return Kind.NOT_REGEX;
        }
        throw new IllegalArgumentException(
                start
                        + ":"
                        + at
                        + (at == characters.length
                                ? ": unexpected end of input, expected one of '=~'"
                                : ": " + text(start) + ": expected one of '=~'"));
    }

    private Kind quoted(int start) {
        while (at < characters.length && characters[at] != '"') {
            at += characters[at] == '\\' && at + 1 < characters.length ? 2 : 1;
        }
        if (at == characters.length) {
            throw new IllegalArgumentException(
                    start + ":" + at + ": " + text(start) + ": missing end \"");
        }
        at++;
        return Kind.QUOTED;
    }

    private Kind unquoted(int start) {
        if (isReserved(characters[start])) {
            throw new IllegalArgumentException(
                    start + ":" + at + ": " + text(start) + ": invalid input");
        }
        while (at < characters.length && !isReserved(characters[at])) {
            at++;
        }
        return Kind.UNQUOTED;
    }

    private boolean accept(char expected) {
        boolean there = at < characters.length && characters[at] == expected;
        if (there) {
            at++;
        }
        return there;
    }

    private String text(int start) {
        return new String(characters, start, at - start);
    }
}
