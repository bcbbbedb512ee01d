package io.gnomon.platform.core.alerting.internal.time;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Timers of all groups and retries on one thread. */
public final class ScheduledTimers implements Timers, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduledTimers.class);

    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name("alerting-timers").factory());

    public ScheduledTimers() {
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        if (thread.isShutdown()) {
            return () -> {};
        }
        ScheduledFuture<?> call =
                thread.schedule(() -> run(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> call.cancel(false);
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("something that was due failed", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
