package io.gnomon.platform.core.remote.internal.ask;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.MergedSamples;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.Selection;

import java.util.List;

/** Series of an answer that has come, in memory. */
final class AskedSelection implements Selection {
    private final Labels[] labels;
    private final SampleColumn[] samples;

    /** The arrays are not copied. */
    AskedSelection(Labels[] labels, SampleColumn[] samples) {
        this.labels = labels;
        this.samples = samples;
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public Labels labels(int series) {
        return labels[series];
    }

    @Override
    public SampleKind kind(int series) {
        SampleColumn column = samples[series];
        int histograms = 0;
        for (int row = 0; row < column.size; row++) {
            histograms += column.histogram(row) == null ? 0 : 1;
        }
        return histograms == 0
                ? SampleKind.FLOAT
                : histograms == column.size ? SampleKind.HISTOGRAM : SampleKind.MIXED;
    }

    @Override
    public long timeColumn(int series) {
        return -1;
    }

    @Override
    public SampleReader reader() {
        return new SampleReader() {
            @Override
            public void read(int series, SampleColumn into) {
                into.clear();
                MergedSamples.addAll(samples[series], 0, samples[series].size, into);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public boolean partial() {
        return false;
    }
}
