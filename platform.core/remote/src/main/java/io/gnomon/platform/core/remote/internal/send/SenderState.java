package io.gnomon.platform.core.remote.internal.send;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the threads of one sender know of each other. Any thread. */
final class SenderState {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final long QUIET_NANOS = 60_000_000_000L;

    private final String name;
    private final Object pauses = new Object();
    private volatile boolean stopping;
    private volatile boolean failing;
    private volatile long repeatsBelow = Long.MIN_VALUE;

    // Guarded by this.
    private long warnedNanos;
    private boolean warned;

    /**
     * State of a sender.
     *
     * @param name for the log
     */
    SenderState(String name) {
        this.name = name;
    }

    /** The receiver answers. */
    void works() {
        if (failing) {
            failing = false;
            LOG.info("remote write to {}: the receiver answers again", name);
        }
    }

    /** The receiver does not answer or cannot take anything now. */
    void fails(String sentence) {
        if (!failing) {
            failing = true;
            LOG.warn("remote write to {} fails and is tried again: {}", name, sentence);
        }
    }

    boolean isFailing() {
        return failing;
    }

    /** Says what is wrong, at most once a minute. */
    synchronized void warn(String sentence) {
        long now = System.nanoTime();
        if (!warned || now - warnedNanos > QUIET_NANOS) {
            warned = true;
            warnedNanos = now;
            LOG.warn("remote write to {}: {}", name, sentence);
        }
    }

    /**
     * Waits, as long as the sender goes on.
     *
     * @throws InterruptedException when it ends
     */
    void pause(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        synchronized (pauses) {
            while (!stopping) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                pauses.wait(left / 1_000_000 + 1);
            }
        }
        throw new InterruptedException("the sender ends");
    }

    void stop() {
        stopping = true;
        synchronized (pauses) {
            pauses.notifyAll();
        }
    }

    boolean isStopping() {
        return stopping;
    }

    /** Batches with a lower number may have been delivered before. */
    void repeatsBelow(long batch) {
        repeatsBelow = batch;
    }

    boolean mayRepeat(long batch) {
        return batch < repeatsBelow;
    }
}
