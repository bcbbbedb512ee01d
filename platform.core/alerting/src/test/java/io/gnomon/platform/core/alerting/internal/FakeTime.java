package io.gnomon.platform.core.alerting.internal;

import io.gnomon.platform.core.alerting.internal.time.Timers;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A clock that stands still until a test moves it; what is due is called on the thread that moves
 * it. Any thread may ask for the time and for calls.
 */
public final class FakeTime implements InstantSource, Timers {
    private final PriorityQueue<Call> calls =
            new PriorityQueue<>(
                    Comparator.comparing((Call call) -> call.at)
                            .thenComparingLong(call -> call.number));
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private long count;

    private static final class Call implements Timer {
        final Instant at;
        final long number;
        final Runnable task;
        volatile boolean cancelled;

        Call(Instant at, long number, Runnable task) {
            this.at = at;
            this.number = number;
            this.task = task;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized Timer after(Duration delay, Runnable task) {
        Call call = new Call(now.plus(delay), count++, task);
        calls.add(call);
        return call;
    }

    /** Moves the clock; calls what becomes due, each at its time. */
    public void advance(Duration span) {
        Instant end = instant().plus(span);
        for (Call call = nextUntil(end); call != null; call = nextUntil(end)) {
            call.task.run();
        }
        synchronized (this) {
            now = end;
        }
    }

    /**
     * Takes what is due next, and moves the clock to its time; null if nothing is due until then.
     */
    private synchronized @Nullable Call nextUntil(Instant end) {
        for (Call call = calls.peek(); call != null && !call.at.isAfter(end); call = calls.peek()) {
            calls.remove();
            if (!call.cancelled) {
                now = call.at.isAfter(now) ? call.at : now;
                return call;
            }
        }
        return null;
    }

    /** Calls nothing of what was asked for so far. */
    public synchronized void forget() {
        calls.clear();
    }

    public void advanceSeconds(long seconds) {
        advance(Duration.ofSeconds(seconds));
    }
}
