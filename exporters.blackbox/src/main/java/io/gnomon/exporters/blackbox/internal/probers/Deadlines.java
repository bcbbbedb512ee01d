package io.gnomon.exporters.blackbox.internal.probers;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Closes connections whose time is over: a socket's own timeout is per read, so that a server that
 * drips bytes would go on for ever. Any number of threads.
 */
public final class Deadlines implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name("gnomon-blackbox-deadlines").factory());

    public Deadlines() {
        timer.setRemoveOnCancelPolicy(true);
    }

    /** A connection and the end of its time; closed when it is not used any more. */
    interface Guard extends Closeable {
        /** Whether the time is over, which explains why the connection fails. */
        boolean isOver();
    }

    /** Closes the connection at the probe's deadline, or when the guard is closed. */
    Guard guard(Probe probe, Closeable connection) {
        AtomicBoolean over = new AtomicBoolean();
        ScheduledFuture<?> end =
                timer.schedule(
                        () -> {
                            over.set(true);
                            close(connection);
                        },
                        probe.timeLeft().toNanos(),
                        TimeUnit.NANOSECONDS);
        return new Guard() {
            @Override
            public boolean isOver() {
                return over.get();
            }

            @Override
            public void close() {
                end.cancel(false);
                Deadlines.close(connection);
            }
        };
    }

    private static void close(Closeable connection) {
        try {
            connection.close();
        } catch (IOException e) {
            // It is gone already.
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
