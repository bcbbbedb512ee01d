package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;

import org.jspecify.annotations.Nullable;

/** Receives what a batch in the log contains, in the order of its records. */
public interface BatchVisitor {
    /** A new series; {@code group} is the number of the group that made it. */
    void series(int id, int group, Labels labels);

    /** Rows; valid during the call. */
    void samples(SampleRows rows);

    /** A sample that came out of order. */
    void late(int id, long time, double value, @Nullable Histogram histogram);

    void exemplar(int id, Exemplar exemplar);

    void metadata(String family, MetricMetadata metadata);

    /** Samples of a series that were deleted, both ends included. */
    void deletion(int id, long minTime, long maxTime);
}
