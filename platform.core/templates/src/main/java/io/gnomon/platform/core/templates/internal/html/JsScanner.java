package io.gnomon.platform.core.templates.internal.html;

import io.gnomon.platform.core.templates.internal.html.Context.State;

import java.util.Locale;
import java.util.Set;

/** Follows JavaScript: strings, regular expressions, comments, template literals. */
final class JsScanner {
    /** Words behind which a slash starts a regular expression. */
    private static final Set<String> BEFORE_REGEX =
            Set.of(
                    "break",
                    "case",
                    "continue",
                    "delete",
                    "do",
                    "else",
                    "finally",
                    "in",
                    "instanceof",
                    "return",
                    "throw",
                    "try",
                    "typeof",
                    "void");

    private static final Set<String> SCRIPT_TYPES =
            Set.of(
                    "",
                    "application/ecmascript",
                    "application/javascript",
                    "application/json",
                    "application/ld+json",
                    "application/x-ecmascript",
                    "application/x-javascript",
                    "module",
                    "text/ecmascript",
                    "text/javascript",
                    "text/javascript1.0",
                    "text/javascript1.1",
                    "text/javascript1.2",
                    "text/javascript1.3",
                    "text/javascript1.4",
                    "text/javascript1.5",
                    "text/jscript",
                    "text/livescript",
                    "text/x-ecmascript",
                    "text/x-javascript");

    private final Context context;

    JsScanner(Context context) {
        this.context = context;
    }

    /** Whether a script of a type is JavaScript or JSON. */
    static boolean isScriptType(String type) {
        int parameters = type.indexOf(';');
        String bare = parameters < 0 ? type : type.substring(0, parameters);
        return SCRIPT_TYPES.contains(bare.strip().toLowerCase(Locale.ROOT));
    }

    static boolean isLineEnd(int c) {
        return c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029';
    }

    int step(String text, int at) {
        return switch (context.state) {
            case JS -> code(text, at);
            case JS_DOUBLE_QUOTES -> quoted(text, at, '"');
            case JS_SINGLE_QUOTES -> quoted(text, at, '\'');
            case JS_TEMPLATE -> template(text, at);
            case JS_REGEX -> regex(text, at);
            case JS_BLOCK_COMMENT -> {
                int end = text.indexOf("*/", at);
                context.state = end < 0 ? context.state : State.JS;
                yield end < 0 ? text.length() : end + 2;
            }
            default -> {
                int end = at;
                while (end < text.length() && !isLineEnd(text.charAt(end))) {
                    end++;
                }
                context.state = end < text.length() ? State.JS : context.state;
                yield end;
            }
        };
    }

    private int code(String text, int at) {
        int i = at;
        while (i < text.length() && "\"'`/{}<-".indexOf(text.charAt(i)) < 0) {
            i++;
        }
        follow(text, at, i);
        if (i == text.length()) {
            return i;
        }
        switch (text.charAt(i)) {
            case '"' -> context.state = State.JS_DOUBLE_QUOTES;
            case '\'' -> context.state = State.JS_SINGLE_QUOTES;
            case '`' -> context.state = State.JS_TEMPLATE;
            case '/' -> {
                return slash(text, i);
            }
            case '{' -> openBrace();
            case '}' -> closeBrace();
            case '<' -> {
                // Scripts may have comments of HTML, which end with the line.
                if (text.startsWith("<!--", i)) {
                    context.state = State.JS_LINE_COMMENT;
                    return i + 4;
                }
                context.slashDivides = false;
            }
            default -> {
                if (text.startsWith("-->", i)) {
                    context.state = State.JS_LINE_COMMENT;
                    return i + 3;
                }
                follow(text, at, i + 1);
            }
        }
        return i + 1;
    }

    private int slash(String text, int at) {
        char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        if (next == '/' || next == '*') {
            context.state = next == '/' ? State.JS_LINE_COMMENT : State.JS_BLOCK_COMMENT;
            return at + 2;
        }
        if (!context.slashDivides) {
            context.state = State.JS_REGEX;
        }
        context.slashDivides = false;
        return at + 1;
    }

    private void openBrace() {
        Integer open = context.placeholders.pollFirst();
        if (open != null) {
            context.placeholders.addFirst(open + 1);
        }
        context.slashDivides = false;
    }

    private void closeBrace() {
        Integer open = context.placeholders.pollFirst();
        context.slashDivides = false;
        if (open == null) {
            return;
        }
        if (open == 0) {
            context.state = State.JS_TEMPLATE;
        } else {
            context.placeholders.addFirst(open - 1);
        }
    }

    /** Finds from the last word or sign whether a slash behind it divides. */
    private void follow(String text, int from, int to) {
        int end = to;
        while (end > from
                && (" \t\u000b\f".indexOf(text.charAt(end - 1)) >= 0
                        || isLineEnd(text.charAt(end - 1)))) {
            end--;
        }
        if (end == from) {
            return;
        }
        char last = text.charAt(end - 1);
        if (last == '+' || last == '-') {
            int start = end - 1;
            while (start > from && text.charAt(start - 1) == last) {
                start--;
            }
            context.slashDivides = (end - start) % 2 == 0; // x++ / y
        } else if (last == '.') {
            context.slashDivides = end - 2 >= from && Character.isDigit(text.charAt(end - 2));
        } else if (",<>=*%&|^?!~([:;{}".indexOf(last) >= 0) {
            context.slashDivides = false;
        } else {
            int start = end;
            while (start > from && isWord(text.charAt(start - 1))) {
                start--;
            }
            context.slashDivides = !BEFORE_REGEX.contains(text.substring(start, end));
        }
    }

    private static boolean isWord(char c) {
        return c == '$' || c == '_' || (c < 0x80 && Character.isLetterOrDigit(c));
    }

    private int quoted(String text, int at, char quote) {
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == quote) {
                endOfOperand();
                return i + 1;
            }
        }
        return text.length();
    }

    private void endOfOperand() {
        context.state = State.JS;
        context.slashDivides = true;
    }

    private int template(String text, int at) {
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '`') {
                endOfOperand();
                return i + 1;
            } else if (text.startsWith("${", i)) {
                context.state = State.JS;
                context.slashDivides = false;
                context.placeholders.addFirst(0);
                return i + 2;
            }
        }
        return text.length();
    }

    private int regex(String text, int at) {
        boolean inClass = false;
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '[') {
                inClass = true;
            } else if (c == ']') {
                inClass = false;
            } else if (c == '/' && !inClass) {
                endOfOperand();
                return i + 1;
            }
        }
        return text.length();
    }
}
