package io.gnomon.platform.core.remote.internal.intake;

import io.gnomon.model.storage.StorageException;
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

    /** There is no store at this moment. */
    public static Refusal noStore() {
        return busy("the store is not ready; try again in a few seconds");
    }

    /** Samples could not be stored: 503 when the sender may try again, else 500. */
    public static Refusal notStored(StorageException e) {
        String sentence = String.valueOf(e.getMessage());
        return switch (e.kind()) {
            case UNAVAILABLE, FULL, CANCELLED -> busy(sentence);
            case CORRUPT, GONE, IO -> new Refusal(500, sentence);
        };
    }

    public boolean mayTryAgain() {
        return tryAgain;
    }

    public Reply reply() {
        String message = getMessage();
        return new Reply(
                status,
                tryAgain ? Map.of("Retry-After", "2") : Map.of(),
                message == null ? "" : message);
    }
}
