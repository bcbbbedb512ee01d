package io.gnomon.platform.core.alerting.internal;

import io.gnomon.platform.core.alerting.internal.time.Timers;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that stands still until a test moves it; what is due is called on the test's thread. */
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
        boolean cancelled;

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
    public Instant instant() {
        return now;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Call call = new Call(now.plus(delay), count++, task);
        calls.add(call);
        return call;
    }

    /** Moves the clock; calls what becomes due, each at its time. */
    public void advance(Duration span) {
        Instant end = now.plus(span);
        for (Call call = calls.peek(); call != null && !call.at.isAfter(end); call = calls.peek()) {
            calls.remove();
            if (!call.cancelled) {
                now = call.at.isAfter(now) ? call.at : now;
                call.task.run();
            }
        }
        now = end;
    }

    /** Calls nothing of what was asked for so far. */
    public void forget() {
        calls.clear();
    }

    public void advanceSeconds(long seconds) {
        advance(Duration.ofSeconds(seconds));
    }
}
