package io.gnomon.platform.tsdb.internal.index;

import java.util.Arrays;

/** Series in the order they came. One thread adds at a time; readers take the size first. */
final class SeriesTail {
    private IndexedSeries[] items = new IndexedSeries[256];
    private volatile int size;

    int size() {
        return size;
    }

    /** Valid for indexes below a {@link #size} that was taken before. */
    IndexedSeries get(int i) {
        return items[i];
    }

    void add(IndexedSeries series) {
        int n = size;
        if (n == items.length) {
            items = Arrays.copyOf(items, 2 * n);
        }
        items[n] = series;
        size = n + 1;
    }
}
