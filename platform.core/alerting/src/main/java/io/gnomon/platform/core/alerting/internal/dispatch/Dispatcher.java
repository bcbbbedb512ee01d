package io.gnomon.platform.core.alerting.internal.dispatch;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.internal.alerts.StoredAlert;
import io.gnomon.platform.core.alerting.internal.notify.Flush;
import io.gnomon.platform.core.alerting.internal.time.Timers;
import io.gnomon.platform.core.config.alerting.Route;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Routes alerts into groups and flushes each group in its rhythm: first after {@code group_wait},
 * or at once when an alert is older than that, then each {@code group_interval}. A flush that has
 * not ended when the next is due is waited for. A group ends when all its alerts are over and told.
 *
 * <p>One lock guards all groups; flushes run outside of it, on a few threads that all groups share.
 * One dispatcher serves one configuration.
 */
public final class Dispatcher implements AutoCloseable {
    /** Shortest time to deliver in, however short the interval is. */
    private static final Duration DELIVERY_MIN = Duration.ofSeconds(10);

    private final Route root;
    private final InstantSource clock;
    private final Timers timers;
    private final Executor flushes;
    private final Consumer<Flush> pipeline;
    private final Consumer<StoredAlert> told;

    /** By route itself, not by what it says. Guarded by this. */
    private final IdentityHashMap<Route, Map<Labels, Group>> groups = new IdentityHashMap<>();

    /** In how many groups an alert is. Guarded by this. */
    private final Map<Labels, Integer> holders = new HashMap<>();

    private volatile boolean closed;

    /**
     * @param flushes runs what takes processor time
     * @param pipeline takes groups whose time has come
     * @param told hears of alerts that are over and that all their groups have told; not under a
     *     lock
     */
    public Dispatcher(
            Route root,
            InstantSource clock,
            Timers timers,
            Executor flushes,
            Consumer<Flush> pipeline,
            Consumer<StoredAlert> told) {
        this.root = root;
        this.clock = clock;
        this.timers = timers;
        this.flushes = flushes;
        this.pipeline = pipeline;
        this.told = told;
    }

    /** Routes an alert that is new or has changed. */
    public void put(StoredAlert alert) {
        List<Route> routes = root.match(alert.labels());
        synchronized (this) {
            if (!closed) {
                routes.forEach(route -> insert(route, alert));
            }
        }
    }

    /**
     * Routes all alerts that are known, before the first group is flushed: half a group would be
     * told as a whole one, and the other half as new.
     */
    public synchronized void putAll(List<StoredAlert> alerts) {
        alerts.forEach(this::put);
    }

    private void insert(Route route, StoredAlert alert) {
        Labels labels = route.groupByAll() ? alert.labels() : alert.labels().keep(route.groupBy());
        Group group =
                groups.computeIfAbsent(route, r -> new HashMap<>())
                        .computeIfAbsent(labels, l -> new Group(this, route, l));
        if (group.alerts.put(alert.labels(), alert) == null) {
            holders.merge(alert.labels(), 1, Integer::sum);
        }
        boolean waited = alert.alert().startsAt().plus(route.groupWait()).isBefore(clock.instant());
        if (group.timer == null) {
            schedule(group, waited ? Duration.ZERO : route.groupWait());
        } else if (!group.hasFlushed && waited) {
            group.timer.cancel();
            schedule(group, Duration.ZERO);
        }
    }

    private void schedule(Group group, Duration delay) {
        group.timer = timers.after(delay, () -> flushes.execute(() -> flush(group)));
    }

    private void flush(Group group) {
        Flush flush = due(group);
        if (flush != null) {
            pipeline.accept(flush);
        }
    }

    private synchronized @Nullable Flush due(Group group) {
        if (closed || group.ended) {
            return null;
        }
        schedule(group, group.route.groupInterval());
        group.hasFlushed = true;
        if (!group.flushing.isEmpty()) {
            group.overdue = true;
            return null;
        }
        return begin(group);
    }

    private Flush begin(Group group) {
        Instant now = clock.instant();
        group.flushing = group.sorted();
        Duration interval = group.route.groupInterval();
        Instant deadline = now.plus(interval.compareTo(DELIVERY_MIN) < 0 ? DELIVERY_MIN : interval);
        group.flushedAt = now;
        return new Flush(
                group.route, group.labels, group.key, group.flushing, now, deadline, group);
    }

    /** A flush has ended: what was over then is told. */
    void flushed(Group group, boolean successful) {
        List<StoredAlert> gone = new ArrayList<>();
        Flush next = null;
        synchronized (this) {
            List<StoredAlert> flushed = group.flushing;
            group.flushing = List.of();
            if (closed) {
                return;
            }
            if (successful) {
                flushed.stream()
                        .filter(alert -> alert.isResolvedAt(group.flushedAt))
                        .filter(alert -> group.alerts.remove(alert.labels(), alert))
                        .filter(alert -> release(alert.labels()))
                        .forEach(gone::add);
            }
            if (group.alerts.isEmpty()) {
                end(group);
            } else if (group.overdue) {
                group.overdue = false;
                next = begin(group);
            }
        }
        gone.forEach(told);
        if (next != null) {
            Flush overdue = next;
            flushes.execute(() -> pipeline.accept(overdue));
        }
    }

    /** Whether no group has the alert any more. */
    private boolean release(Labels labels) {
        return holders.computeIfPresent(labels, (l, count) -> count == 1 ? null : count - 1)
                == null;
    }

    private void end(Group group) {
        group.ended = true;
        if (group.timer != null) {
            group.timer.cancel();
        }
        Map<Labels, Group> others = groups.get(group.route);
        if (others != null) {
            others.remove(group.labels);
            if (others.isEmpty()) {
                groups.remove(group.route);
            }
        }
    }

    /** Whether an alert is in a group. */
    public synchronized boolean holds(Labels labels) {
        return holders.containsKey(labels);
    }

    /** The routes that alerts with these labels take. */
    public List<Route> routes(Labels labels) {
        return root.match(labels);
    }

    public synchronized int groupCount() {
        return groups.values().stream().mapToInt(Map::size).sum();
    }

    /** The groups as they are now, in no order. */
    public synchronized List<GroupView> groups() {
        List<GroupView> views = new ArrayList<>();
        for (Map<Labels, Group> ofRoute : groups.values()) {
            for (Group group : ofRoute.values()) {
                views.add(new GroupView(group.route, group.labels, group.mutedBy, group.sorted()));
            }
        }
        return views;
    }

    /**
     * A group as it is at one moment.
     *
     * @param mutedBy time intervals that muted it at its last flush
     */
    public record GroupView(
            Route route, Labels labels, List<String> mutedBy, List<StoredAlert> alerts) {}

    boolean isClosed() {
        return closed;
    }

    /** Flushes nothing any more; what is on its way ends, what waits is given up. */
    @Override
    public synchronized void close() {
        closed = true;
        for (Map<Labels, Group> ofRoute : groups.values()) {
            for (Group group : ofRoute.values()) {
                if (group.timer != null) {
                    group.timer.cancel();
                }
            }
        }
    }
}
