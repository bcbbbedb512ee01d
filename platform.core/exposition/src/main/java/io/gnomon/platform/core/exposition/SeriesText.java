package io.gnomon.platform.core.exposition;

import io.gnomon.model.labels.Labels;

import java.util.List;

/**
 * A series as it was written.
 *
 * @param labels with the metric name, bounds normalised
 * @param emptyNames labels that were written with an empty value, which a label set does not keep;
 *     with honor_labels they keep the target's label of that name away
 */
public record SeriesText(Labels labels, List<String> emptyNames) {}
