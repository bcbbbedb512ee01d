package io.gnomon.platform.core.remote.internal.send;

import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/** Samples on their way, in the order in which they were committed. For one thread at a time. */
final class Rows {
    int size;
    @Nullable SentSeries[] series;
    long[] times;
    double[] values;

    /** Null where the row is a float. */
    @Nullable Histogram[] histograms;

    /** Null where the row has none. */
    Exemplar[] @Nullable [] exemplars;

    /** Which batch of the {@link Watermark} the row belongs to. */
    long[] batches;

    Rows(int capacity) {
        series = new @Nullable SentSeries[capacity];
        times = new long[capacity];
        values = new double[capacity];
        histograms = new @Nullable Histogram[capacity];
        exemplars = new Exemplar[capacity] @Nullable [];
        batches = new long[capacity];
    }

    void add(SentSeries of, long timeMillis, double value, @Nullable Histogram histogram) {
        if (size == times.length) {
            grow();
        }
        series[size] = of;
        times[size] = timeMillis;
        values[size] = value;
        histograms[size++] = histogram;
    }

    private void grow() {
        int more = Math.max(16, 2 * size);
        series = Arrays.copyOf(series, more);
        times = Arrays.copyOf(times, more);
        values = Arrays.copyOf(values, more);
        histograms = Arrays.copyOf(histograms, more);
        exemplars = Arrays.copyOf(exemplars, more);
        batches = Arrays.copyOf(batches, more);
    }

    /** Copies a row of others, as one of a batch. */
    void add(Rows from, int row, long batch) {
        add(from.at(row), from.times[row], from.values[row], from.histograms[row]);
        exemplars[size - 1] = from.exemplars[row];
        batches[size - 1] = batch;
    }

    /** The series of a row below {@link #size}. */
    SentSeries at(int row) {
        SentSeries found = series[row];
        if (found == null) {
            throw new IndexOutOfBoundsException(row);
        }
        return found;
    }

    void exemplar(int row, Exemplar exemplar) {
        Exemplar[] before = exemplars[row];
        int n = before == null ? 0 : before.length;
        Exemplar[] all = before == null ? new Exemplar[1] : Arrays.copyOf(before, n + 1);
        all[n] = exemplar;
        exemplars[row] = all;
    }

    void clear() {
        Arrays.fill(series, 0, size, null);
        Arrays.fill(histograms, 0, size, null);
        Arrays.fill(exemplars, 0, size, null);
        size = 0;
    }
}
