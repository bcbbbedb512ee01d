package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MetricMetadata;

/** Receives what a batch in the log contains, in the order of its records. */
public interface BatchVisitor {
    void series(int id, Labels labels);

    /** Rows; valid during the call. */
    void samples(SampleRows rows);

    void exemplar(int id, Exemplar exemplar);

    void metadata(String family, MetricMetadata metadata);

    /** Samples of a series that were deleted, both ends included. */
    void deletion(int id, long minTime, long maxTime);
}
