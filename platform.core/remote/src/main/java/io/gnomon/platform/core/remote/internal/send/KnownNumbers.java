package io.gnomon.platform.core.remote.internal.send;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * Series by their number in the store's feed: open addressing, numbers and series side by side.
 * When there are too many all are forgotten. For one thread.
 */
final class KnownNumbers {
    private static final int MOST = 500_000;
    private static final int FIRST_SLOTS = 1024;

    private long[] numbers = new long[FIRST_SLOTS];
    private @Nullable SentSeries[] series = new @Nullable SentSeries[FIRST_SLOTS];
    private int size;

    @Nullable SentSeries get(long number) {
        return series[slot(number)];
    }

    /** Remembers a series that is not known. */
    void put(long number, SentSeries one) {
        if (size == MOST) {
            clear();
        }
        if (2 * (size + 1) > series.length) {
            grow();
        }
        int slot = slot(number);
        numbers[slot] = number;
        series[slot] = one;
        size++;
    }

    /** Where the number is, or the free slot where it belongs. */
    private int slot(long number) {
        int mask = series.length - 1;
        // Numbers are given out one after the other, so most are in the slot of their own.
        int slot = (int) number & mask;
        while (series[slot] != null && numbers[slot] != number) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldNumbers = numbers;
        @Nullable SentSeries[] old = series;
        numbers = new long[2 * old.length];
        series = new @Nullable SentSeries[2 * old.length];
        for (int i = 0; i < old.length; i++) {
            SentSeries one = old[i];
            if (one != null) {
                int slot = slot(oldNumbers[i]);
                numbers[slot] = oldNumbers[i];
                series[slot] = one;
            }
        }
    }

    void clear() {
        Arrays.fill(series, null);
        size = 0;
    }
}
