package io.gnomon.platform.promql.internal.parser;

/** Cuts off strings and checks their escapes. */
final class StringLexer {
    private final Cursor text;

    StringLexer(Cursor text) {
        this.text = text;
    }

    /** A string behind its opening quote, which is {@code "}, {@code '} or a backquote. */
    Token next(int quote) throws LexicalException {
        return quote == '`' ? rawString() : quotedString(quote);
    }

    private Token quotedString(int quote) throws LexicalException {
        while (true) {
            int c = text.peek();
            if (c == Cursor.END || c == '\n') {
                throw text.error("unterminated quoted string");
            }
            text.skip(c);
            if (c == '\\') {
                escape(quote);
            } else if (isNoCharacter(c)) {
                throw text.error("invalid UTF-8 rune");
            } else if (c == quote) {
                return text.token(TokenKind.STRING);
            }
        }
    }

    private void escape(int quote) throws LexicalException {
        int c = text.peek();
        if (c == Cursor.END) {
            throw text.error("escape sequence not terminated");
        }
        if (c >= '0' && c <= '7') {
            digits(3, 8, 255);
            return;
        }
        text.skip(c);
        switch (c) {
            case 'x' -> digits(2, 16, 255);
            case 'u' -> digits(4, 16, Character.MAX_CODE_POINT);
            case 'U' -> digits(8, 16, Character.MAX_CODE_POINT);
            case 'a', 'b', 'f', 'n', 'r', 't', 'v', '\\' -> {}
            default -> {
                if (c != quote) {
                    throw text.error("unknown escape sequence " + GoQuote.unicode(c));
                }
            }
        }
    }

    private void digits(int count, int base, int max) throws LexicalException {
        long value = 0;
        for (int i = 0; i < count; i++) {
            int c = text.peek();
            if (c == Cursor.END) {
                throw text.error("escape sequence not terminated");
            }
            int digit = c < 0x80 ? Character.digit(c, base) : -1;
            if (digit < 0) {
                throw text.error("illegal character " + GoQuote.unicode(c) + " in escape sequence");
            }
            value = value * base + digit;
            text.skip();
        }
        if (value > max || (value >= 0xD800 && value < 0xE000)) {
            throw text.error("escape sequence is an invalid Unicode code point");
        }
    }

    private Token rawString() throws LexicalException {
        while (true) {
            int c = text.peek();
            if (c == Cursor.END) {
                throw text.error("unterminated raw string");
            }
            text.skip(c);
            if (isNoCharacter(c)) {
                throw text.error("invalid UTF-8 rune");
            }
            if (c == '`') {
                return text.token(TokenKind.STRING);
            }
        }
    }

    /** What a decoder leaves in place of bytes that are no UTF-8, and half a surrogate pair. */
    private static boolean isNoCharacter(int c) {
        return c == 0xFFFD || (c >= 0xD800 && c < 0xE000);
    }
}
