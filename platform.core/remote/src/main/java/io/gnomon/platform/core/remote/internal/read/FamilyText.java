package io.gnomon.platform.core.remote.internal.read;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.text.GoNumbers;
import io.gnomon.platform.core.exposition.ExpositionWriter;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Writes federated samples as text. Exponential histograms have no form there and are left out;
 * those with custom buckets become classic ones. For one thread.
 */
final class FamilyText {
    private final ExpositionWriter writer;
    private final Labels external;

    /**
     * @param external labels that are added
     */
    FamilyText(ExpositionWriter writer, Labels external) {
        this.writer = writer.keepEmptyLabels();
        this.external = external;
    }

    /** Writes samples in the order of their families. */
    void write(List<Newest> samples) throws IOException {
        Newest before = null;
        for (Newest sample : samples) {
            if (sample.isExponential()) {
                continue;
            }
            if (!sample.isOfFamily(before)) {
                writer.family(sample.labels().metricName(), sample.type(), "");
            }
            before = sample;
            Histogram histogram = sample.histogram();
            if (histogram == null) {
                writer.timed(sample.timeMillis(), sample.value(), sample.pairs(external));
            } else {
                writeClassic(sample, histogram);
            }
        }
        writer.finish();
    }

    private void writeClassic(Newest sample, Histogram h) {
        String[] pairs = sample.pairs(external);
        double[] below = Newest.cumulative(h);
        for (int i = 0; i < below.length; i++) {
            bucket(sample, pairs, GoNumbers.general(h.customBounds()[i]), below[i]);
        }
        bucket(sample, pairs, "+Inf", h.count());
        writer.timedSuffixed("_sum", sample.timeMillis(), h.sum(), pairs);
        writer.timedSuffixed("_count", sample.timeMillis(), h.count(), pairs);
    }

    private void bucket(Newest sample, String[] pairs, String le, double value) {
        String[] all = Arrays.copyOf(pairs, pairs.length + 2);
        all[pairs.length] = "le";
        all[pairs.length + 1] = le;
        writer.timedSuffixed("_bucket", sample.timeMillis(), value, all);
    }
}
