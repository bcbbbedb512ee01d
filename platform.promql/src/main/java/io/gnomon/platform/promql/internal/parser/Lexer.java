package io.gnomon.platform.promql.internal.parser;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * Cuts a query into tokens, one at a time. What a character means depends on where it stands:
 * outside of brackets, inside braces (where no word is reserved), or inside square brackets (where
 * only durations are allowed).
 */
final class Lexer {
    private final Cursor text;
    private final NumberLexer numbers;
    private final StringLexer strings;

    private int parenDepth;
    private boolean braceOpen;
    private boolean bracketOpen;

    /** Right after an opening bracket, before the first number in it. */
    private boolean durationExpected;

    private boolean gotColon;

    Lexer(String input) {
        text = new Cursor(input);
        numbers = new NumberLexer(text);
        strings = new StringLexer(text);
    }

    /** The next token, {@link TokenKind#END_OF_INPUT} again and again after the last. */
    Token next() throws LexicalException {
        skipSpaceAndComments();
        text.mark();
        if (braceOpen) {
            return insideBraces();
        }
        if (durationExpected) {
            return durationStart();
        }
        return statement();
    }

    private void skipSpaceAndComments() {
        while (true) {
            int c = text.peek();
            if (Cursor.isSpace(c)) {
                text.skip();
            } else if (c == '#' && !durationExpected) {
                while (text.peek() != Cursor.END && !Cursor.isLineEnd(text.peek())) {
                    text.skip();
                }
            } else {
                return;
            }
        }
    }

    private Token statement() throws LexicalException {
        int c = text.peek();
        if (c == Cursor.END) {
            if (parenDepth != 0) {
                throw text.error("unclosed left parenthesis");
            }
            if (bracketOpen) {
                throw text.error("unclosed left bracket");
            }
            return text.token(TokenKind.END_OF_INPUT);
        }
        if (numbers.follows()) {
            return numbers.next();
        }
        if (Cursor.isAlpha(c) || c == ':') {
            return bracketOpen ? wordInBrackets() : word();
        }
        text.skip(c);
        return switch (c) {
            case ',', '*', '/', '%', '+', '-', '^' -> sign(c);
            case '@' -> text.token(TokenKind.AT);
            case '=' -> {
                if (text.peek() == '~') {
                    throw text.error("unexpected character after '=': '~'");
                }
                yield text.token(text.accept('=') ? TokenKind.EQUAL : TokenKind.ASSIGN);
            }
            case '!' -> {
                if (!text.accept('=')) {
                    throw text.error(
                            "unexpected character after '!': " + Cursor.quoted(text.peek()));
                }
                yield text.token(TokenKind.NOT_EQUAL);
            }
            case '<' ->
                    text.token(
                            text.accept('=')
                                    ? TokenKind.LESS_OR_EQUAL
                                    : text.accept('/') ? TokenKind.TRIM_UPPER : TokenKind.LESS);
            case '>' ->
                    text.token(
                            text.accept('=')
                                    ? TokenKind.GREATER_OR_EQUAL
                                    : text.accept('/') ? TokenKind.TRIM_LOWER : TokenKind.GREATER);
            case '"', '\'', '`' -> strings.next(c);
            case '(' -> leftParen();
            case ')' -> rightParen();
            case '{' -> {
                braceOpen = true;
                yield text.token(TokenKind.LEFT_BRACE);
            }
            case '[' -> {
                if (bracketOpen) {
                    throw text.error("unexpected left bracket '['");
                }
                bracketOpen = true;
                durationExpected = true;
                gotColon = false;
                yield text.token(TokenKind.LEFT_BRACKET);
            }
            case ']' -> {
                if (!bracketOpen) {
                    throw text.error("unexpected right bracket ']'");
                }
                bracketOpen = false;
                yield text.token(TokenKind.RIGHT_BRACKET);
            }
            default -> throw text.error("unexpected character: " + Cursor.quoted(c));
        };
    }

    /** After an opening bracket, before the first number. */
    private Token durationStart() throws LexicalException {
        int c = text.peek();
        if (c == Cursor.END) {
            throw text.error("unexpected end of input in duration expression");
        }
        if (numbers.follows()) {
            durationExpected = false;
            return numbers.next();
        }
        if (Cursor.isAlpha(c)) {
            Token keyword = durationKeyword();
            if (keyword != null) {
                return keyword;
            }
            throw text.error("unexpected character in duration expression: " + Cursor.quoted(c));
        }
        text.skip(c);
        return switch (c) {
            case ']' -> {
                bracketOpen = false;
                durationExpected = false;
                yield text.token(TokenKind.RIGHT_BRACKET);
            }
            case ':' -> {
                text.mark();
                throw text.error("unexpected colon before duration in duration expression");
            }
            case '(' -> leftParen();
            case ')' -> rightParen();
            case ',', '*', '/', '%', '+', '-', '^' -> sign(c);
            default ->
                    throw text.error(
                            "unexpected character in duration expression: " + Cursor.quoted(c));
        };
    }

