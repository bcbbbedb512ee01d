package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.promql.internal.run.QueryContext;

import java.util.ArrayList;
import java.util.List;

/**
 * What an operator announces of a series before it makes its values.
 *
 * @param dropName the metric name is to be removed from the answer, though later operators may
 *     still use it; only with delayed name removal
 */
public record Head(Labels labels, boolean dropName) {
    /** Labels that describe the metric and not the thing measured. */
    static final List<String> METADATA =
            List.of(Labels.METRIC_NAME, Labels.METRIC_TYPE, Labels.METRIC_UNIT);

    public Head(Labels labels) {
        this(labels, false);
    }

    /** These series as other metrics. */
    static List<Head> withoutNames(List<Head> heads, QueryContext context) {
        if (heads instanceof SelectedHeads selected && !context.settings().delayedNameRemoval()) {
            return selected.withoutNames();
        }
        List<Head> result = new ArrayList<>(heads.size());
        for (Head head : heads) {
            result.add(head.withoutName(context));
        }
        return result;
    }

    /** The metric name of a series, empty when it has none. */
    static String metricName(List<Head> heads, int series) {
        return heads instanceof SelectedHeads selected
                ? selected.metricName(series)
                : heads.get(series).labels().metricName();
    }

    /** This series as another metric. */
    Head withoutName(QueryContext context) {
        return context.settings().delayedNameRemoval()
                ? new Head(labels, true)
                : new Head(labels.without(METADATA), false);
    }
}
