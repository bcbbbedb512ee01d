package io.gnomon.platform.core.templates.internal.html;

import io.gnomon.platform.core.templates.internal.html.Context.Delimiter;
import io.gnomon.platform.core.templates.internal.html.Context.Element;
import io.gnomon.platform.core.templates.internal.html.Context.State;
import io.gnomon.platform.core.templates.internal.html.Context.UrlPart;
import io.gnomon.platform.core.templates.internal.value.CallException;

import java.util.Locale;

/**
 * Follows the text of a template through a page and keeps the context. Writes what it reads,
 * without comments; a character {@code <} that starts no tag is escaped.
 */
final class PageScanner {
    private static final String SPACES = " \t\n\f\r";

    private final Context context;
    private final JsScanner js;
    private final CssScanner css;

    PageScanner(Context context) {
        this.context = context;
        this.js = new JsScanner(context);
        this.css = new CssScanner(context);
    }

    /** Reads a text to its end. */
    void read(String text, StringBuilder out) throws CallException {
        int at = 0;
        while (at < text.length()) {
            State before = context.state;
            boolean inValue = context.delimiter != Delimiter.NONE;
            int next = step(text, at);
            if (inValue) {
                out.append(text, at, next);
            } else if (before.isComment()) {
                comment(before, text, at, next, out);
            } else {
                int end = context.state.isComment() ? next - commentStart(text, next) : next;
                literal(before, text, at, end, out);
            }
            at = next;
        }
    }

    /** How long what started a comment is. */
    private static int commentStart(String text, int end) {
        return text.startsWith("<!--", end - 4) ? 4 : text.startsWith("-->", end - 3) ? 3 : 2;
    }

    /** Comments are left out; in scripts and styles a space or line end keeps words apart. */
    private static void comment(State state, String text, int from, int to, StringBuilder out) {
        if (state == State.JS_BLOCK_COMMENT) {
            boolean lines = text.substring(from, to).chars().anyMatch(JsScanner::isLineEnd);
            out.append(lines ? '\n' : ' ');
        } else if (state == State.CSS_BLOCK_COMMENT) {
            out.append(' ');
        }
    }

