package io.gnomon.platform.core.templates.internal.html;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Where in a page the next character stands: in text, in a tag, in a script ... The states are
 * those that https://pkg.go.dev/html/template tells apart. Not for several threads.
 */
final class Context {
    enum State {
        TEXT,
        TAG,
        ATTRIBUTE_NAME,
        AFTER_NAME,
        BEFORE_VALUE,
        HTML_COMMENT,
        /** The content of textarea and title: text without tags. */
        RCDATA,
        ATTRIBUTE,
        URL,
        SRCSET,
        JS,
        JS_DOUBLE_QUOTES,
        JS_SINGLE_QUOTES,
        JS_TEMPLATE,
        JS_REGEX,
        JS_BLOCK_COMMENT,
        JS_LINE_COMMENT,
        CSS,
        CSS_DOUBLE_QUOTES,
        CSS_SINGLE_QUOTES,
        CSS_URL,
        CSS_URL_DOUBLE_QUOTES,
        CSS_URL_SINGLE_QUOTES,
        CSS_BLOCK_COMMENT,
        CSS_LINE_COMMENT;

        boolean isComment() {
            return switch (this) {
                case HTML_COMMENT,
                        JS_BLOCK_COMMENT,
                        JS_LINE_COMMENT,
                        CSS_BLOCK_COMMENT,
                        CSS_LINE_COMMENT ->
                        true;
                default -> false;
            };
        }

        boolean isCssString() {
            return this == CSS_DOUBLE_QUOTES || this == CSS_SINGLE_QUOTES;
        }
    }

    /** What ends the value of an attribute. */
    enum Delimiter {
        NONE,
        DOUBLE_QUOTE,
        SINGLE_QUOTE,
        SPACE_OR_TAG_END
    }

    enum UrlPart {
        START,
        BEFORE_QUERY,
        QUERY_OR_FRAGMENT
    }

    enum Element {
        OTHER(State.TEXT),
        SCRIPT(State.JS),
        STYLE(State.CSS),
        TEXTAREA(State.RCDATA),
        TITLE(State.RCDATA);

        final State content;

        Element(State content) {
            this.content = content;
        }
    }

    State state = State.TEXT;
    Delimiter delimiter = Delimiter.NONE;
    UrlPart urlPart = UrlPart.START;
    Element element = Element.OTHER;

    /** What the value of the attribute is whose name was read last. */
    AttributeKind attribute = AttributeKind.PLAIN;

    /** Whether a slash in a script divides; else it starts a regular expression. */
    boolean slashDivides;

    /** For each open placeholder of a template literal the braces that are open in it. */
    final Deque<Integer> placeholders = new ArrayDeque<>();

    /** Goes to a state that starts anew: no value is open any more. */
    void enter(State next) {
        state = next;
        delimiter = Delimiter.NONE;
        urlPart = UrlPart.START;
        attribute = AttributeKind.PLAIN;
        slashDivides = false;
        placeholders.clear();
    }

    /** The value of an attribute starts. */
    void enterValue(Delimiter end) {
        AttributeKind kind = attribute;
        enter(kind.content());
        delimiter = end;
        if (kind == AttributeKind.SCRIPT_TYPE) {
            attribute = kind;
        }
    }
}
