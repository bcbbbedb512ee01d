package io.gnomon.model.sample;

import io.gnomon.model.labels.Labels;

/**
 * What is known of a metric family besides its samples. Help and unit are empty when unknown, and
 * cut where nobody reads on: texts come from outside and are kept.
 */
public record MetricMetadata(MetricType type, String help, String unit) {
    private static final int MAX_CHARACTERS = 1 << 16;

    public MetricMetadata {
        help = cut(help);
        unit = cut(unit);
    }

    private static String cut(String text) {
        return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS);
    }

    /**
     * Makes labels of type and unit ({@code --enable-feature=type-and-unit-labels}); what is not
     * known leaves its label as it is.
     */
    public void setLabels(Labels.Builder labels) {
        if (type != MetricType.UNKNOWN) {
            labels.set(Labels.METRIC_TYPE, type.text());
        }
        if (!unit.isEmpty()) {
            labels.set(Labels.METRIC_UNIT, unit);
        }
    }

    /** As this, but for what the labels of a series say of type and unit. */
    public MetricMetadata withLabels(Labels series) {
        MetricType said = MetricType.of(series.get(Labels.METRIC_TYPE));
        String saidUnit = series.get(Labels.METRIC_UNIT);
        return new MetricMetadata(
                said == MetricType.UNKNOWN ? type : said,
                help,
                saidUnit.isEmpty() ? unit : saidUnit);
    }
}
