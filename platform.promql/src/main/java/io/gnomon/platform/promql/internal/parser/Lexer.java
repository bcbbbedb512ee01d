package io.gnomon.platform.promql.internal.parser;

import io.gnomon.platform.promql.internal.ast.Span;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * Cuts a query into tokens, one at a time. What a character means depends on where it stands:
 * outside of brackets, inside braces (where no word is reserved), or inside square brackets (where
 * only durations are allowed).
 */
final class Lexer {
    private static final int EOF = -1;

    private final String input;
    private int pos;
    private int start;

    private int parenDepth;
    private boolean braceOpen;
    private boolean bracketOpen;

    /** Right after an opening bracket, before the first number in it. */
    private boolean durationExpected;

    private boolean gotColon;

    Lexer(String input) {
        this.input = input;
    }

    /** The next token, {@link TokenKind#END_OF_INPUT} again and again after the last. */
    Token next() throws LexicalException {
        skipSpaceAndComments();
        start = pos;
        if (braceOpen) {
            return insideBraces();
        }
        if (durationExpected) {
            return durationStart();
        }
        return statement();
    }

    /** Whether the next token is an opening parenthesis. */
    boolean parenFollows() {
        int i = pos;
        while (i < input.length() && isSpace(input.charAt(i))) {
            i++;
        }
        return i < input.length() && input.charAt(i) == '(';
    }

    private void skipSpaceAndComments() {
        while (pos < input.length()) {
            char c = input.charAt(pos);
            if (isSpace(c)) {
                pos++;
            } else if (c == '#' && !durationExpected) {
                while (pos < input.length() && !isLineEnd(input.charAt(pos))) {
                    pos++;
                }
            } else {
                return;
            }
        }
    }

    private Token statement() throws LexicalException {
        int c = peek();
        if (c == EOF) {
            if (parenDepth != 0) {
                throw error("unclosed left parenthesis");
            }
            if (bracketOpen) {
                throw error("unclosed left bracket");
            }
            return new Token(TokenKind.END_OF_INPUT, "", new Span(start, start));
        }
        if (isDigit(c) || (c == '.' && isDigit(peekAt(pos + 1)))) {
            return numberOrDuration();
        }
        if (isAlpha(c) || c == ':') {
            return bracketOpen ? wordInBrackets() : word();
        }
        pos += Character.charCount(c);
        return switch (c) {
            case ',' -> emit(TokenKind.COMMA);
            case '*' -> emit(TokenKind.MUL);
            case '/' -> emit(TokenKind.DIV);
            case '%' -> emit(TokenKind.MOD);
            case '+' -> emit(TokenKind.ADD);
            case '-' -> emit(TokenKind.SUB);
            case '^' -> emit(TokenKind.POW);
            case '@' -> emit(TokenKind.AT);
            case '=' -> {
                if (peek() == '~') {
                    throw error("unexpected character after '=': '~'");
                }
                yield emit(accept('=') ? TokenKind.EQUAL : TokenKind.ASSIGN);
            }
            case '!' -> {
                if (!accept('=')) {
                    throw error("unexpected character after '!': " + quoted(peek()));
                }
                yield emit(TokenKind.NOT_EQUAL);
            }
            case '<' ->
                    emit(
                            accept('=')
                                    ? TokenKind.LESS_OR_EQUAL
                                    : accept('/') ? TokenKind.TRIM_UPPER : TokenKind.LESS);
            case '>' ->
                    emit(
                            accept('=')
                                    ? TokenKind.GREATER_OR_EQUAL
                                    : accept('/') ? TokenKind.TRIM_LOWER : TokenKind.GREATER);
            case '"', '\'' -> quotedString(c);
            case '`' -> rawString();
            case '(' -> leftParen();
            case ')' -> rightParen();
            case '{' -> {
                braceOpen = true;
                yield emit(TokenKind.LEFT_BRACE);
            }
            case '[' -> {
                if (bracketOpen) {
                    throw error("unexpected left bracket '['");
                }
                bracketOpen = true;
                durationExpected = true;
                gotColon = false;
                yield emit(TokenKind.LEFT_BRACKET);
            }
            case ']' -> {
                if (!bracketOpen) {
                    throw error("unexpected right bracket ']'");
                }
                bracketOpen = false;
                yield emit(TokenKind.RIGHT_BRACKET);
            }
            default -> throw error("unexpected character: " + quoted(c));
        };
    }

