package io.gnomon.platform.core.httpclient.internal.plain;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Closes connections whose answer is overdue. One thread for all of them, which sleeps until the
 * first deadline and is woken for an earlier one only: a time limit on each read would wake the
 * machine's timer thread twice a read. Safe for use by any number of threads.
 */
final class Deadlines implements AutoCloseable {
    private static final long FAR_NANOS = 3600L * 1_000_000_000;

    private final Set<PlainConnection> running = ConcurrentHashMap.newKeySet();
    private final Thread thread =
            Thread.ofVirtual().name("http deadlines").unstarted(this::closeOverdue);
    private volatile long wakeNanos = System.nanoTime();
    private volatile boolean closed;

    Deadlines() {
        thread.start();
    }

    /** From now on the connection is closed when its deadline has passed. */
    void add(PlainConnection connection) {
        running.add(connection);
        if (connection.deadlineNanos() - wakeNanos < 0) {
            LockSupport.unpark(thread);
        }
    }

    /** False when the deadline has passed, or when it was not added. */
    boolean remove(PlainConnection connection) {
        return running.remove(connection);
    }

    private void closeOverdue() {
        while (!closed || !running.isEmpty()) {
            long now = System.nanoTime();
            wakeNanos = now + FAR_NANOS; // who comes while we look wakes us up again
            long wait = FAR_NANOS;
            for (PlainConnection connection : running) {
                long left = connection.deadlineNanos() - now;
                if (left > 0) {
                    wait = Math.min(wait, left);
                } else if (running.remove(connection)) {
                    connection.expire();
                }
            }
            wakeNanos = now + wait;
            LockSupport.parkNanos(wait);
        }
    }

    /** Ends the thread when the last of the connections is done or overdue. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
