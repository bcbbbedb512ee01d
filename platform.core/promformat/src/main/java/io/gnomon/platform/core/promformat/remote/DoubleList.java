package io.gnomon.platform.core.promformat.remote;

import java.util.Arrays;

/** A growing array of numbers. For one thread. */
public final class DoubleList {
    private double[] items = new double[16];
    private int size;

    public int size() {
        return size;
    }

    public double get(int i) {
        return items[i];
    }

    public double[] toArray() {
        return Arrays.copyOf(items, size);
    }

    public void add(double item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, 2 * size);
        }
        items[size++] = item;
    }

    public void clear() {
        size = 0;
    }
}
