package io.gnomon.platform.core.remote.internal.send;

import java.util.Arrays;

/**
 * Up to where the store's feed has arrived at the receiver without a gap. Batches are numbered in
 * the order of the feed; rows of a batch may arrive in any order. Any thread.
 */
final class Watermark {
    /**
     * A place in the feed.
     *
     * @param position as {@link io.gnomon.model.storage.Tail#position} gave it
     * @param timeMillis the newest sample before it
     */
    record Mark(long position, long timeMillis) {}

    // A ring of the batches that have not arrived, from number `first` on.
    private long[] positions = new long[64];
    private long[] times = new long[64];
    private int[] left = new int[64];
    private long first;
    private long next;
    private Mark mark;

    Watermark(Mark begin) {
        mark = begin;
    }

    /**
     * Adds the next batch.
     *
     * @param rows that have to arrive
     * @param after where the feed goes on behind it
     * @return its number
     */
    synchronized long add(int rows, Mark after) {
        if (next - first == left.length) {
            grow();
        }
        int slot = slot(next);
        positions[slot] = after.position;
        times[slot] = after.timeMillis;
        left[slot] = rows;
        long number = next++;
        advance();
        return number;
    }

    private int slot(long batch) {
        return (int) batch & (left.length - 1);
    }

    private void grow() {
        int n = left.length;
        long[] morePositions = Arrays.copyOf(positions, 2 * n);
        long[] moreTimes = Arrays.copyOf(times, 2 * n);
        int[] moreLeft = Arrays.copyOf(left, 2 * n);
        for (long batch = first; batch < next; batch++) {
            int from = (int) batch & (n - 1);
            int to = (int) batch & (2 * n - 1);
            morePositions[to] = positions[from];
            moreTimes[to] = times[from];
            moreLeft[to] = left[from];
        }
        positions = morePositions;
        times = moreTimes;
        left = moreLeft;
    }

    /** Says that rows of batches arrived or are given up; batches in runs. */
    synchronized void done(Rows rows) {
        for (int row = 0; row < rows.size; row++) {
            left[slot(rows.batches[row])]--;
        }
        advance();
    }

    private void advance() {
        long before = first;
        while (first < next && left[slot(first)] == 0) {
            first++;
        }
        if (first > before) {
            int slot = slot(first - 1);
            mark = new Mark(positions[slot], times[slot]);
        }
    }

    /** Everything before it has arrived. */
    synchronized Mark mark() {
        return mark;
    }

    /** Rows of batches after it are underway. */
    synchronized boolean isEmpty() {
        return first == next;
    }
}
