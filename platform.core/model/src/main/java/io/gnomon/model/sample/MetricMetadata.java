package io.gnomon.model.sample;

/** What is known of a metric family besides its samples. Help and unit are empty when unknown. */
public record MetricMetadata(MetricType type, String help, String unit) {}
