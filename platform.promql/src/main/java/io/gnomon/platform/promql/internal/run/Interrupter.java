package io.gnomon.platform.promql.internal.run;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Interrupts threads that are inside the store on behalf of a query for which nobody waits any
 * more: the store's calls look at nothing else. One thread looks after all queries of an engine
 * every 25 ms; it ends when there was none for a second. Safe for use by any number of threads.
 */
public final class Interrupter {
    private static final long TICK_NANOS = 25_000_000;
    private static final int IDLE_TICKS = 40;

    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();

    /** Whether the thread runs; it is set to false only by the thread and under the lock. */
    private volatile boolean running;

    /**
     * A call of the store begins on this thread; closing what is returned says that it ended.
     *
     * @param over true when nobody waits for the query any more
     */
    public Watched watch(BooleanSupplier over) {
        Watched call = new Watched(Thread.currentThread(), over);
        watched.add(call);
        if (!running) {
            start();
        }
        return call;
    }

    private synchronized void start() {
        if (!running) {
            running = true;
            Thread.ofPlatform().daemon().name("promql-interrupter").start(this::look);
        }
    }

    private void look() {
        int idle = 0;
        while (idle < IDLE_TICKS || !ended()) {
            watched.forEach(Watched::interruptWhenOver);
            idle = watched.isEmpty() ? idle + 1 : 0;
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    /** A call that began before this is seen here; one that begins after it starts a thread. */
    private synchronized boolean ended() {
        running = false;
        if (!watched.isEmpty()) {
            running = true;
        }
        return !running;
    }

    /** A call that is going on. Closed by the thread that makes it. */
    public final class Watched implements AutoCloseable {
        private final Thread caller;
        private final BooleanSupplier over;
        private boolean ended;
        private boolean interrupted;

        private Watched(Thread caller, BooleanSupplier over) {
            this.caller = caller;
            this.over = over;
        }

        private synchronized void interruptWhenOver() {
            if (!ended && !interrupted && over.getAsBoolean()) {
                interrupted = true;
                caller.interrupt();
            }
        }

        /** An interrupt of ours does not outlive the call. */
        @Override
        public void close() {
            watched.remove(this);
            synchronized (this) {
                ended = true;
                if (interrupted) {
                    boolean _ = Thread.interrupted();
                }
            }
        }
    }
}
