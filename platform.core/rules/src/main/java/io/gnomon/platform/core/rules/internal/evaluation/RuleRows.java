package io.gnomon.platform.core.rules.internal.evaluation;

import io.gnomon.model.sample.Histogram;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Objects;

/** What one evaluation of a rule has to store: flat arrays that are used again. For one thread. */
final class RuleRows {
    int size;
    private WrittenSeries.@Nullable Entry[] series = new WrittenSeries.@Nullable Entry[8];
    double[] values = new double[8];
    @Nullable Histogram[] histograms = new @Nullable Histogram[8];

    void clear() {
        Arrays.fill(series, 0, size, null);
        Arrays.fill(histograms, 0, size, null);
        size = 0;
    }

    /** The series of a row below {@link #size}. */
    WrittenSeries.Entry entry(int row) {
        return Objects.requireNonNull(series[row]);
    }

    void add(WrittenSeries.Entry entry, double value, @Nullable Histogram histogram) {
        if (size == values.length) {
            series = Arrays.copyOf(series, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
            histograms = Arrays.copyOf(histograms, 2 * size);
        }
        series[size] = entry;
        values[size] = value;
        histograms[size++] = histogram;
    }
}
