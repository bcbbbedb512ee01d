package io.gnomon.platform.core.templates.internal.parse;

import io.gnomon.platform.core.templates.internal.fmt.Quoting;
import io.gnomon.platform.core.templates.internal.parse.Token.Kind;

import java.util.Map;

/** Cuts a template into tokens; see https://pkg.go.dev/text/template. Not for several threads. */
final class Lexer {
    private static final String LEFT = "{{";
    private static final String RIGHT = "}}";
    private static final String LEFT_COMMENT = "/*";
    private static final String RIGHT_COMMENT = "*/";
    private static final String SPACES = " \t\r\n";
    private static final int END = -1;

    private static final Map<String, Kind> KEYWORDS =
            Map.ofEntries(
                    Map.entry("if", Kind.IF),
                    Map.entry("else", Kind.ELSE),
                    Map.entry("end", Kind.END),
                    Map.entry("range", Kind.RANGE),
                    Map.entry("with", Kind.WITH),
                    Map.entry("template", Kind.TEMPLATE),
                    Map.entry("define", Kind.DEFINE),
                    Map.entry("block", Kind.BLOCK),
                    Map.entry("break", Kind.BREAK),
                    Map.entry("continue", Kind.CONTINUE),
                    Map.entry("nil", Kind.NIL),
                    Map.entry("true", Kind.BOOL),
                    Map.entry("false", Kind.BOOL));

    private final String source;
    private int at;
    private int start;
    private int line = 1;
    private int startLine = 1;
    private boolean inAction;
    private boolean failed;
    private int parentheses;

    Lexer(String source) {
        this.source = source;
    }

    /** The next token. After an error and at the end of the text always the same. */
    Token next() {
        if (failed || (at >= source.length() && !inAction)) {
            return new Token(Kind.END_OF_TEXT, "EOF", source.length(), line);
        }
        start = at;
        startLine = line;
        return inAction ? insideAction() : text();
    }

    private Token text() {
        int left = source.indexOf(LEFT, at);
        if (left == at) {
            return leftDelimiter();
        }
        int end = left < 0 ? source.length() : left;
        int shown = end;
        if (left >= 0 && trimsBefore(left + LEFT.length())) {
            while (shown > at && isSpace(source.charAt(shown - 1))) {
                shown--;
            }
        }
        String text = source.substring(at, shown);
        moveTo(end);
        if (text.isEmpty()) {
            return next();
        }
        return new Token(Kind.TEXT, text, start, startLine);
    }

    /** Whether "- " stands at a place behind the left delimiter. */
    private boolean trimsBefore(int place) {
        return place + 1 < source.length()
                && source.charAt(place) == '-'
                && isSpace(source.charAt(place + 1));
    }

    /** Whether " -" and the right delimiter stand at a place. */
    private boolean trimsAfter(int place) {
        return place + 1 < source.length()
                && isSpace(source.charAt(place))
                && source.startsWith("-" + RIGHT, place + 1);
    }

    private Token leftDelimiter() {
        int behind = at + LEFT.length();
        if (trimsBefore(behind)) {
            behind += 2;
        }
        if (source.startsWith(LEFT_COMMENT, behind)) {
            moveTo(behind);
            return comment();
        }
        moveTo(behind);
        inAction = true;
        parentheses = 0;
        return new Token(Kind.LEFT_DELIMITER, LEFT, start, startLine);
    }

    private Token comment() {
        int end = source.indexOf(RIGHT_COMMENT, at + LEFT_COMMENT.length());
        if (end < 0) {
            return error("unclosed comment");
        }
        int behind = end + RIGHT_COMMENT.length();
        boolean trims = trimsAfter(behind);
        if (!trims && !source.startsWith(RIGHT, behind)) {
            return error("comment ends before closing delimiter");
        }
        moveTo(behind + (trims ? 2 : 0) + RIGHT.length());
        Token token = new Token(Kind.COMMENT, source.substring(start, at), start, startLine);
        if (trims) {
            skipSpaces();
        }
        return token;
    }

    private void skipSpaces() {
        int to = at;
        while (to < source.length() && isSpace(source.charAt(to))) {
            to++;
        }
        moveTo(to);
    }

    private Token rightDelimiter(boolean trims) {
        moveTo(at + (trims ? 2 : 0) + RIGHT.length());
        inAction = false;
        Token token = new Token(Kind.RIGHT_DELIMITER, RIGHT, start, startLine);
        if (trims) {
            skipSpaces();
        }
        return token;
    }

