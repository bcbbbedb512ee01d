package io.gnomon.platform.core.scrape.internal.loop;

import io.gnomon.platform.core.scrape.internal.append.Answer;
import io.gnomon.platform.core.scrape.internal.append.ScrapeFailure;
import io.gnomon.platform.core.scrape.internal.append.TargetAppender;
import io.gnomon.platform.core.scrape.internal.target.ScrapeTarget;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Scrapes one target at its slots, on a virtual thread of its own. A large answer is parsed and
 * appended by the platform threads of the append pool, any other by the loop's thread: that takes
 * less time than handing it over would. A slot that comes while a scrape still runs is skipped, not
 * made up for.
 */
final class ScrapeLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ScrapeLoop.class);

    /** Reading more than this takes so long that it must not hold a carrier of virtual threads. */
    private static final int LARGE_BODY = 1 << 20;

    private volatile ScrapeTarget target;
    private final Slots slots;
    private final Fetch fetch;
    private final TargetAppender appender;
    private final Tools tools;
    private @Nullable ScrapeLoop predecessor;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch withoutMarkers = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;

    private volatile String forcedError = "";
    private volatile Status status = new Status(null, Duration.ZERO, "", "");
    private long lastBeganMillis;

    /**
     * What all loops share.
     *
     * @param alarms wakes the loops at their slots
     * @param append where large answers are parsed and appended
     */
    record Tools(
            InstantSource clock,
            LongSupplier nanos,
            ScheduledExecutorService alarms,
            ExecutorService append,
            LoopMetrics metrics) {}

    /**
     * How the last scrape went.
     *
     * @param began null when there was none yet
     */
    record Status(@Nullable Instant began, Duration duration, String error, String warning) {}

    /**
     * A loop that is not started.
     *
     * @param predecessor a loop of the same target that has been stopped and whose series this one
     *     carries on, null for none
     */
    ScrapeLoop(
            ScrapeTarget target,
            Slots slots,
            Fetch fetch,
            TargetAppender appender,
            Tools tools,
            @Nullable ScrapeLoop predecessor) {
        this.target = target;
        this.slots = slots;
        this.fetch = fetch;
        this.appender = appender;
        this.tools = tools;
        this.predecessor = predecessor;
        this.thread = Thread.ofVirtual().name("scrape " + target.url()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    ScrapeTarget target() {
        return target;
    }

    /** Whether the target is asked at the same times as this loop does. */
    boolean scrapesLike(ScrapeTarget other) {
        return target.intervalMillis() == other.intervalMillis()
                && target.timeoutMillis() == other.timeoutMillis();
    }

    /** The same target was discovered with other labels before relabelling. */
    void rediscovered(ScrapeTarget same) {
        target = same;
    }

    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    TargetAppender appender() {
        return appender;
    }

    Status status() {
        return status;
    }

    /** Lets each scrape fail with this sentence; empty for no more. */
    void force(String error) {
        forcedError = error;
    }

    /** Ends the loop after the scrape that may run; its series get markers at the next slot. */
    void stop() {
        stopped.countDown();
        LockSupport.unpark(thread);
    }

    /** Ends the loop without markers, also when it has been stopped and waits to write them. */
    void stopWithoutMarkers() {
        withoutMarkers.countDown();
        stop();
    }

    /** Ends the loop without markers and without waiting for a scrape that runs. */
    void abandon() {
        stopWithoutMarkers();
        thread.interrupt();
    }

    private void run() {
        try {
            awaitPredecessor();
            long slot = slots.after(nowMillis());
            while (!waitUntil(slot, stopped)) {
                tryScrape(slot);
                long next = slots.after(Math.max(slot, nowMillis()));
                tools.metrics.missedSlots.add((next - slot) / slots.intervalMillis() - 1);
                slot = next;
            }
            end();
        } catch (InterruptedException e) {
            LOG.debug("The scrape loop of {} was interrupted", target.url());
        } finally {
            fetch.close();
            ended.countDown();
        }
    }

    /** A mistake of ours costs a scrape and not the target. */
    private void tryScrape(long slot) throws InterruptedException {
        try {
            scrape(slot);
        } catch (RuntimeException e) {
            LOG.error("A scrape of {} ended with an error", target.url(), e);
            status = new Status(tools.clock.instant(), Duration.ZERO, "internal error: " + e, "");
        }
    }

    private void awaitPredecessor() throws InterruptedException {
        ScrapeLoop before = predecessor;
        if (before != null) {
            before.ended.await();
            appender.inherit(before.appender);
            predecessor = null;
        }
    }

    /** The markers wait a little, for a scrape of the same target by a new loop. */
    private void end() throws InterruptedException {
        long slot = slots.after(nowMillis());
        if (!waitUntil(slot + slots.intervalMillis() / 10, withoutMarkers)) {
            appender.end(slot);
        }
    }

    /**
     * True when the latch opens before the time comes. A shared timer wakes the thread: a wait of a
     * virtual thread with a time limit would wake the timer thread to set the limit, too.
     */
    private boolean waitUntil(long timeMillis, CountDownLatch latch) throws InterruptedException {
        Duration wait = Duration.between(tools.clock.instant(), Instant.ofEpochMilli(timeMillis));
        long due = System.nanoTime() + wait.toNanos();
        Future<?> alarm = alarmAfter(wait);
        while (latch.getCount() > 0 && System.nanoTime() - due < 0) {
            LockSupport.park(this);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        alarm.cancel(false);
        return latch.getCount() == 0;
    }

    private Future<?> alarmAfter(Duration wait) throws InterruptedException {
        try {
            return tools.alarms.schedule(
                    () -> LockSupport.unpark(thread), wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            throw new InterruptedException("the server stops");
        }
    }

    /** Makes the scrape of a slot now. */
    void scrape(long slotMillis) throws InterruptedException {
        Instant began = tools.clock.instant();
        long beganNanos = tools.nanos.getAsLong();
        if (lastBeganMillis != 0) {
            tools.metrics.interval(
                    slots.intervalMillis(), (began.toEpochMilli() - lastBeganMillis) / 1000.0);
        }
        lastBeganMillis = began.toEpochMilli();
        long time = slots.aligned(slotMillis, lastBeganMillis);
        Answer answer = null;
        ScrapeFailure failure = null;
        try {
            if (!forcedError.isEmpty()) {
                throw new ScrapeFailure(forcedError);
            }
            answer = fetch.fetch(Duration.ofMillis(target.timeoutMillis()));
        } catch (ScrapeFailure e) {
            failure = e;
        }
        LongSupplier since = () -> tools.nanos.getAsLong() - beganNanos;
        Answer answered = answer;
        ScrapeFailure failed = failure;
        String error =
                answer != null && answer.bodyBytes() > LARGE_BODY
                        ? onPool(() -> appender.write(answered, failed, time, since))
                        : appender.write(answered, failed, time, since);
        if (answer != null) {
            fetch.release(answer);
        }
        Duration took = Duration.ofNanos(tools.nanos.getAsLong() - beganNanos);
        String warning = appender.warning();
        if (!warning.isEmpty() && status.warning().isEmpty()) {
            LOG.warn("{}: {}", target.url(), warning);
        }
        status = new Status(began, took, error, warning);
    }

    private String onPool(Callable<String> work) throws InterruptedException {
        try {
            return tools.append.submit(work).get();
        } catch (RejectedExecutionException e) {
            throw new InterruptedException("the server stops");
        } catch (ExecutionException e) {
            LOG.error("A scrape of {} could not be written", target.url(), e.getCause());
            return "the scrape could not be written: " + e.getCause();
        }
    }

    private long nowMillis() {
        return tools.clock.millis();
    }
}
