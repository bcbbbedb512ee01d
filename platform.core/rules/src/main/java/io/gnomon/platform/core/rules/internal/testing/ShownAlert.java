package io.gnomon.platform.core.rules.internal.testing;

import io.gnomon.model.labels.Labels;

import java.util.Comparator;
import java.util.List;

/** A firing alert as the output shows it. */
record ShownAlert(Labels labels, Labels annotations) {
    static final Comparator<ShownAlert> ORDER =
            Comparator.comparing(ShownAlert::labels).thenComparing(ShownAlert::annotations);

    static String list(List<ShownAlert> alerts) {
        if (alerts.isEmpty()) {
            return "[]";
        }
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < alerts.size(); i++) {
            ShownAlert alert = alerts.get(i);
            text.append("\n            ").append(i).append(":\n              Labels:");
            text.append(alert.labels()).append("\n              Annotations:");
            text.append(alert.annotations()).append(i + 1 < alerts.size() ? "," : "");
        }
        return text.append("\n            ]").toString();
    }
}