    /** After an opening bracket, before the first number. */
    private Token durationStart() throws LexicalException {
        int c = peek();
        if (c == EOF) {
            throw error("unexpected end of input in duration expression");
        }
        if (isDigit(c) || (c == '.' && isDigit(peekAt(pos + 1)))) {
            durationExpected = false;
            return numberOrDuration();
        }
        if (isAlpha(c)) {
            Token keyword = durationKeyword();
            if (keyword != null) {
                return keyword;
            }
            throw error("unexpected character in duration expression: " + quoted(c));
        }
        pos += Character.charCount(c);
        return switch (c) {
            case ']' -> {
                bracketOpen = false;
                durationExpected = false;
                yield emit(TokenKind.RIGHT_BRACKET);
            }
            case ':' -> {
                start = pos;
                throw error("unexpected colon before duration in duration expression");
            }
            case '(' -> leftParen();
            case ')' -> rightParen();
            case '+' -> emit(TokenKind.ADD);
            case '-' -> emit(TokenKind.SUB);
            case '*' -> emit(TokenKind.MUL);
            case '/' -> emit(TokenKind.DIV);
            case '%' -> emit(TokenKind.MOD);
            case '^' -> emit(TokenKind.POW);
            case ',' -> emit(TokenKind.COMMA);
            default -> throw error("unexpected character in duration expression: " + quoted(c));
        };
    }

    private Token wordInBrackets() throws LexicalException {
        int c = peek();
        if (c == ':') {
            pos++;
            return colon();
        }
        Token keyword = durationKeyword();
        if (keyword != null) {
            return keyword;
        }
        throw error("unexpected character: " + quoted(c) + ", expected ':'");
    }

    private Token colon() throws LexicalException {
        if (gotColon) {
            throw error("unexpected colon ':'");
        }
        gotColon = true;
        return emit(TokenKind.COLON);
    }

    /** step, range, min_of or max_of; null, with nothing consumed, for anything else. */
    private @Nullable Token durationKeyword() {
        int end = pos;
        while (isAlpha(peekAt(end))) {
            end++;
        }
        TokenKind kind =
                switch (input.substring(pos, end).toLowerCase(Locale.ROOT)) {
                    case "step" -> TokenKind.STEP;
                    case "range" -> TokenKind.RANGE;
                    case "min_of", "max_of" -> TokenKind.IDENTIFIER;
                    default -> null;
                };
        if (kind == null) {
            return null;
        }
        pos = end;
        return emit(kind);
    }

    private Token insideBraces() throws LexicalException {
        int c = peek();
        if (c == EOF) {
            throw error("unexpected end of input inside braces");
        }
        if (isAlpha(c)) {
            while (isAlphaNumeric(peek())) {
                pos++;
            }
            return emit(TokenKind.IDENTIFIER);
        }
        pos += Character.charCount(c);
        return switch (c) {
            case ',' -> emit(TokenKind.COMMA);
            case '"', '\'' -> quotedString(c);
            case '`' -> rawString();
            case '=' -> emit(accept('~') ? TokenKind.MATCH_REGEX : TokenKind.ASSIGN);
            case '!' -> {
                if (accept('~')) {
                    yield emit(TokenKind.MATCH_NOT_REGEX);
                }
                if (accept('=')) {
                    yield emit(TokenKind.NOT_EQUAL);
                }
                throw error("unexpected character after '!' inside braces: " + quoted(peek()));
            }
            case '{' -> throw error("unexpected left brace '{'");
            case '}' -> {
                braceOpen = false;
                yield emit(TokenKind.RIGHT_BRACE);
            }
            default -> throw error("unexpected character inside braces: " + quoted(c));
        };
    }

    private Token leftParen() {
        parenDepth++;
        return emit(TokenKind.LEFT_PAREN);
    }

    private Token rightParen() throws LexicalException {
        parenDepth--;
        if (parenDepth < 0) {
            start = pos;
            throw error("unexpected right parenthesis ')'");
        }
        return emit(TokenKind.RIGHT_PAREN);
    }

    private Token word() {
        while (isAlphaNumeric(peek()) || peek() == ':') {
            pos++;
        }
        String text = input.substring(start, pos);
        TokenKind kind = TokenKind.ofWord(text);
        boolean fill =
                kind == TokenKind.FILL
                        || kind == TokenKind.FILL_LEFT
                        || kind == TokenKind.FILL_RIGHT;
        if (fill && !parenFollows()) {
            kind = TokenKind.IDENTIFIER;
        }
        if (kind == TokenKind.IDENTIFIER && text.indexOf(':') >= 0) {
            kind = TokenKind.METRIC_IDENTIFIER;
        }
        return emit(kind);
    }

    private Token numberOrDuration() throws LexicalException {
        if (scanNumber()) {
            return emit(TokenKind.NUMBER);
        }
        if (scanDuration()) {
            return emit(TokenKind.DURATION);
        }
        throw error(
                "bad number or duration syntax: " + GoQuote.string(input.substring(start, pos)));
    }

