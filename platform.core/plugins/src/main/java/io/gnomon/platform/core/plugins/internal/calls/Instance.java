package io.gnomon.platform.core.plugins.internal.calls;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * An instance of a plugin and the calls that are on it: it is closed when it is retired and idle.
 */
final class Instance<I extends AutoCloseable> {
    private static final Logger log = LoggerFactory.getLogger(Instance.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Offer offer;
    private final I object;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    // Guarded by this.
    private int callCount;
    private boolean retired;
    private boolean closing;

    Instance(Offer offer, I object) {
        this.offer = offer;
        this.object = object;
    }

    I object() {
        return object;
    }

    /** Begins a call, unless the instance is retired. */
    synchronized boolean enter() {
        if (retired) {
            return false;
        }
        callCount++;
        return true;
    }

    /** Ends a call. */
    void leave() {
        synchronized (this) {
            callCount--;
            if (!retired || callCount > 0 || closing) {
                return;
            }
            closing = true;
        }
        close();
    }

    /** No call begins any more; the last one closes the instance. */
    void retire() {
        synchronized (this) {
            retired = true;
            if (callCount > 0 || closing) {
                return;
            }
            closing = true;
        }
        close();
    }

    /** Closes the instance whatever runs on it. */
    void closeNow() {
        synchronized (this) {
            retired = true;
            if (closing) {
                return;
            }
            closing = true;
        }
        close();
    }

    /** Ends when the instance is closed, or its close has failed. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    private void close() {
        var _ =
                offer.pool()
                        .submit(
                                CLOSE_TIMEOUT,
                                () -> {
                                    object.close();
                                    return true;
                                })
                        .whenComplete((ok, thrown) -> {
                            if (thrown != null) {
                                log.warn("{} could not be closed: {}", offer, Words.of(thrown));
                            }
                            offer.bundle().closed(this);
                            closed.complete(null);
                        });
    }
}
