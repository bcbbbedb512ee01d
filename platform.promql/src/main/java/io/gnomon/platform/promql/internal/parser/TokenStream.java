package io.gnomon.platform.promql.internal.parser;

import io.gnomon.platform.promql.internal.ast.Span;

import org.jspecify.annotations.Nullable;

/** The tokens of a query with one token of lookahead. A lexical error is noted and ends them. */
final class TokenStream {
    static final String TOO_DEEP = "expression is nested too deeply";

    private final Lexer lexer;
    private final ParseErrors errors;

    /** Read no earlier than somebody asks, as errors are reported in the order of reading. */
    private @Nullable Token current;

    private int depth;

    /** Index after the last closing bracket, number or duration that was taken. */
    private int lastClosing;

    TokenStream(String input, ParseErrors errors) {
        this.lexer = new Lexer(input);
        this.errors = errors;
    }

    private Token next() {
        try {
            return lexer.next();
        } catch (LexicalException e) {
            errors.add(e.span(), String.valueOf(e.getMessage()));
            return new Token(TokenKind.BROKEN, "", e.span());
        }
    }

    /** Where all that is wrong is noted. */
    ParseErrors errors() {
        return errors;
    }

    Token peek() {
        Token token = current;
        if (token == null) {
            token = next();
            current = token;
        }
        return token;
    }

    boolean at(TokenKind kind) {
        return peek().kind() == kind;
    }

    int lastClosing() {
        return lastClosing;
    }

    Token take() {
        Token taken = peek();
        switch (taken.kind()) {
            case RIGHT_BRACE, RIGHT_PAREN, RIGHT_BRACKET, DURATION, NUMBER ->
                    lastClosing = taken.span().end();
            default -> {}
        }
        if (taken.kind() != TokenKind.BROKEN) {
            current = null;
        }
        return taken;
    }

    boolean accept(TokenKind kind) {
        if (at(kind)) {
            take();
            return true;
        }
        return false;
    }

    /** Takes a token that has to be there. */
    Token expect(TokenKind kind, String context, String expected) throws ParseException {
        if (!at(kind)) {
            throw unexpected(context, expected);
        }
        return take();
    }

    /**
     * The current token cannot stand here.
     *
     * @param context what is being read, may be empty
     * @param expected what could stand here, may be empty
     */
    ParseException unexpected(String context, String expected) {
        Token token = peek();
        if (token.kind() == TokenKind.BROKEN) {
            return errors.stop();
        }
        return errors.stop(
                token.span(),
                "unexpected "
                        + token.description()
                        + (context.isEmpty() ? "" : " in " + context)
                        + (expected.isEmpty() ? "" : ", expected " + expected));
    }

    /** Reading goes one level deeper. */
    void enter() throws ParseException {
        if (++depth > TreeHeight.MAX) {
            throw errors.stop(span(), TOO_DEEP);
        }
    }

    /** Reading is back from a level. */
    void leave() {
        depth--;
    }

    Span span() {
        return peek().span();
    }
}
