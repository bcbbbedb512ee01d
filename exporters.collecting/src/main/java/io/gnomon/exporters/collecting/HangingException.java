package io.gnomon.exporters.collecting;

/** A collector did not return in its time and still runs. */
public final class HangingException extends Exception {
    private static final long serialVersionUID = 1L;

    HangingException(String message) {
        super(message);
    }
}
