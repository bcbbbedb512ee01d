package io.gnomon.platform.core.templates.internal.parse;

import io.gnomon.platform.core.templates.internal.fmt.Quoting;
import io.gnomon.platform.core.templates.internal.parse.Token.Kind;

import java.util.ArrayDeque;
import java.util.Deque;

/** The tokens of one template with a way back, and the errors that name their lines. */
final class Tokens {
    private final String name;
    private final Lexer lexer;
    private final Deque<Token> again = new ArrayDeque<>();
    private int lastLine = 1;
    private int actionLine;

    Tokens(String name, String source) {
        this.name = name;
        this.lexer = new Lexer(source);
    }

    Token next() {
        Token token = again.isEmpty() ? lexer.next() : again.pop();
        lastLine = token.line();
        return token;
    }

    /** Gives a token back: it is the next one again. */
    void backup(Token token) {
        again.push(token);
    }

    Token peek() {
        Token token = next();
        backup(token);
        return token;
    }

    Token nextNonSpace() {
        Token token = next();
        while (token.is(Kind.SPACE)) {
            token = next();
        }
        return token;
    }

    Token peekNonSpace() {
        Token token = nextNonSpace();
        backup(token);
        return token;
    }

    Token expect(Kind kind, String context) throws ParseException {
        Token token = nextNonSpace();
        if (!token.is(kind)) {
            throw unexpected(token, context);
        }
        return token;
    }

    /** Remembers where an action starts, 0 behind it: an action that is not closed says so. */
    void actionStartsAt(int line) {
        actionLine = line;
    }

    ParseException failure(String message) {
        return new ParseException("template: " + name + ":" + lastLine + ": " + message);
    }

    ParseException unexpected(Token token, String context) {
        if (!token.is(Kind.ERROR)) {
            return failure("unexpected " + token + " in " + context);
        }
        String started = "";
        if (actionLine != 0 && actionLine != token.line()) {
            // The message may end with the word itself.
            started = token.text().endsWith(" action") ? "" : " in action";
            started += " started at " + name + ":" + actionLine;
        }
        return failure(token.text() + started);
    }

    /** The meaning of a literal. */
    String unquote(Token token) throws ParseException {
        String text = Quoting.unquote(token.text());
        if (text == null) {
            throw failure("invalid syntax");
        }
        return text;
    }
}
