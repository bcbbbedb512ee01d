package io.gnomon.platform.core.templates;

import io.gnomon.model.labels.Labels;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * What a rule's templates see: {@code $labels}, {@code $externalLabels}, {@code $externalURL} and
 * {@code $value}.
 *
 * @param histogram the value as text where it is a native histogram; else null
 */
public record RuleData(
        Labels labels,
        Map<String, String> externalLabels,
        String externalUrl,
        double value,
        @Nullable String histogram) {
    public RuleData {
        externalLabels = Map.copyOf(externalLabels);
    }

    public RuleData(
            Labels labels, Map<String, String> externalLabels, String externalUrl, double value) {
        this(labels, externalLabels, externalUrl, value, null);
    }
}
