package io.gnomon.platform.core.scrape.internal.append;

import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.platform.core.exposition.Decimals;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * The last samples that were reported, as the series of one classic histogram. What they must be
 * like to become a native one is prometheus/prometheus, util/convertnhcb: counts that are not
 * negative and do not fall from bucket to bucket, and a last bucket that has as many as the whole.
 */
final class ClassicHistogram {
    private final ReportedSamples samples;
    private final int start;
    private final TreeMap<Double, Double> below = new TreeMap<>();
    private double count = Double.NaN;
    private boolean counted;
    private double sum;

    /** The samples from this one on. */
    ClassicHistogram(ReportedSamples samples, int start) {
        this.samples = samples;
        this.start = start;
    }

    /**
     * Reports the native histogram after or instead of its classic series; those of one that is not
     * right stay.
     *
     * @param labels without the bound
     * @param startTimeMillis when counting began, 0 when unknown
     */
    void convert(String[] labels, long startTimeMillis, boolean classicToo) {
        if (start == samples.size()) {
            return;
        }
        Histogram converted = converted(startTimeMillis);
        if (converted == null) {
            return;
        }
        long time = samples.times[start];
        List<Exemplar> exemplars = samples.exemplarsFrom(start);
        if (!classicToo) {
            samples.truncate(start);
        }
        samples.timed(time, converted, labels);
        exemplars.forEach(samples::exemplar);
    }

    /** Null when the series make none. */
    private @Nullable Histogram converted(long startTimeMillis) {
        for (int i = start; i < samples.size(); i++) {
            double value = samples.values[i];
            switch (samples.suffixes[i]) {
                case "_sum" -> sum = value;
                case "_count" -> {
                    count = value;
                    counted = true;
                }
                default -> {
                    double bound = bound(samples.labels[i]);
                    if (Double.isNaN(bound)) {
                        return null;
                    }
                    below.putIfAbsent(bound, value);
                }
            }
        }
        double whole = counted || below.isEmpty() ? count : below.lastEntry().getValue();
        below.putIfAbsent(Double.POSITIVE_INFINITY, whole);
        double before = 0;
        for (double each : below.values()) {
            if (!(each >= before)) {
                return null;
            }
            before = each;
        }
        if (before != whole) {
            return null;
        }
        double[] bounds = array(below.headMap(Double.POSITIVE_INFINITY).keySet());
        return Histogram.ofClassic(
                below.values().stream().allMatch(each -> each == Math.rint(each)),
                ResetHint.UNKNOWN,
                bounds,
                array(below.values()),
                whole,
                sum,
                startTimeMillis);
    }

    private static double[] array(Collection<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double bound(String[] labels) {
        for (int i = 0; i < labels.length; i += 2) {
            if (labels[i].equals("le")) {
                byte[] text = labels[i + 1].getBytes(StandardCharsets.UTF_8);
                return Decimals.parse(text, 0, text.length);
            }
        }
        return Double.NaN;
    }
}
