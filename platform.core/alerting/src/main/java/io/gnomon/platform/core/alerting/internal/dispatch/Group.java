package io.gnomon.platform.core.alerting.internal.dispatch;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.internal.alerts.AlertOrder;
import io.gnomon.platform.core.alerting.internal.alerts.StoredAlert;
import io.gnomon.platform.core.alerting.internal.notify.Flush;
import io.gnomon.platform.core.alerting.internal.time.Timers;
import io.gnomon.platform.core.config.alerting.Route;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Alerts that are told together. Guarded by its dispatcher. */
final class Group implements Flush.Group {
    final Route route;
    final Labels labels;
    final String key;
    final Map<Labels, StoredAlert> alerts = new HashMap<>();
    Timers.@Nullable Timer timer;

    /** Whether it has been told once, so that new alerts wait for the interval. */
    boolean hasFlushed;

    /** Alerts of the flush that runs; empty when none does. */
    List<StoredAlert> flushing = List.of();

    Instant flushedAt = Instant.MIN;

    /** Another flush became due while one ran. */
    boolean overdue;

    boolean ended;
    volatile List<String> mutedBy = List.of();

    private final Dispatcher dispatcher;

    Group(Dispatcher dispatcher, Route route, Labels labels) {
        this.dispatcher = dispatcher;
        this.route = route;
        this.labels = labels;
        this.key = route.key() + ":" + labels;
    }

    List<StoredAlert> sorted() {
        return alerts.values().stream()
                .sorted(Comparator.comparing(StoredAlert::labels, AlertOrder.INSTANCE))
                .toList();
    }

    @Override
    public void mutedBy(List<String> intervals) {
        mutedBy = intervals;
    }

    @Override
    public boolean isCancelled() {
        return dispatcher.isClosed();
    }

    @Override
    public void flushed(boolean successful) {
        dispatcher.flushed(this, successful);
    }
}
