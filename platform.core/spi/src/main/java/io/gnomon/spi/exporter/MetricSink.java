package io.gnomon.spi.exporter;

import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricType;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes metrics from an exporter, with no text in between. For the thread that collects. A family
 * is declared once, its samples follow; label names and values alternate, in any order, names
 * unique.
 */
@ProviderType
public interface MetricSink {
    /**
     * Declares a family; what follows belongs to it. Name as in the text format: counters with
     * _total.
     */
    void family(String name, MetricType type, String help);

    /** As above, with a unit such as "seconds" (OpenMetrics). */
    void family(String name, MetricType type, String help, String unit);

    /** A sample named as the family. */
    void sample(double value, String... labels);

    /**
     * A sample whose name is the family's and a suffix: {@code _bucket}, {@code _sum}, {@code
     * _count}.
     */
    void suffixed(String suffix, double value, String... labels);

    /** A sample with a time of its own, in milliseconds UTC. */
    void timed(long timeMillis, double value, String... labels);

    /** A native histogram named as the family. */
    void histogram(Histogram histogram, String... labels);

    /** Adds an exemplar to the sample before. */
    void exemplar(Exemplar exemplar);

    /** Says when the counter, summary or histogram of the sample before began. */
    void startTime(long startTimeMillis);
}
