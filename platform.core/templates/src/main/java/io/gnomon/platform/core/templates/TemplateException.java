package io.gnomon.platform.core.templates;

/**
 * A template cannot be parsed or run. The message is Go's, with the place: {@code template:
 * NAME:LINE: ...} or {@code template: NAME:LINE:COLUMN: executing "NAME" at <...>: ...}.
 */
public final class TemplateException extends Exception {
    private static final long serialVersionUID = 1L;

    public TemplateException(String message) {
        super(message, null, false, false);
    }
}