    /** Decimal, octal, hexadecimal or float; leaves the position where the syntax breaks. */
    private boolean scanNumber() {
        boolean hex = false;
        if (accept('0') && acceptOneOf("xX")) {
            accept('_');
            hex = true;
        }
        accept('.');
        if (isDigitOf(peek(), hex)) {
            pos++;
        }
        boolean dot = false;
        boolean exponent = false;
        while (true) {
            int c = peek();
            if (isDigitOf(c, hex)) {
                pos++;
            } else if (c == '.') {
                pos++;
                if (dot || acceptOneOf("_.") || hex) {
                    return false;
                }
                dot = true;
            } else if (c == 'e' || c == 'E') {
                pos++;
                if (exponent) {
                    return false;
                }
                exponent = true;
                acceptOneOf("+-");
                if (acceptOneOf("._eE") || peek() == EOF) {
                    return false;
                }
            } else if (c == '_') {
                pos++;
                if (acceptOneOf("._eE") || peek() == EOF) {
                    return false;
                }
            } else {
                return !isAlphaNumeric(c);
            }
        }
    }

    /** The units after the digits of a duration, and further digits with units. */
    private boolean scanDuration() {
        if (!acceptOneOf("smhdwy")) {
            return false;
        }
        accept('s');
        while (isDigit(peek())) {
            while (isDigit(peek())) {
                pos++;
            }
            if (!acceptOneOf("smhdw")) {
                return false;
            }
            accept('s');
        }
        if (isAlphaNumeric(peek())) {
            pos++;
            return false;
        }
        return true;
    }

    private Token quotedString(int quote) throws LexicalException {
        while (true) {
            int c = peek();
            if (c == EOF || c == '\n') {
                throw error("unterminated quoted string");
            }
            pos += Character.charCount(c);
            if (c == '\\') {
                escape(quote);
            } else if (isNoCharacter(c)) {
                throw error("invalid UTF-8 rune");
            } else if (c == quote) {
                return emit(TokenKind.STRING);
            }
        }
    }

    private void escape(int quote) throws LexicalException {
        int c = peek();
        if (c == EOF) {
            throw error("escape sequence not terminated");
        }
        if (c >= '0' && c <= '7') {
            digits(3, 8, 255);
            return;
        }
        pos += Character.charCount(c);
        switch (c) {
            case 'x' -> digits(2, 16, 255);
            case 'u' -> digits(4, 16, Character.MAX_CODE_POINT);
            case 'U' -> digits(8, 16, Character.MAX_CODE_POINT);
            case 'a', 'b', 'f', 'n', 'r', 't', 'v', '\\' -> {}
            default -> {
                if (c != quote) {
                    throw error("unknown escape sequence " + GoQuote.unicode(c));
                }
            }
        }
    }

    private void digits(int count, int base, int max) throws LexicalException {
        long value = 0;
        for (int i = 0; i < count; i++) {
            int c = peek();
            if (c == EOF) {
                throw error("escape sequence not terminated");
            }
            int digit = c < 0x80 ? Character.digit(c, base) : -1;
            if (digit < 0) {
                throw error("illegal character " + GoQuote.unicode(c) + " in escape sequence");
            }
            value = value * base + digit;
            pos++;
        }
        if (value > max || (value >= 0xD800 && value < 0xE000)) {
            throw error("escape sequence is an invalid Unicode code point");
        }
    }

    private Token rawString() throws LexicalException {
        while (true) {
            int c = peek();
            if (c == EOF) {
                throw error("unterminated raw string");
            }
            pos += Character.charCount(c);
            if (isNoCharacter(c)) {
                throw error("invalid UTF-8 rune");
            }
            if (c == '`') {
                return emit(TokenKind.STRING);
            }
        }
    }

    /** What a decoder leaves in place of bytes that are no UTF-8, and half a surrogate pair. */
    private static boolean isNoCharacter(int c) {
        return c == 0xFFFD || (c >= 0xD800 && c < 0xE000);
    }

    private Token emit(TokenKind kind) {
        return new Token(kind, input.substring(start, pos), new Span(start, pos));
    }

    private LexicalException error(String message) {
        return new LexicalException(new Span(start, input.length()), message);
    }

    private static String quoted(int c) {
        return c == EOF ? "'\ufffd'" : GoQuote.character(c);
    }

    private int peek() {
        return peekAt(pos);
    }

    private int peekAt(int index) {
        return index < input.length() ? input.codePointAt(index) : EOF;
    }

    private boolean accept(char c) {
        if (peek() == c) {
            pos++;
            return true;
        }
        return false;
    }

    private boolean acceptOneOf(String chars) {
        int c = peek();
        if (c != EOF && chars.indexOf(c) >= 0) {
            pos++;
            return true;
        }
        return false;
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isLineEnd(int c) {
        return c == '\n' || c == '\r';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isDigitOf(int c, boolean hex) {
        return isDigit(c) || (hex && c != EOF && c < 0x80 && Character.digit(c, 16) >= 0);
    }

    private static boolean isAlpha(int c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isAlphaNumeric(int c) {
        return isAlpha(c) || isDigit(c);
    }
}
