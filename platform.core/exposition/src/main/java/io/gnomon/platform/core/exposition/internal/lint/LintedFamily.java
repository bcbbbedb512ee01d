package io.gnomon.platform.core.exposition.internal.lint;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.MetricType;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A metric family as a text has it. The series of one bucket, quantile, sum or count are one. */
final class LintedFamily {
    private final String name;
    private MetricType type = MetricType.UNKNOWN;
    private String help = "";

    /** Series of each metric, by its labels without le and quantile. */
    private final Map<Labels, Integer> seriesOf = new LinkedHashMap<>();

    private final List<Labels> repeated = new ArrayList<>();

    LintedFamily(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    MetricType type() {
        return type;
    }

    void type(MetricType declared) {
        type = declared;
    }

    boolean hasHelp() {
        return !help.isEmpty();
    }

    void help(String text) {
        help = text;
    }

    /** Takes a sample with all its labels. */
    void add(Labels series) {
        Labels metric =
                switch (type) {
                    case HISTOGRAM -> series.without(List.of(Labels.METRIC_NAME, "le"));
                    case SUMMARY -> series.without(List.of(Labels.METRIC_NAME, "quantile"));
                    default -> series.without(List.of(Labels.METRIC_NAME));
                };
        boolean single = type != MetricType.HISTOGRAM && type != MetricType.SUMMARY;
        if (seriesOf.merge(metric, 1, Integer::sum) > 1 && single) {
            repeated.add(metric);
        }
    }

    /** Labels of the metrics, those of buckets and quantiles not among them. */
    Set<Labels> metrics() {
        return seriesOf.keySet();
    }

    /** Labels that more than one sample has. */
    List<Labels> repeated() {
        return repeated;
    }

    /** Number of series. */
    int series() {
        return seriesOf.values().stream().mapToInt(Integer::intValue).sum();
    }
}