    private Token wordInBrackets() throws LexicalException {
        int c = text.peek();
        if (c == ':') {
            text.skip();
            return colon();
        }
        Token keyword = durationKeyword();
        if (keyword != null) {
            return keyword;
        }
        throw text.error("unexpected character: " + Cursor.quoted(c) + ", expected ':'");
    }

    private Token colon() throws LexicalException {
        if (gotColon) {
            throw text.error("unexpected colon ':'");
        }
        gotColon = true;
        return text.token(TokenKind.COLON);
    }

    /** step, range, min_of or max_of; null, with nothing consumed, for anything else. */
    private @Nullable Token durationKeyword() {
        String word = text.letters();
        TokenKind kind =
                switch (word.toLowerCase(Locale.ROOT)) {
                    case "step" -> TokenKind.STEP;
                    case "range" -> TokenKind.RANGE;
                    case "min_of", "max_of" -> TokenKind.IDENTIFIER;
                    default -> null;
                };
        if (kind == null) {
            return null;
        }
        word.chars().forEach(text::skip);
        return text.token(kind);
    }

    private Token insideBraces() throws LexicalException {
        int c = text.peek();
        if (c == Cursor.END) {
            throw text.error("unexpected end of input inside braces");
        }
        if (Cursor.isAlpha(c)) {
            while (Cursor.isAlphaNumeric(text.peek())) {
                text.skip();
            }
            return text.token(TokenKind.IDENTIFIER);
        }
        text.skip(c);
        return switch (c) {
            case ',' -> text.token(TokenKind.COMMA);
            case '"', '\'', '`' -> strings.next(c);
            case '=' -> text.token(text.accept('~') ? TokenKind.MATCH_REGEX : TokenKind.ASSIGN);
            case '!' -> {
                if (text.accept('~')) {
                    yield text.token(TokenKind.MATCH_NOT_REGEX);
                }
                if (text.accept('=')) {
                    yield text.token(TokenKind.NOT_EQUAL);
                }
                throw text.error(
                        "unexpected character after '!' inside braces: "
                                + Cursor.quoted(text.peek()));
            }
            case '{' -> throw text.error("unexpected left brace '{'");
            case '}' -> {
                braceOpen = false;
                yield text.token(TokenKind.RIGHT_BRACE);
            }
            default -> throw text.error("unexpected character inside braces: " + Cursor.quoted(c));
        };
    }

    /** Of a char that means the same wherever it may stand. */
    private Token sign(int c) {
        return text.token(
                switch (c) {
                    case ',' -> TokenKind.COMMA;
                    case '*' -> TokenKind.MUL;
                    case '/' -> TokenKind.DIV;
                    case '%' -> TokenKind.MOD;
                    case '+' -> TokenKind.ADD;
                    case '-' -> TokenKind.SUB;
                    case '^' -> TokenKind.POW;
                    default -> throw new IllegalArgumentException("no sign: " + c);
                });
    }

    private Token leftParen() {
        parenDepth++;
        return text.token(TokenKind.LEFT_PAREN);
    }

    private Token rightParen() throws LexicalException {
        parenDepth--;
        if (parenDepth < 0) {
            text.mark();
            throw text.error("unexpected right parenthesis ')'");
        }
        return text.token(TokenKind.RIGHT_PAREN);
    }

    private Token word() {
        while (Cursor.isAlphaNumeric(text.peek()) || text.peek() == ':') {
            text.skip();
        }
        String word = text.read();
        TokenKind kind = TokenKind.ofWord(word);
        boolean fill =
                kind == TokenKind.FILL
                        || kind == TokenKind.FILL_LEFT
                        || kind == TokenKind.FILL_RIGHT;
        if (fill && !text.nextIs('(')) {
            kind = TokenKind.IDENTIFIER;
        }
        if (kind == TokenKind.IDENTIFIER && word.indexOf(':') >= 0) {
            kind = TokenKind.METRIC_IDENTIFIER;
        }
        return text.token(kind);
    }
}
