package io.gnomon.platform.core.alerting.internal.notify;

import io.gnomon.platform.core.alerting.internal.alerts.StoredAlert;
import io.gnomon.platform.core.alerting.internal.inhibit.Inhibitor;
import io.gnomon.platform.core.alerting.internal.silences.Silences;
import io.gnomon.platform.core.config.alerting.AlertmanagerFile;
import io.gnomon.platform.core.config.alerting.Route;
import io.gnomon.platform.core.config.alerting.TimeInterval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What happens to a flushed group, in Alertmanager's order: inhibition, active and mute time
 * intervals, silences; then each channel of the receiver for itself, when it is the turn of this
 * server. Any thread.
 */
public final class Pipeline {
    private final AlertmanagerFile config;
    private final Inhibitor inhibitor;
    private final Silences silences;
    private final Channels channels;
    private final Rendering rendering;
    private final NotifyMetrics metrics;

    public Pipeline(
            AlertmanagerFile config,
            Inhibitor inhibitor,
            Silences silences,
            Channels channels,
            Rendering rendering,
            NotifyMetrics metrics) {
        this.config = config;
        this.inhibitor = inhibitor;
        this.silences = silences;
        this.channels = channels;
        this.rendering = rendering;
        this.metrics = metrics;
    }

    /** Flushes a group; its end is told later, by another thread. */
    public void flush(Flush flush) {
        channels.whenSettled(flush, this::suppress);
    }

    private void suppress(Flush flush) {
        List<StoredAlert> alerts = new ArrayList<>(flush.alerts());
        alerts.removeIf(alert -> isInhibited(alert, flush.now()));
        List<String> muting = alerts.isEmpty() ? List.of() : muting(flush.route(), flush.now());
        flush.group().mutedBy(muting);
        if (!muting.isEmpty()) {
            metrics.suppressed("mute_time_interval", alerts.size());
            alerts.clear();
        }
        alerts.removeIf(this::isSilenced);
        List<ChannelQueue> queues =
                alerts.isEmpty() ? List.of() : channels.of(flush.route().receiver());
        if (queues.isEmpty()) {
            flush.group().flushed(true);
            return;
        }
        Ending ending = new Ending(flush.group(), queues.size());
        channels.atTurn(
                flush,
                extended ->
                        queues.forEach(queue ->
                                queue.add(
                                        new Sending(
                                                extended,
                                                List.copyOf(alerts),
                                                rendering,
                                                ending::add))));
    }

    private boolean isInhibited(StoredAlert alert, Instant now) {
        boolean inhibited = inhibitor.inhibiting(alert.labels(), now).isPresent();
        if (inhibited) {
            metrics.suppressed("inhibition", 1);
        }
        return inhibited;
    }

    private boolean isSilenced(StoredAlert alert) {
        boolean silenced = !silences.silencing(alert.labels()).isEmpty();
        if (silenced) {
            metrics.suppressed("silence", 1);
        }
        return silenced;
    }

    /** Names of the intervals because of which a route tells nothing now. */
    private List<String> muting(Route route, Instant now) {
        List<String> active = route.activeTimeIntervals();
        if (!active.isEmpty() && active.stream().noneMatch(name -> contains(name, now))) {
            return active;
        }
        return route.muteTimeIntervals().stream().filter(name -> contains(name, now)).toList();
    }

    private boolean contains(String name, Instant now) {
        return TimeInterval.anyContains(config.timeIntervals().getOrDefault(name, List.of()), now);
    }

    /** Waits for all channels of a flush. */
    private static final class Ending {
        private final Flush.Group group;
        private final AtomicInteger missing;
        private final AtomicBoolean failed = new AtomicBoolean();

        Ending(Flush.Group group, int channels) {
            this.group = group;
            this.missing = new AtomicInteger(channels);
        }

        void add(boolean successful) {
            if (!successful) {
                failed.set(true);
            }
            if (missing.decrementAndGet() == 0) {
                group.flushed(!failed.get());
            }
        }
    }
}
