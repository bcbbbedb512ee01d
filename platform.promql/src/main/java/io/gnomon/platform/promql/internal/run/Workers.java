package io.gnomon.platform.promql.internal.run;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that help queries, shared by all queries of an engine: as many as there are processors,
 * with the thread that asks counted in. A query never waits for a helper that did not begin. Safe
 * for use by any number of threads.
 */
public final class Workers implements AutoCloseable {
    /** No helpers: all is done by the thread that asks. */
    public static final Workers NONE = new Workers(1);

    private final int threads;
    private final ExecutorService pool;

    /**
     * Makes a pool.
     *
     * @param threads how many may work on one query, at least 1
     */
    public Workers(int threads) {
        this.threads = threads;
        AtomicInteger made = new AtomicInteger();
        pool =
                Executors.newFixedThreadPool(
                        Math.max(1, threads - 1),
                        work -> {
                            Thread thread = new Thread(work, "promql-" + made.incrementAndGet());
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /** How many threads may work on one query, the one that asks among them. */
    public int threads() {
        return threads;
    }

    /**
     * Does work on this thread and on helpers, and returns when all that began have ended.
     *
     * @param helpers how many besides this thread
     * @param work takes what there is to do until nothing is left; throws nothing
     */
    public void run(int helpers, Runnable work) {
        Helpers open = new Helpers();
        for (int i = 0; i < helpers; i++) {
            try {
                pool.execute(() -> open.help(work));
            } catch (RejectedExecutionException e) {
                break; // the engine is being closed
            }
        }
        work.run();
        open.close();
    }

    /** Helpers of one call; those that come too late do nothing. */
    private static final class Helpers {
        private int running;
        private boolean closed;

        void help(Runnable work) {
            synchronized (this) {
                if (closed) {
                    return;
                }
                running++;
            }
            try {
                work.run();
            } finally {
                synchronized (this) {
                    running--;
                    notifyAll();
                }
            }
        }

        synchronized void close() {
            closed = true;
            boolean interrupted = false;
            while (running > 0) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    // They look for it themselves, and must not be left with the query's memory.
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
