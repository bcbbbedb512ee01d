package io.gnomon.platform.promql.internal.parser;

import io.gnomon.platform.promql.internal.ast.Span;

/** A place in a query's text, and where the token began that is being read. */
final class Cursor {
    /** What is peeked behind the last character. */
    static final int END = -1;

    private final String input;
    private int start;
    private int pos;

    Cursor(String input) {
        this.input = input;
    }

    /** A token, or what an error is about, begins here. */
    void mark() {
        start = pos;
    }

    /** The code point here, {@link #END} behind the last. */
    int peek() {
        return at(pos);
    }

    /** The code point behind one of a single char. */
    int peekNext() {
        return at(pos + 1);
    }

    private int at(int index) {
        return index < input.length() ? input.codePointAt(index) : END;
    }

    /** Whether the next character that is no white space is this one. */
    boolean nextIs(char c) {
        int i = pos;
        while (isSpace(at(i))) {
            i++;
        }
        return at(i) == c;
    }

    /** Goes behind one char. */
    void skip() {
        pos++;
    }

    /** Goes behind the code point that stands here. */
    void skip(int codePoint) {
        pos += Character.charCount(codePoint);
    }

    boolean accept(char c) {
        if (peek() == c) {
            pos++;
            return true;
        }
        return false;
    }

    boolean acceptOneOf(String chars) {
        int c = peek();
        if (c != END && chars.indexOf(c) >= 0) {
            pos++;
            return true;
        }
        return false;
    }

    /** The letters that stand here; the cursor does not move. */
    String letters() {
        int end = pos;
        while (isAlpha(at(end))) {
            end++;
        }
        return input.substring(pos, end);
    }

    /** What was read since the token began. */
    String read() {
        return input.substring(start, pos);
    }

    Token token(TokenKind kind) {
        return new Token(kind, read(), new Span(start, pos));
    }

    LexicalException error(String message) {
        return new LexicalException(new Span(start, input.length()), message);
    }

    /** A character as messages show it, the end as Go shows what is no character. */
    static String quoted(int c) {
        return c == END ? "'\ufffd'" : GoQuote.character(c);
    }

    static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    static boolean isLineEnd(int c) {
        return c == '\n' || c == '\r';
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isAlpha(int c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isAlphaNumeric(int c) {
        return isAlpha(c) || isDigit(c);
    }
}
