package io.gnomon.platform.promql.internal.exec;

/**
 * The k greatest of the values offered, as a heap with the smallest on top. NaN is below
 * everything; of equal values the one that came first stays.
 */
final class Ranking {
    private final double[] keys;
    private final int[] series;
    private int size;

    Ranking(int limit) {
        keys = new double[limit];
        series = new int[limit];
    }

    int size() {
        return size;
    }

    int series(int i) {
        return series[i];
    }

    static int compare(double a, double b) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Boolean.compare(Double.isNaN(b), Double.isNaN(a));
        }
        return a < b ? -1 : a > b ? 1 : 0;
    }

    void offer(double key, int owner) {
        if (size < keys.length) {
            keys[size] = key;
            series[size] = owner;
            up(size++);
        } else if (size > 0 && compare(key, keys[0]) > 0) {
            keys[0] = key;
            series[0] = owner;
            down();
        }
    }

    private boolean less(int i, int j) {
        int c = compare(keys[i], keys[j]);
        return c < 0 || (c == 0 && series[i] > series[j]);
    }

    private void up(int start) {
        int i = start;
        while (i > 0 && less(i, (i - 1) / 2)) {
            swap(i, (i - 1) / 2);
            i = (i - 1) / 2;
        }
    }

    private void down() {
        int i = 0;
        while (true) {
            int child = 2 * i + 1;
            if (child >= size) {
                return;
            }
            if (child + 1 < size && less(child + 1, child)) {
                child++;
            }
            if (!less(child, i)) {
                return;
            }
            swap(i, child);
            i = child;
        }
    }

    private void swap(int i, int j) {
        double key = keys[i];
        keys[i] = keys[j];
        keys[j] = key;
        int owner = series[i];
        series[i] = series[j];
        series[j] = owner;
    }
}
