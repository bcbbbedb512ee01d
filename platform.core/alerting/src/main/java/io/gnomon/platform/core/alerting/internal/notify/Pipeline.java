package io.gnomon.platform.core.alerting.internal.notify;

import io.gnomon.platform.core.alerting.internal.alerts.StoredAlert;
import io.gnomon.platform.core.alerting.internal.escalate.Escalations;
import io.gnomon.platform.core.alerting.internal.history.History;
import io.gnomon.platform.core.alerting.internal.inhibit.Inhibitor;
import io.gnomon.platform.core.alerting.internal.silences.Silences;
import io.gnomon.platform.core.config.alerting.AlertmanagerFile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private final History history;
    private final Escalations escalations;

    public Pipeline(
            AlertmanagerFile config,
            Inhibitor inhibitor,
            Silences silences,
            Channels channels,
            Rendering rendering,
            NotifyMetrics metrics,
            History history,
            Escalations escalations) {
        this.config = config;
        this.inhibitor = inhibitor;
        this.silences = silences;
        this.channels = channels;
        this.rendering = rendering;
        this.metrics = metrics;
        this.history = history;
        this.escalations = escalations;
    }

    /** Flushes a group; its end is told later, by another thread. */
    public void flush(Flush flush) {
        channels.whenSettled(flush, this::suppress);
    }

    private void suppress(Flush flush) {
        List<StoredAlert> alerts = new ArrayList<>(flush.alerts());
        boolean allOver = noteEnds(flush);
        alerts.removeIf(alert -> isInhibited(alert, flush.now()));
        List<String> muting =
                alerts.isEmpty() ? List.of() : config.muting(flush.route(), flush.now());
        flush.group().mutedBy(muting);
        history.muted(
                flush.route().receiver(),
                flush.key(),
                flush.labels(),
                allOver ? List.of() : muting);
        if (!muting.isEmpty()) {
            metrics.suppressed("mute_time_interval", alerts.size());
            alerts.clear();
        }
        alerts.removeIf(this::isSilenced);
        List<Way> ways = new ArrayList<>();
        String receiver = flush.route().receiver();
        addWays(ways, receiver, false, alerts);
        escalations
                .onward(receiver, flush.key(), flush.alerts(), alerts, flush.now())
                .forEach((next, known) -> addWays(ways, next, true, known));
        Ending ending = new Ending(flush, ways.size());
        if (ways.isEmpty()) {
            ending.end();
            return;
        }
        channels.atTurn(
                flush,
                extended -> {
                    Flush upward = extended.upward();
                    for (Way way : ways) {
                        way.queue.add(
                                new Sending(
                                        way.upward ? upward : extended,
                                        way.alerts,
                                        rendering,
                                        ending::add));
                    }
                });
    }

    /**
     * What goes to one channel.
     *
     * @param upward because nobody has acknowledged it
     */
    private record Way(ChannelQueue queue, boolean upward, List<StoredAlert> alerts) {}

    private void addWays(
            List<Way> ways, String receiver, boolean upward, List<StoredAlert> alerts) {
        if (!alerts.isEmpty()) {
            for (ChannelQueue queue : channels.of(receiver)) {
                ways.add(new Way(queue, upward, List.copyOf(alerts)));
            }
        }
    }

    /** Notes the ends that nobody said; whether all alerts are over. */
    private boolean noteEnds(Flush flush) {
        List<StoredAlert> over =
                flush.alerts().stream().filter(alert -> alert.isResolvedAt(flush.now())).toList();
        over.forEach(history::over);
        return over.size() == flush.alerts().size();
    }

    private boolean isInhibited(StoredAlert alert, Instant now) {
        Optional<StoredAlert> source = inhibitor.inhibiting(alert.labels(), now);
        if (source.isPresent()) {
            metrics.suppressed("inhibition", 1);
            history.inhibited(alert, source.get());
        }
        return source.isPresent();
    }

    private boolean isSilenced(StoredAlert alert) {
        List<String> ids = silences.silencing(alert.labels());
        if (ids.isEmpty()) {
            history.released(alert);
        } else {
            metrics.suppressed("silence", 1);
            history.silenced(alert, ids);
        }
        return !ids.isEmpty();
    }

    /** Waits for all channels of a flush. */
    private final class Ending {
        private final Flush flush;
        private final AtomicInteger missing;
        private final AtomicBoolean failed = new AtomicBoolean();

        Ending(Flush flush, int channels) {
            this.flush = flush;
            this.missing = new AtomicInteger(channels);
        }

        void add(boolean successful) {
            if (!successful) {
                failed.set(true);
            }
            if (missing.decrementAndGet() == 0) {
                end();
            }
        }

        void end() {
            if (!failed.get()) {
                escalations.over(
                        flush.route().receiver(),
                        flush.key(),
                        flush.alerts().stream()
                                .filter(alert -> alert.isResolvedAt(flush.now()))
                                .toList());
            }
            flush.group().flushed(!failed.get());
        }
    }
}
