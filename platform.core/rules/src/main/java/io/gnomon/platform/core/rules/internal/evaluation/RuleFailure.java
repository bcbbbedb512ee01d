package io.gnomon.platform.core.rules.internal.evaluation;

/** A rule could not be evaluated; the message is what the user sees. */
public final class RuleFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean cancelled;

    public RuleFailure(String message) {
        this(message, false);
    }

    RuleFailure(String message, boolean cancelled) {
        super(message);
        this.cancelled = cancelled;
    }

    /** Somebody wanted it to end, as at a shutdown: nothing to tell. */
    boolean cancelled() {
        return cancelled;
    }
}
