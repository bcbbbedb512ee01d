package io.gnomon.platform.promql.internal.parser;

import io.gnomon.platform.promql.internal.ast.Span;

/** The tokens of a query with one token of lookahead. */
final class TokenStream {
    private final Lexer lexer;
    private Token current;

    /** Index after the last closing bracket, number or duration that was taken. */
    private int lastClosing;

    TokenStream(String input) throws ParseException {
        lexer = new Lexer(input);
        current = lexer.next();
    }

    Token peek() {
        return current;
    }

    boolean at(TokenKind kind) {
        return current.kind() == kind;
    }

    boolean parenFollows() {
        return lexer.parenFollows();
    }

    int lastClosing() {
        return lastClosing;
    }

    Token take() throws ParseException {
        Token taken = current;
        switch (taken.kind()) {
            case RIGHT_BRACE, RIGHT_PAREN, RIGHT_BRACKET, DURATION, NUMBER ->
                    lastClosing = taken.span().end();
            default -> {}
        }
        current = lexer.next();
        return taken;
    }

    boolean accept(TokenKind kind) throws ParseException {
        if (current.kind() == kind) {
            take();
            return true;
        }
        return false;
    }

    /** Takes a token that has to be there. */
    Token expect(TokenKind kind, String context, String expected) throws ParseException {
        if (current.kind() != kind) {
            throw unexpected(context, expected);
        }
        return take();
    }

    ParseException unexpected() {
        return unexpected("", "");
    }

    ParseException unexpected(String context, String expected) {
        return new ParseException(
                current.span(),
                "unexpected "
                        + current.description()
                        + (context.isEmpty() ? "" : " in " + context)
                        + (expected.isEmpty() ? "" : ", expected " + expected));
    }

    Span span() {
        return current.span();
    }
}
