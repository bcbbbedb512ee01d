package io.gnomon.platform.core.plugins.internal;

import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricType;
import io.gnomon.spi.exporter.MetricSink;

import java.util.ArrayList;
import java.util.List;

/** Remembers samples, one text each: name, labels and value. */
public final class VersionSink implements MetricSink {
    private final List<String> samples = new ArrayList<>();
    private String family = "";
    private String version = "";

    /** The label "version" of the last sample. */
    public String version() {
        return version;
    }

    public List<String> samples() {
        return samples;
    }

    @Override
    public void family(String name, MetricType type, String help) {
        family = name;
    }

    @Override
    public void family(String name, MetricType type, String help, String unit) {
        family = name;
    }

    @Override
    public void sample(double value, String... labels) {
        samples.add(family + List.of(labels) + " " + value);
        for (int i = 0; i < labels.length; i += 2) {
            if (labels[i].equals("version")) {
                version = labels[i + 1];
            }
        }
    }

    @Override
    public void suffixed(String suffix, double value, String... labels) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void timed(long timeMillis, double value, String... labels) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void histogram(Histogram histogram, String... labels) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void exemplar(Exemplar exemplar) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void startTime(long startTimeMillis) {
        throw new UnsupportedOperationException();
    }
}
