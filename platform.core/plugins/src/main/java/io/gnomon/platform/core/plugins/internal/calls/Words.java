package io.gnomon.platform.core.plugins.internal.calls;

import java.util.concurrent.ExecutionException;

/** Throws of plugins as sentences. */
public final class Words {
    private Words() {}

    /** The message of a throw; where it has none, its class and the place it comes from. */
    public static String of(Throwable thrown) {
        String message = thrown.getMessage();
        if (message != null && !message.isBlank()) {
            return thrown instanceof LinkageError ? name(thrown) + ": " + message : message;
        }
        StackTraceElement[] trace = thrown.getStackTrace();
        return trace.length == 0 ? name(thrown) : name(thrown) + " at " + trace[0];
    }

    /** What was thrown inside. */
    public static Throwable causeOf(ExecutionException e) {
        Throwable cause = e.getCause();
        return cause == null ? e : cause;
    }

    private static String name(Throwable thrown) {
        return thrown.getClass().getSimpleName();
    }
}
