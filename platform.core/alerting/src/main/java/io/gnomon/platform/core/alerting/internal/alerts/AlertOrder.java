package io.gnomon.platform.core.alerting.internal.alerts;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.text.Utf8Order;

import java.util.Comparator;

/**
 * Alertmanager's order of alerts in a notification: by job, by instance, by the number of labels,
 * then by labels.
 */
public enum AlertOrder implements Comparator<Labels> {
    INSTANCE;

    @Override
    public int compare(Labels a, Labels b) {
        int order = presentFirst(a.get("job"), b.get("job"));
        if (order == 0) {
            order = presentFirst(a.get("instance"), b.get("instance"));
        }
        return order == 0 ? byCount(a, b) : order;
    }

    private static int presentFirst(String a, String b) {
        if (a.isEmpty() || b.isEmpty()) {
            return Boolean.compare(a.isEmpty(), b.isEmpty());
        }
        return Utf8Order.compareText(a, b);
    }

    /** Fewer labels first, then pair by pair. */
    public static int byCount(Labels a, Labels b) {
        return a.size() == b.size() ? a.compareTo(b) : Integer.compare(a.size(), b.size());
    }
}
