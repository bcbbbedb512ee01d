package io.gnomon.platform.promql.internal.parser;

/** Cuts off numbers, and durations such as 1h30m. */
final class NumberLexer {
    private final Cursor text;

    NumberLexer(Cursor text) {
        this.text = text;
    }

    /** Whether a number or duration begins where the cursor stands. */
    boolean follows() {
        return Cursor.isDigit(text.peek())
                || (text.peek() == '.' && Cursor.isDigit(text.peekNext()));
    }

    Token next() throws LexicalException {
        if (scanNumber()) {
            return text.token(TokenKind.NUMBER);
        }
        if (scanDuration()) {
            return text.token(TokenKind.DURATION);
        }
        throw text.error("bad number or duration syntax: " + GoQuote.string(text.read()));
    }

    /** Decimal, octal, hexadecimal or float; leaves the position where the syntax breaks. */
    private boolean scanNumber() {
        boolean hex = false;
        if (text.accept('0') && text.acceptOneOf("xX")) {
            text.accept('_');
            hex = true;
        }
        text.accept('.');
        if (isDigitOf(text.peek(), hex)) {
            text.skip();
        }
        boolean dot = false;
        boolean exponent = false;
        while (true) {
            int c = text.peek();
            if (isDigitOf(c, hex)) {
                text.skip();
            } else if (c == '.') {
                text.skip();
                if (dot || text.acceptOneOf("_.") || hex) {
                    return false;
                }
                dot = true;
            } else if (c == 'e' || c == 'E') {
                text.skip();
                if (exponent) {
                    return false;
                }
                exponent = true;
                text.acceptOneOf("+-");
                if (text.acceptOneOf("._eE") || text.peek() == Cursor.END) {
                    return false;
                }
            } else if (c == '_') {
                text.skip();
                if (text.acceptOneOf("._eE") || text.peek() == Cursor.END) {
                    return false;
                }
            } else {
                return !Cursor.isAlphaNumeric(c);
            }
        }
    }

    /** The units after the digits of a duration, and further digits with units. */
    private boolean scanDuration() {
        if (!text.acceptOneOf("smhdwy")) {
            return false;
        }
        text.accept('s');
        while (Cursor.isDigit(text.peek())) {
            while (Cursor.isDigit(text.peek())) {
                text.skip();
            }
            if (!text.acceptOneOf("smhdw")) {
                return false;
            }
            text.accept('s');
        }
        if (Cursor.isAlphaNumeric(text.peek())) {
            text.skip();
            return false;
        }
        return true;
    }

    private static boolean isDigitOf(int c, boolean hex) {
        return Cursor.isDigit(c)
                || (hex && c != Cursor.END && c < 0x80 && Character.digit(c, 16) >= 0);
    }
}
