package io.gnomon.platform.core.alerting.internal.sending;

import io.gnomon.model.alert.Alert;
import io.gnomon.platform.core.exposition.Summary;
import io.gnomon.spi.common.HttpCaller;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends alerts to one Alertmanager, in batches, on a virtual thread of its own. When the queue is
 * full the oldest go. A batch that fails is not sent again: the rules raise alerts that go on again
 * and again. Any thread.
 */
final class SendLoop {
    private static final Logger LOG = LoggerFactory.getLogger(SendLoop.class);
    private static final int OK = 2;

    private final URI url;
    private final HttpCaller caller;
    private final Duration timeout;
    private final SendingFlags flags;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Alert> queue = new ArrayDeque<>();
    private boolean stopped;

    final LongAdder sent = new LongAdder();
    final LongAdder errors = new LongAdder();
    final LongAdder dropped = new LongAdder();

    /** Seconds of requests that went well. */
    final Summary latency = new Summary(0.5, 0.9, 0.99);

    SendLoop(URI url, HttpCaller caller, Duration timeout, SendingFlags flags) {
        this.url = url;
        this.caller = caller;
        this.timeout = timeout;
        this.flags = flags;
        this.thread = Thread.ofVirtual().name("alerts to " + url).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    URI url() {
        return url;
    }

    int queued() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** Takes alerts unless it is stopped. */
    void add(List<Alert> alerts) {
        lock.lock();
        try {
            if (stopped) {
                return;
            }
            queue.addAll(alerts);
            int over = queue.size() - flags.queueCapacity();
            for (int i = 0; i < over; i++) {
                queue.remove();
            }
            if (over > 0) {
                LOG.warn("{}: {} alerts are dropped, the queue is full", url, over);
                dropped.add(over);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            for (List<Alert> batch = next(); !batch.isEmpty(); batch = next()) {
                send(batch);
            }
        } catch (InterruptedException e) {
            LOG.debug("sending to {} was interrupted", url);
        }
        dropped.add(queued());
    }

    /** Waits for a batch; empty when there will be no more. */
    private List<Alert> next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (queue.isEmpty() && !stopped) {
                changed.await();
            }
            List<Alert> batch = new ArrayList<>();
            if (!stopped || flags.drain()) {
                while (batch.size() < flags.batchSize() && !queue.isEmpty()) {
                    batch.add(queue.remove());
                }
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void send(List<Alert> batch) throws InterruptedException {
        long began = System.nanoTime();
        String error;
        try (HttpCaller.Response answer =
                caller.send(
                        new HttpCaller.Request(
                                "POST",
                                url,
                                Map.of("Content-Type", "application/json"),
                                AlertJson.of(batch),
                                timeout))) {
            byte[] _ = answer.body().readAllBytes();
            error =
                    answer.status() / 100 == OK
                            ? ""
                            : ("bad response status " + answer.status() + " " + answer.reason())
                                    .strip();
        } catch (IOException e) {
            error = String.valueOf(e.getMessage());
        }
        if (error.isEmpty()) {
            latency.add((System.nanoTime() - began) / 1e9);
            sent.add(batch.size());
        } else {
            LOG.error("{}: {} alerts could not be sent: {}", url, batch.size(), error);
            errors.add(batch.size());
            dropped.add(batch.size());
        }
    }

    /** Takes no more; what waits is sent or dropped, as the flag says. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the last batch after {@link #stop}, and gives up when it takes too long. */
    void awaitEnd(Duration patience) throws InterruptedException {
        if (!thread.join(patience)) {
            thread.interrupt();
        }
    }
}
