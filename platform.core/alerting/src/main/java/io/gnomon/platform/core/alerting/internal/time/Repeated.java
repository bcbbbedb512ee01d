package io.gnomon.platform.core.alerting.internal.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executor;

/** Tasks that are run again and again until it is closed. Any thread. */
public final class Repeated implements AutoCloseable {
    private final InstantSource clock;
    private final Timers timers;
    private final Executor runs;
    private volatile boolean closed;

    /**
     * @param runs where the tasks are run
     */
    public Repeated(InstantSource clock, Timers timers, Executor runs) {
        this.clock = clock;
        this.timers = timers;
        this.runs = runs;
    }

    /** Runs the task each time the interval is over. */
    public void every(Duration interval, Runnable task) {
        after(interval, task, () -> every(interval, task));
    }

    /** Runs the task when a full minute begins. */
    public void eachMinute(Runnable task) {
        Instant now = clock.instant();
        Instant next = now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        after(Duration.between(now, next), task, () -> eachMinute(task));
    }

    private void after(Duration delay, Runnable task, Runnable again) {
        timers.after(
                delay,
                () -> {
                    if (!closed) {
                        runs.execute(task);
                        again.run();
                    }
                });
    }

    @Override
    public void close() {
        closed = true;
    }
}
