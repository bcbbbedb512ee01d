package io.gnomon.platform.core.rules.internal.schedule;

import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that evaluate groups, and the alarm clock that wakes them. Evaluations are work for
 * processors and wait for the query engine's places, so they have platform threads of their own, no
 * more than this many.
 */
final class Workers implements Alarms {
    /** Slow groups must not hold up the others; the query engine has about as many places. */
    private static final int THREADS = 16;

    private static final int IDLE_SECONDS = 60;
    private static final int CLOSE_SECONDS = 10;

    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor alarms;
    private final ThreadPoolExecutor threads;

    Workers(InstantSource clock) {
        this.clock = clock;
        alarms =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("rules-slots").factory());
        alarms.setRemoveOnCancelPolicy(true);
        threads =
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("rules-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public long nowMillis() {
        return clock.millis();
    }

    @Override
    public void at(long timeMillis, Runnable work) {
        try {
            Future<?> _ =
                    alarms.schedule(
                            () -> run(work), timeMillis - clock.millis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The server stops.
        }
    }

    private void run(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException e) {
            // The server stops.
        }
    }

    /** Waits a little for evaluations that run. */
    @Override
    public void close() {
        alarms.shutdownNow();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
