package io.gnomon.model.sample;

import io.gnomon.model.labels.Labels;

/** A sample outside the time series that a series points to, usually with a trace id. */
public record Exemplar(Labels labels, double value, long timeMillis) {}
