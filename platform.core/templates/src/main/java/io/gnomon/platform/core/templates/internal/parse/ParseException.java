package io.gnomon.platform.core.templates.internal.parse;

/** A template is not one; the message has Go's words: {@code template: NAME:LINE: ...}. */
public final class ParseException extends Exception {
    private static final long serialVersionUID = 1L;

    public ParseException(String message) {
        super(message, null, false, false);
    }
}
