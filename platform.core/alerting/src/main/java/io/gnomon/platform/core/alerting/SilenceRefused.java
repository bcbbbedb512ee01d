package io.gnomon.platform.core.alerting;

/** A silence is not taken; the message is Alertmanager's. */
public final class SilenceRefused extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Kind {
        /** There is no silence of this id. */
        NOT_FOUND,
        /** What is asked cannot be. */
        INVALID
    }

    private final Kind kind;

    public SilenceRefused(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
