package io.gnomon.spi.datasource;

import org.osgi.annotation.versioning.ConsumerType;

import java.util.List;

/**
 * What a {@link DataSource} of labelled series implements besides: it tells the names and values of
 * labels, from which variables and filters are chosen. Called as {@link DataSource#query} is.
 */
@ConsumerType
public interface LabelledSource {
    /**
     * Names of the labels of all series that a selector finds, sorted.
     *
     * @param selector PromQL such as {@code up{job="a"}}, empty for all series
     * @param fromMillis begin of the time in which the series must have samples
     * @param toMillis its end
     */
    List<String> labelNames(String selector, long fromMillis, long toMillis) throws Exception;

    /** Values of one label of these series, sorted; {@code __name__} has the names of metrics. */
    List<String> labelValues(String label, String selector, long fromMillis, long toMillis)
            throws Exception;
}
