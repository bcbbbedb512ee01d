package io.gnomon.platform.core.templates.internal.exec;

/** A template stopped; the message is Go's with the place. */
public final class ExecException extends Exception {
    private static final long serialVersionUID = 1L;

    public ExecException(String message) {
        super(message, null, false, false);
    }
}
