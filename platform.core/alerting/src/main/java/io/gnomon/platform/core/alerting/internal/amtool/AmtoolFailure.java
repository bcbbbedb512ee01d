package io.gnomon.platform.core.alerting.internal.amtool;

/** A command did not work; the message is a sentence for the user. */
final class AmtoolFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** Status of the server's answer, 0 when there was none. */
    private final int status;

    AmtoolFailure(String message) {
        this(message, 0);
    }

    AmtoolFailure(String message, int status) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