    private void literal(State before, String text, int from, int to, StringBuilder out) {
        if (before != State.TEXT && before != State.RCDATA) {
            out.append(text, from, to);
            return;
        }
        // Only the one that starts the tag is left as it is.
        int tag = context.state == State.TAG ? text.lastIndexOf('<', to - 1) : to;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean doctype = text.regionMatches(true, i, "<!DOCTYPE", 0, 9);
            out.append(c == '<' && i < tag && !doctype ? "&lt;" : String.valueOf(c));
        }
    }

    /** Reads to the next change of the context at least; gives the index behind. */
    private int step(String text, int at) throws CallException {
        if (context.delimiter != Delimiter.NONE) {
            return value(text, at);
        }
        int end = text.length();
        if (context.element != Element.OTHER && context.state != State.TAG && !inTag()) {
            int close = endTag(text, at);
            if (close == at) {
                context.element = Element.OTHER;
                context.enter(State.TEXT);
                return at;
            }
            end = close;
        }
        return inside(text.substring(0, end), at);
    }

    private boolean inTag() {
        return switch (context.state) {
            case TAG, ATTRIBUTE_NAME, AFTER_NAME, BEFORE_VALUE -> true;
            default -> false;
        };
    }

    /** The place of the end tag of a script, style, title or textarea; else the text's end. */
    private int endTag(String text, int at) {
        String name = "</" + context.element.name();
        for (int i = text.indexOf('<', at); i >= 0; i = text.indexOf('<', i + 1)) {
            int behind = i + name.length();
            if (text.regionMatches(true, i, name, 0, name.length())
                    && behind < text.length()
                    && "> \t\n\f/".indexOf(text.charAt(behind)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    /** The value of an attribute: what it means is read without the entities. */
    private int value(String text, int at) {
        int end = at;
        while (end < text.length() && !endsValue(text.charAt(end))) {
            end++;
        }
        String meant = Entities.decode(text.substring(at, end));
        int in = 0;
        while (in < meant.length()) {
            in = inside(meant, in);
        }
        if (end == text.length()) {
            return end;
        }
        boolean scriptType = context.attribute == AttributeKind.SCRIPT_TYPE;
        if (scriptType && !JsScanner.isScriptType(meant)) {
            context.element = Element.OTHER;
        }
        boolean quoted = context.delimiter != Delimiter.SPACE_OR_TAG_END;
        context.enter(State.TAG);
        return quoted ? end + 1 : end;
    }

    private boolean endsValue(char c) {
        return switch (context.delimiter) {
            case DOUBLE_QUOTE -> c == '"';
            case SINGLE_QUOTE -> c == '\'';
            default -> c == '>' || SPACES.indexOf(c) >= 0;
        };
    }

    /** One step of the state's own language. */
    private int inside(String text, int at) {
        return switch (context.state) {
            case TEXT -> text(text, at);
            case TAG -> tag(text, at);
            case ATTRIBUTE_NAME -> attributeName(text, at);
            case AFTER_NAME -> afterName(text, at);
            case BEFORE_VALUE -> beforeValue(text, at);
            case HTML_COMMENT -> htmlComment(text, at);
            case RCDATA, ATTRIBUTE, SRCSET -> text.length();
            case URL -> url(context, text, at);
            case JS,
                    JS_DOUBLE_QUOTES,
                    JS_SINGLE_QUOTES,
                    JS_TEMPLATE,
                    JS_REGEX,
                    JS_BLOCK_COMMENT,
                    JS_LINE_COMMENT ->
                    js.step(text, at);
            default -> css.step(text, at);
        };
    }

    private int text(String text, int at) {
        int from = at;
        while (true) {
            int open = text.indexOf('<', from);
            if (open < 0 || open + 1 == text.length()) {
                return text.length();
            }
            if (text.startsWith("<!--", open)) {
                context.enter(State.HTML_COMMENT);
                return open + 4;
            }
            boolean closing = text.charAt(open + 1) == '/';
            int start = closing ? open + 2 : open + 1;
            int end = tagName(text, start);
            if (end > start) {
                context.element = closing ? Element.OTHER : element(text.substring(start, end));
                context.enter(State.TAG);
                return end;
            }
            from = start;
        }
    }

    private static Element element(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "script" -> Element.SCRIPT;
            case "style" -> Element.STYLE;
            case "textarea" -> Element.TEXTAREA;
            case "title" -> Element.TITLE;
            default -> Element.OTHER;
        };
    }

    private static int tagName(String text, int start) {
        int end = start;
        while (end < text.length()) {
            char c = text.charAt(end);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean inner = end > start && ((c >= '0' && c <= '9') || c == ':' || c == '-');
            if (!letter && !inner) {
                break;
            }
            end++;
        }
        return end;
    }

    private int tag(String text, int at) {
        int i = skipSpaces(text, at);
        if (i == text.length()) {
            return i;
        }
        if (text.charAt(i) == '>') {
            context.enter(context.element.content);
            return i + 1;
        }
        int end = Math.max(i + 1, nameEnd(text, i));
        AttributeKind kind = AttributeKind.of(text.substring(i, end), context.element);
        context.enter(end == text.length() ? State.ATTRIBUTE_NAME : State.AFTER_NAME);
        context.attribute = kind;
        return end;
    }

    private static int nameEnd(String text, int start) {
        int end = start;
        while (end < text.length() && " \t\n\f\r=>".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private int attributeName(String text, int at) {
        int end = nameEnd(text, at);
        if (end < text.length()) {
            context.state = State.AFTER_NAME;
        }
        return end;
    }

    private int afterName(String text, int at) {
        int i = skipSpaces(text, at);
        if (i == text.length()) {
            return i;
        }
        if (text.charAt(i) != '=') {
            context.enter(State.TAG);
            return i;
        }
        context.state = State.BEFORE_VALUE;
        return i + 1;
    }

    private int beforeValue(String text, int at) {
        int i = skipSpaces(text, at);
        if (i == text.length()) {
            return i;
        }
        char c = text.charAt(i);
        if (c == '>') {
            context.enter(State.TAG);
            return i;
        }
        if (c == '"' || c == '\'') {
            context.enterValue(c == '"' ? Delimiter.DOUBLE_QUOTE : Delimiter.SINGLE_QUOTE);
            return i + 1;
        }
        context.enterValue(Delimiter.SPACE_OR_TAG_END);
        return i;
    }

    private int htmlComment(String text, int at) {
        int end = text.indexOf("-->", at);
        if (end < 0) {
            return text.length();
        }
        context.enter(State.TEXT);
        return end + 3;
    }

    private static int skipSpaces(String text, int at) {
        int i = at;
        while (i < text.length() && SPACES.indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        return i;
    }

    /** An address: a question mark or hash starts the part where values are escaped wholly. */
    static int url(Context context, String text, int at) {
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '#' || c == '?') {
                context.urlPart = UrlPart.QUERY_OR_FRAGMENT;
            }
        }
        boolean onlySpaces = skipSpaces(text, at) == text.length();
        if (context.urlPart == UrlPart.START && !onlySpaces) {
            context.urlPart = UrlPart.BEFORE_QUERY;
        }
        return text.length();
    }
}
