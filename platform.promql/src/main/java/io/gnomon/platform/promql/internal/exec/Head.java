package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.promql.internal.run.QueryContext;

import java.util.List;

/**
 * What an operator announces of a series before it makes its values.
 *
 * @param dropName the metric name is to be removed from the answer, though later operators may
 *     still use it; only with delayed name removal
 */
public record Head(Labels labels, boolean dropName) {
    /** Labels that describe the metric and not the thing measured. */
    static final List<String> METADATA = List.of(Labels.METRIC_NAME, "__type__", "__unit__");

    public Head(Labels labels) {
        this(labels, false);
    }

    /** This series as another metric. */
    Head withoutName(QueryContext context) {
        return context.settings().delayedNameRemoval()
                ? new Head(labels, true)
                : new Head(labels.without(METADATA), false);
    }
}
