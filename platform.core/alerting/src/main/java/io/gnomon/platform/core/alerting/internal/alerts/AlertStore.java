package io.gnomon.platform.core.alerting.internal.alerts;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.labels.Labels;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The alerts that are known, by their labels. Any thread; who listens is called under the store's
 * lock, so that all see the changes in one order.
 */
public final class AlertStore {
    private final InstantSource clock;
    private final AlertJournal journal;
    private final int perNameMax;
    private final LongAdder limited = new LongAdder();

    /** Guarded by this. */
    private final Map<Labels, StoredAlert> alerts = new HashMap<>();

    /**
     * Alerts by the value of {@code alertname}; only kept when there is a limit. Guarded by this.
     */
    private final Map<String, Integer> perName = new HashMap<>();

    private Listener listener = Listener.NONE;

    /** Hears of changes; called under the store's lock. */
    public interface Listener {
        /** An alert is new or has changed. */
        void put(StoredAlert alert);

        /** An alert is not known any more. */
        void removed(StoredAlert alert);

        Listener NONE =
                new Listener() {
                    @Override
                    public void put(StoredAlert alert) {}

                    @Override
                    public void removed(StoredAlert alert) {}
                };
    }

    /**
     * @param perNameMax most alerts with the same {@code alertname}, 0 for no limit
     */
    public AlertStore(InstantSource clock, AlertJournal journal, int perNameMax) {
        this.clock = clock;
        this.journal = journal;
        this.perNameMax = perNameMax;
    }

    /**
     * Takes alerts of the database. Those whose time ran out while the server was away, and which
     * nobody had ended, fire on for a while: who raised them could not reach us.
     *
     * @param grace from now on
     */
    public synchronized void load(List<StoredAlert> stored, Duration grace) {
        Instant now = clock.instant();
        for (StoredAlert alert : stored) {
            boolean ranOut =
                    alert.isResolvedAt(now) && alert.alert().endsAt().isAfter(alert.updatedAt());
            keep(ranOut ? alert.with(alert.alert().startsAt(), now.plus(grace)) : alert);
        }
    }

    /**
     * Replaces the listener.
     *
     * @param present is called first, with all alerts and nothing coming in between
     */
    public synchronized void listen(Consumer<List<StoredAlert>> present, Listener next) {
        listener = next;
        present.accept(all());
    }

    /** Takes the present state of an alert. */
    public void put(Alert alert, boolean timeout) {
        Instant now = clock.instant();
        StoredAlert fresh = new StoredAlert(alert, now, timeout);
        synchronized (this) {
            StoredAlert old = alerts.get(alert.labels());
            if (old == null && isFull(alert.labels())) {
                limited.increment();
                return;
            }
            StoredAlert merged = old != null && old.overlaps(fresh) ? old.merge(fresh, now) : fresh;
            keep(merged);
            journal.put(merged);
            listener.put(merged);
        }
    }

    private void keep(StoredAlert alert) {
        if (alerts.put(alert.labels(), alert) == null && perNameMax > 0) {
            perName.merge(name(alert.labels()), 1, Integer::sum);
        }
    }

    private boolean isFull(Labels labels) {
        return perNameMax > 0 && perName.getOrDefault(name(labels), 0) >= perNameMax;
    }

    private static String name(Labels labels) {
        return labels.get("alertname");
    }

    /** Forgets a resolved alert, unless it has changed since. */
    public synchronized void forget(StoredAlert alert) {
        if (alert.equals(alerts.get(alert.labels()))) {
            alerts.remove(alert.labels());
            if (perNameMax > 0) {
                perName.computeIfPresent(
                        name(alert.labels()), (name, count) -> count == 1 ? null : count - 1);
            }
            journal.remove(alert);
            listener.removed(alert);
        }
    }

    /**
     * Forgets what is over.
     *
     * @param held whether an alert still waits in a group to be told as resolved
     */
    public synchronized void collectGarbage(Predicate<Labels> held) {
        Instant now = clock.instant();
        for (StoredAlert alert : List.copyOf(alerts.values())) {
            if (alert.isResolvedAt(now) && !held.test(alert.labels())) {
                forget(alert);
            }
        }
    }

    public synchronized List<StoredAlert> all() {
        return List.copyOf(alerts.values());
    }

    public synchronized @Nullable StoredAlert get(Labels labels) {
        return alerts.get(labels);
    }

    /** Alerts that were dropped because of the limit for each name. */
    public long limited() {
        return limited.sum();
    }

    public int perNameMax() {
        return perNameMax;
    }
}
