package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Does something over and over on some threads until it is closed. */
final class Load implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger done = new AtomicInteger();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean go = true;

    /** One round; a throw is a failure of the test. */
    interface Round {
        void run() throws Exception;
    }

    Load(int threadCount, Round round) {
        for (int i = 0; i < threadCount; i++) {
            threads.execute(() -> {
                while (go) {
                    try {
                        round.run();
                        done.incrementAndGet();
                    } catch (Exception | AssertionError e) {
                        failures.add(e);
                    }
                }
            });
        }
    }

    /** Rounds that ended well. */
    int done() {
        return done.get();
    }

    /** Ends the load; fails when a round did. */
    void finish() {
        close();
        Throwable first = failures.peek();
        if (first != null) {
            throw new AssertionError(
                    failures.size() + " rounds failed, " + done + " did not", first);
        }
        assertTrue(done.get() > 0, "no load");
    }

    @Override
    public void close() {
        go = false;
        threads.close();
    }
}