    private Token insideAction() {
        boolean trims = trimsAfter(at);
        if (trims || source.startsWith(RIGHT, at)) {
            return parentheses == 0 ? rightDelimiter(trims) : error("unclosed left paren");
        }
        int c = peek();
        if (c == END) {
            return error("unclosed action");
        }
        if (isSpace(c)) {
            return space();
        }
        advance();
        return switch (c) {
            case '=' -> token(Kind.ASSIGN);
            case ':' -> {
                if (peek() != '=') {
                    yield error("expected :=");
                }
                advance();
                yield token(Kind.DECLARE);
            }
            case '|' -> token(Kind.PIPE);
            case '"' -> quoted('"', Kind.STRING, "unterminated quoted string");
            case '\'' -> quoted('\'', Kind.CHARACTER, "unterminated character constant");
            case '`' -> rawString();
            case '$' -> name(Kind.VARIABLE);
            case '.' -> {
                if (peek() >= '0' && peek() <= '9') {
                    yield number();
                }
                yield isAlphanumeric(peek()) ? name(Kind.FIELD) : atEndOfName(Kind.DOT);
            }
            case '(' -> {
                parentheses++;
                yield token(Kind.LEFT_PARENTHESIS);
            }
            case ')' -> {
                parentheses--;
                yield parentheses < 0
                        ? error("unexpected right paren")
                        : token(Kind.RIGHT_PARENTHESIS);
            }
            default -> numberOrWord(c);
        };
    }

    private Token numberOrWord(int c) {
        if (c == '+' || c == '-' || (c >= '0' && c <= '9')) {
            return number();
        }
        if (isAlphanumeric(c)) {
            return name(Kind.IDENTIFIER);
        }
        return c < 0x7F && Quoting.isPrintable(c)
                ? token(Kind.OTHER)
                : error("unrecognized character in action: " + Quoting.unicode(c));
    }

    private Token space() {
        while (isSpace(peek()) && !trimsAfter(at)) {
            advance();
        }
        return token(Kind.SPACE);
    }

    private Token quoted(char quote, Kind kind, String unterminated) {
        while (true) {
            int c = peek();
            if (c == '\\' && at + 1 < source.length()) {
                advance();
                c = peek();
                if (c != '\n') {
                    advance();
                    continue;
                }
            }
            if (c == END || c == '\n') {
                return error(unterminated);
            }
            advance();
            if (c == quote) {
                return token(kind);
            }
        }
    }

    private Token rawString() {
        int end = source.indexOf('`', at);
        if (end < 0) {
            return error("unterminated raw quoted string");
        }
        moveTo(end + 1);
        return token(Kind.RAW_STRING);
    }

    /** A field or variable (its first character is read) or a word. */
    private Token name(Kind kind) {
        while (isAlphanumeric(peek())) {
            advance();
        }
        if (kind != Kind.IDENTIFIER) {
            return atEndOfName(kind);
        }
        return atEndOfName(KEYWORDS.getOrDefault(source.substring(start, at), Kind.IDENTIFIER));
    }

    private Token atEndOfName(Kind kind) {
        int c = peek();
        boolean ends =
                c == END || isSpace(c) || ".,|:)(".indexOf(c) >= 0 || source.startsWith(RIGHT, at);
        // A lone dot may be followed by anything: what is wrong then is said by the parser.
        return ends || kind == Kind.DOT
                ? token(kind)
                : error("bad character " + Quoting.unicode(c));
    }

    private Token number() {
        at = start;
        scanNumber();
        boolean complex = peek() == '+' || peek() == '-';
        if (complex) {
            scanNumber();
        }
        if (!complex && !isAlphanumeric(peek())) {
            return token(Kind.NUMBER);
        }
        if (isAlphanumeric(peek())) {
            advance();
        }
        return error("bad number syntax: " + Quoting.quote(source.substring(start, at)));
    }

    /** Moves over what looks like a number; what it means is found by {@link Numbers}. */
    private void scanNumber() {
        if (peek() == '+' || peek() == '-') {
            at++;
        }
        String digits = "0123456789_";
        boolean hexadecimal = false;
        if (peek() == '0' && at + 1 < source.length()) {
            char mark = Character.toLowerCase(source.charAt(at + 1));
            hexadecimal = mark == 'x';
            digits =
                    switch (mark) {
                        case 'x' -> "0123456789abcdefABCDEF_";
                        case 'o' -> "01234567_";
                        case 'b' -> "01_";
                        default -> digits;
                    };
            at += mark == 'x' || mark == 'o' || mark == 'b' ? 2 : 0;
        }
        acceptRun(digits);
        if (peek() == '.') {
            at++;
            acceptRun(digits);
        }
        int c = peek();
        if (hexadecimal ? c == 'p' || c == 'P' : c == 'e' || c == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            acceptRun("0123456789_");
        }
    }

    private void acceptRun(String digits) {
        while (at < source.length() && digits.indexOf(source.charAt(at)) >= 0) {
            at++;
        }
    }

    private int peek() {
        return at < source.length() ? source.codePointAt(at) : END;
    }

    private void advance() {
        int c = peek();
        if (c == '\n') {
            line++;
        }
        at += Character.charCount(c);
    }

    private void moveTo(int place) {
        for (int i = at; i < place; i++) {
            if (source.charAt(i) == '\n') {
                line++;
            }
        }
        at = place;
    }

    private Token token(Kind kind) {
        return new Token(kind, source.substring(start, at), start, startLine);
    }

    private Token error(String message) {
        failed = true;
        return new Token(Kind.ERROR, message, start, startLine);
    }

    private static boolean isSpace(int c) {
        return c >= 0 && SPACES.indexOf(c) >= 0;
    }

    private static boolean isAlphanumeric(int c) {
        return c == '_' || (c >= 0 && Character.isLetterOrDigit(c));
    }
}
