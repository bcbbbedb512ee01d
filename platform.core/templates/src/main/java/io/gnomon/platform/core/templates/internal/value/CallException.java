package io.gnomon.platform.core.templates.internal.value;

/** A function could not give a result; the message has Go's words. */
public final class CallException extends Exception {
    private static final long serialVersionUID = 1L;

    public CallException(String message) {
        super(message, null, false, false);
    }
}
