package io.gnomon.platform.core.templates.internal.html;

import io.gnomon.platform.core.templates.internal.html.Context.State;
import io.gnomon.platform.core.templates.internal.html.Context.UrlPart;

/** Follows style sheets: strings, addresses, comments. */
final class CssScanner {
    private static final String SPACES = "\t\n\f\r ";

    private final Context context;

    CssScanner(Context context) {
        this.context = context;
    }

    int step(String text, int at) {
        return switch (context.state) {
            case CSS -> rules(text, at);
            case CSS_DOUBLE_QUOTES, CSS_URL_DOUBLE_QUOTES -> string(text, at, "\"");
            case CSS_SINGLE_QUOTES, CSS_URL_SINGLE_QUOTES -> string(text, at, "'");
            case CSS_URL -> string(text, at, SPACES + ")");
            case CSS_BLOCK_COMMENT -> {
                int end = text.indexOf("*/", at);
                context.state = end < 0 ? context.state : State.CSS;
                yield end < 0 ? text.length() : end + 2;
            }
            default -> {
                int end = at;
                while (end < text.length() && "\n\f\r".indexOf(text.charAt(end)) < 0) {
                    end++;
                }
                context.state = end < text.length() ? State.CSS : context.state;
                yield end;
            }
        };
    }

    private int rules(String text, int at) {
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
            if (c == '(' && isUrl(text, at, i)) {
                return address(text, i + 1);
            }
            if (c == '/' && (next == '/' || next == '*')) {
                context.state = next == '/' ? State.CSS_LINE_COMMENT : State.CSS_BLOCK_COMMENT;
                return i + 2;
            }
            if (c == '"' || c == '\'') {
                start(c == '"' ? State.CSS_DOUBLE_QUOTES : State.CSS_SINGLE_QUOTES);
                return i + 1;
            }
        }
        return text.length();
    }

    private void start(State state) {
        context.state = state;
        context.urlPart = UrlPart.START;
    }

    /** Whether the word url stands before an opening parenthesis. */
    private static boolean isUrl(String text, int from, int parenthesis) {
        int end = parenthesis;
        while (end > from && SPACES.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        int start = end - 3;
        if (start < from || !text.regionMatches(true, start, "url", 0, 3)) {
            return false;
        }
        if (start == from) {
            return true;
        }
        char before = text.charAt(start - 1);
        return before != '-' && before != '_' && !Character.isLetterOrDigit(before);
    }

    private int address(String text, int at) {
        int i = at;
        while (i < text.length() && SPACES.indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        char c = i < text.length() ? text.charAt(i) : ' ';
        if (c == '"') {
            start(State.CSS_URL_DOUBLE_QUOTES);
            return i + 1;
        }
        if (c == '\'') {
            start(State.CSS_URL_SINGLE_QUOTES);
            return i + 1;
        }
        start(State.CSS_URL);
        return i;
    }

    private int string(String text, int at, String ends) {
        int i = at;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (ends.indexOf(c) >= 0) {
                context.state = State.CSS;
                return i + 1;
            }
            i++;
        }
        PageScanner.url(context, text.substring(at), 0);
        return text.length();
    }
}
