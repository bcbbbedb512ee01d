package io.gnomon.platform.core.remote.internal.read;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Histogram;
import io.gnomon.platform.core.exposition.NameEscaping;
import io.gnomon.platform.core.promformat.remote.MetricFamilyWriter;

import java.io.IOException;
import java.util.List;

/** Writes federated samples in protobuf. For one thread. */
final class FamilyMessages {
    private final MetricFamilyWriter writer;
    private final Labels external;
    private final NameEscaping escaping;

    /**
     * @param external labels that are added
     * @param escaping how names are written that are not legacy names
     */
    FamilyMessages(MetricFamilyWriter writer, Labels external, NameEscaping escaping) {
        this.writer = writer;
        this.external = external;
        this.escaping = escaping;
    }

    /** Writes samples in the order of their families. */
    void write(List<Newest> samples) throws IOException {
        Newest before = null;
        for (Newest sample : samples) {
            if (!sample.isOfFamily(before)) {
                writer.family(escaping.escape(sample.labels().metricName()), sample.type());
            }
            before = sample;
            String[] pairs = sample.pairs(external);
            for (int i = 0; i < pairs.length; i += 2) {
                pairs[i] = escaping.escape(pairs[i]);
            }
            long time = sample.timeMillis();
            Histogram histogram = sample.histogram();
            if (histogram == null) {
                writer.untyped(pairs, time, sample.value());
            } else if (sample.isExponential()) {
                writer.histogram(pairs, time, histogram);
            } else {
                writer.classic(
                        pairs,
                        time,
                        histogram.count(),
                        histogram.sum(),
                        histogram.customBounds(),
                        Newest.cumulative(histogram));
            }
        }
        writer.finish();
    }
}
