package io.gnomon.platform.core.alerting.internal.time;

import java.time.Duration;

/** Calls something later. Any thread. */
public interface Timers {
    /**
     * Calls the task once when the delay is over, at once when it is zero or less; on a thread that
     * must not be kept.
     */
    Timer after(Duration delay, Runnable task);

    /** A call that has been asked for. */
    interface Timer {
        /** Nothing when the call has been made. */
        void cancel();
    }
}
