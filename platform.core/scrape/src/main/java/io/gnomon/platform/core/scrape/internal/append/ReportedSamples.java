package io.gnomon.platform.core.scrape.internal.append;

import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.spi.exporter.MetricSink;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an exporter reported in one call, in flat columns. Filled by the thread of the plugin, read
 * by the scrape when the call has come back in time; else thrown away with whatever that thread
 * still writes.
 */
public final class ReportedSamples implements MetricSink {
    /** A sample has the batch's time. */
    static final long NO_TIME = Long.MIN_VALUE;

    final List<String> families = new ArrayList<>();
    final List<MetricMetadata> metadata = new ArrayList<>();
    int size;
    int[] familyOf = new int[256];
    String[] suffixes = new String[256];
    String[][] labels = new String[256][];
    double[] values = new double[256];
    long[] times = new long[256];
    long[] startTimes = new long[256];
    @Nullable Histogram[] histograms = new Histogram[0];
    final List<Noted> exemplars = new ArrayList<>();

    /** An exemplar and the sample that it is of. */
    record Noted(int sample, Exemplar exemplar) {}

    @Override
    public void family(String name, MetricType type, String help) {
        family(name, type, help, "");
    }

    @Override
    public void family(String name, MetricType type, String help, String unit) {
        families.add(name);
        metadata.add(new MetricMetadata(type, help, unit));
    }

    @Override
    public void sample(double value, String... labels) {
        add("", NO_TIME, value, labels);
    }

    @Override
    public void suffixed(String suffix, double value, String... labels) {
        add(suffix, NO_TIME, value, labels);
    }

    @Override
    public void timed(long timeMillis, double value, String... labels) {
        add("", timeMillis, value, labels);
    }

    /** As above, of a name with a suffix. */
    void timed(String suffix, long timeMillis, double value, String... labels) {
        add(suffix, timeMillis, value, labels);
    }

    @Override
    public void histogram(Histogram histogram, String... labels) {
        timed(NO_TIME, histogram, labels);
    }

    /** A native histogram with a time of its own. */
    void timed(long timeMillis, Histogram histogram, String... labels) {
        add("", timeMillis, 0, labels);
        set(histogram);
    }

    private void set(Histogram histogram) {
        if (histograms.length < size) {
            histograms = Arrays.copyOf(histograms, values.length);
        }
        histograms[size - 1] = histogram;
    }

    @Override
    public void exemplar(Exemplar exemplar) {
        requireSample();
        exemplars.add(new Noted(size - 1, exemplar));
    }

    @Override
    public void startTime(long startTimeMillis) {
        requireSample();
        startTimes[size - 1] = startTimeMillis;
    }

    /** The samples that follow are of a family of which nothing else is known. */
    void undeclared(String name) {
        families.add(name);
        metadata.add(TargetMetadata.NOTHING);
    }

    /** Whether this is the family that was reported last. */
    boolean isLast(String family, MetricMetadata of) {
        return !families.isEmpty()
                && families.getLast().equals(family)
                && metadata.getLast().equals(of);
    }

    /** When all samples from one on began that count something: quantiles do not. */
    void startTimes(int from, long startTimeMillis) {
        for (int i = from; i < size; i++) {
            boolean quantile =
                    metadata.get(familyOf[i]).type() == MetricType.SUMMARY && suffixes[i].isEmpty();
            startTimes[i] = quantile ? 0 : startTimeMillis;
        }
    }

    /** Exemplars of the samples from one on. */
    List<Exemplar> exemplarsFrom(int sample) {
        return exemplars.stream()
                .filter(noted -> noted.sample >= sample)
                .map(Noted::exemplar)
                .toList();
    }

    /** Forgets the samples from one on. */
    void truncate(int from) {
        exemplars.removeIf(noted -> noted.sample >= from);
        Arrays.fill(startTimes, from, size, 0);
        size = from;
    }

    /** Number of samples. */
    public int size() {
        return size;
    }

    /** Adds all of another, whose arrays are shared from then on. */
    public void addAll(ReportedSamples other) {
        int family = -1;
        int before = size;
        other.exemplars.forEach(e -> exemplars.add(new Noted(before + e.sample, e.exemplar)));
        for (int i = 0; i < other.size; i++) {
            if (other.familyOf[i] != family) {
                family = other.familyOf[i];
                families.add(other.families.get(family));
                metadata.add(other.metadata.get(family));
            }
            add(other.suffixes[i], other.times[i], other.values[i], other.labels[i]);
            startTimes[size - 1] = other.startTimes[i];
            Histogram histogram = other.histogram(i);
            if (histogram != null) {
                set(histogram);
            }
        }
    }

    @Nullable Histogram histogram(int sample) {
        return sample < histograms.length ? histograms[sample] : null;
    }

    private void add(String suffix, long timeMillis, double value, String[] sampleLabels) {
        if (families.isEmpty()) {
            throw new IllegalStateException("a sample was reported before its family");
        }
        if (sampleLabels.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "a sample of "
                            + families.getLast()
                            + " has an odd number of label names and values");
        }
        if (size == values.length) {
            int length = 2 * size;
            familyOf = Arrays.copyOf(familyOf, length);
            suffixes = Arrays.copyOf(suffixes, length);
            labels = Arrays.copyOf(labels, length);
            values = Arrays.copyOf(values, length);
            times = Arrays.copyOf(times, length);
            startTimes = Arrays.copyOf(startTimes, length);
        }
        familyOf[size] = families.size() - 1;
        suffixes[size] = suffix;
        labels[size] = sampleLabels.clone();
        values[size] = value;
        times[size] = timeMillis;
        size++;
    }

    private void requireSample() {
        if (size == 0) {
            throw new IllegalStateException("there is no sample before");
        }
    }
}
