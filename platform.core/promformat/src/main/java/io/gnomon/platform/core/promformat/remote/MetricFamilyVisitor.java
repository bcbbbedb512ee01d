package io.gnomon.platform.core.promformat.remote;

import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;

/**
 * Takes the families of an exposition in protobuf, in their order: each family, then its samples,
 * and behind a sample what is said of it. Labels are names and values in turn.
 */
public interface MetricFamilyVisitor {
    /** A family begins. Counters have the name that they were sent with. */
    void family(String name, MetricMetadata metadata);

    /**
     * A float.
     *
     * @param suffix behind the family's name: {@code _bucket}, {@code _sum}, {@code _count}, empty
     * @param timeMillis {@link MetricFamilyWriter#NO_TIME} when it has none of its own
     */
    void sample(String suffix, String[] labels, long timeMillis, double value);

    /** A native histogram, named as the family; its start time is in it. */
    void histogram(String[] labels, long timeMillis, Histogram histogram);

    /** When the counter of the float before began to count. */
    void startTime(long startTimeMillis);

    /** An exemplar of the sample before; its time is 0 when it has none. */
    void exemplar(Exemplar exemplar);
}
