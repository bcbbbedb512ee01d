package io.gnomon.platform.core.remote.internal.read;

import io.gnomon.model.labels.Labels;

/** Labels that series carry when they leave this server. */
public final class ExternalLabels {
    private ExternalLabels() {}

    /** The series' own labels win. */
    public static Labels added(Labels labels, Labels external) {
        if (external.isEmpty()) {
            return labels;
        }
        Labels.Builder builder = labels.toBuilder();
        for (int i = 0; i < external.size(); i++) {
            if (!labels.has(external.name(i))) {
                builder.set(external.name(i), external.value(i));
            }
        }
        return builder.build();
    }
}
