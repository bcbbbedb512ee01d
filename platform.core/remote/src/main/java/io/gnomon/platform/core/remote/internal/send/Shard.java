package io.gnomon.platform.core.remote.internal.send;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Rows of some of the series, between the follower, who waits when there is no room, and one thread
 * that sends. Holds at most so many blocks of rows as it was made for, and the one being filled.
 */
final class Shard {
    private final int blockRows;
    private final int blocks;
    private final long deadlineNanos;
    private final Deque<Rows> waiting = new ArrayDeque<>();
    private final Deque<Rows> free = new ArrayDeque<>();
    private Rows filling;
    private long firstAdded;
    private boolean closed;

    /**
     * A shard.
     *
     * @param blockRows rows of one message
     * @param capacity rows that wait, rounded down to whole blocks, at least one
     * @param deadlineNanos how long a row waits for its block to become full
     */
    Shard(int blockRows, int capacity, long deadlineNanos) {
        this.blockRows = blockRows;
        this.blocks = Math.max(1, capacity / blockRows);
        this.deadlineNanos = deadlineNanos;
        this.filling = new Rows(blockRows);
    }

    /**
     * Takes the rows that belong here, in their order.
     *
     * @param index rows whose series' hash modulo {@code shards} is this number
     * @return nanoseconds for which there was no room
     */
    synchronized long add(Rows from, int shards, int index, long batch)
            throws InterruptedException {
        long waited = 0;
        for (int row = 0; row < from.size; row++) {
            if (from.at(row).hash % shards != index) {
                continue;
            }
            while (filling.size == blockRows && waiting.size() == blocks) {
                long begin = System.nanoTime();
                wait();
                waited += System.nanoTime() - begin;
            }
            if (filling.size == blockRows) {
                turnOver();
            }
            if (filling.size == 0) {
                firstAdded = System.nanoTime();
                notifyAll();
            }
            filling.add(from, row, batch);
        }
        if (filling.size == blockRows && waiting.size() < blocks) {
            turnOver();
        }
        return waited;
    }

    private void turnOver() {
        waiting.add(filling);
        Rows next = free.poll();
        filling = next == null ? new Rows(blockRows) : next;
        notifyAll();
    }

    /** The rows to send next; null when the shard is closed and empty. */
    synchronized @Nullable Rows take() throws InterruptedException {
        while (waiting.isEmpty()) {
            if (filling.size == 0) {
                if (closed) {
                    return null;
                }
                wait();
                continue;
            }
            long left = firstAdded + deadlineNanos - System.nanoTime();
            if (closed || filling.size == blockRows || left <= 0) {
                turnOver();
            } else {
                wait(left / 1_000_000 + 1);
            }
        }
        notifyAll();
        return waiting.poll();
    }

    /** Gives rows back that were taken. */
    synchronized void release(Rows rows) {
        rows.clear();
        if (free.size() <= blocks) {
            free.add(rows);
        }
    }

    /** No more rows will come: what is there is sent at once. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Rows that wait. */
    synchronized int pending() {
        int rows = filling.size;
        for (Rows block : waiting) {
            rows += block.size;
        }
        return rows;
    }
}
