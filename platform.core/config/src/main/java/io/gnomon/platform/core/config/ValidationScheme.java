package io.gnomon.platform.core.config;

import io.gnomon.model.labels.LabelNames;
import io.gnomon.spi.common.Key;

/** Which metric and label names are valid. */
public enum ValidationScheme {
    /** Any text. */
    @Key("utf8")
    UTF8,
    /** Letters, digits, underscores; colons in metric names. */
    @Key("legacy")
    LEGACY;

    public boolean isLabelName(String name) {
        return this == UTF8 ? !name.isEmpty() : LabelNames.isLegacyLabelName(name);
    }

    public boolean isMetricName(String name) {
        return this == UTF8 ? !name.isEmpty() : LabelNames.isLegacyMetricName(name);
    }
}
