package io.gnomon.platform.core.exposition;

import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricType;
import io.gnomon.spi.exporter.MetricSink;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Keeps what exporters report, so that several of them can be written as one exposition in which no
 * family stands twice. For one thread at a time: give each exporter call its own, since a call that
 * ran into its deadline may still write, and {@link #addAll} those that came in time.
 */
public final class CollectedFamilies implements MetricSink {
    private final TreeMap<String, Family> families = new TreeMap<>();
    private @Nullable Family current;

    @Override
    public void family(String name, MetricType type, String help) {
        family(name, type, help, "");
    }

    @Override
    public void family(String name, MetricType type, String help, String unit) {
        current = families.computeIfAbsent(name, n -> new Family(n, type, help, unit));
    }

    @Override
    public void sample(double value, String... labels) {
        add(new Sample("", value, null, labels.clone()));
    }

    @Override
    public void suffixed(String suffix, double value, String... labels) {
        add(new Sample(suffix, value, null, labels.clone()));
    }

    @Override
    public void timed(long timeMillis, double value, String... labels) {
        Sample sample = new Sample("", value, null, labels.clone());
        sample.timed = true;
        sample.timeMillis = timeMillis;
        add(sample);
    }

    @Override
    public void histogram(Histogram histogram, String... labels) {
        add(new Sample("", 0, histogram, labels.clone()));
    }

    @Override
    public void exemplar(Exemplar exemplar) {
        last().exemplar = exemplar;
    }

    @Override
    public void startTime(long startTimeMillis) {
        last().startTimeMillis = startTimeMillis;
    }

    /** Adds all of another; of a family in both the metadata of this one stays. */
    public void addAll(CollectedFamilies other) {
        for (Family family : other.families.values()) {
            families.computeIfAbsent(
                            family.name, n -> new Family(n, family.type, family.help, family.unit))
                    .samples
                    .addAll(family.samples);
        }
    }

    /** Hands everything to a sink, family by family in the order of their names. */
    public void writeTo(MetricSink sink) {
        for (Family family : families.values()) {
            sink.family(family.name, family.type, family.help, family.unit);
            for (Sample sample : family.samples) {
                sample.writeTo(sink);
            }
        }
    }

    private void add(Sample sample) {
        if (current == null) {
            throw new IllegalStateException("a sample was reported before its family");
        }
        current.samples.add(sample);
    }

    private Sample last() {
        if (current == null || current.samples.isEmpty()) {
            throw new IllegalStateException("there is no sample before");
        }
        return current.samples.getLast();
    }

    private static final class Family {
        final String name;
        final MetricType type;
        final String help;
        final String unit;
        final List<Sample> samples = new ArrayList<>();

        Family(String name, MetricType type, String help, String unit) {
            this.name = name;
            this.type = type;
            this.help = help;
            this.unit = unit;
        }
    }

    private static final class Sample {
        final String suffix;
        final double value;
        final @Nullable Histogram histogram;
        final String[] labels;
        boolean timed;
        long timeMillis;
        long startTimeMillis;
        @Nullable Exemplar exemplar;

        Sample(String suffix, double value, @Nullable Histogram histogram, String[] labels) {
            this.suffix = suffix;
            this.value = value;
            this.histogram = histogram;
            this.labels = labels;
        }

        void writeTo(MetricSink sink) {
            if (histogram != null) {
                sink.histogram(histogram, labels);
            } else if (timed) {
                sink.timed(timeMillis, value, labels);
            } else if (suffix.isEmpty()) {
                sink.sample(value, labels);
            } else {
                sink.suffixed(suffix, value, labels);
            }
            if (exemplar != null) {
                sink.exemplar(exemplar);
            }
            if (startTimeMillis != 0) {
                sink.startTime(startTimeMillis);
            }
        }
    }
}
