package io.gnomon.platform.core.promformat.remote;

/** A message of another program cannot be read; the sentence says why. */
public final class MessageException extends Exception {
    private static final long serialVersionUID = 1L;

    public MessageException(String message) {
        super(message);
    }
}
