package io.gnomon.platform.core.remote.internal.intake;

import io.gnomon.platform.core.remote.Reply;

import java.util.Map;

/** A request is not served; the sentence says why, the status whether to try again. */
public final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final boolean tryAgain;

    private Refusal(int status, String message, boolean tryAgain) {
        super(message);
        this.status = status;
        this.tryAgain = tryAgain;
    }

    public Refusal(int status, String message) {
        this(status, message, false);
    }

    /** 503: the same request may succeed in a few seconds. */
    public static Refusal busy(String message) {
        return new Refusal(503, message, true);
    }

    public Reply reply() {
        String message = getMessage();
        return new Reply(
                status,
                tryAgain ? Map.of("Retry-After", "2") : Map.of(),
                message == null ? "" : message);
    }
}
