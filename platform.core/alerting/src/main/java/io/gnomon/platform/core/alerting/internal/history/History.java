package io.gnomon.platform.core.alerting.internal.history;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.AlertEvent;
import io.gnomon.platform.core.alerting.AlertEvent.Kind;
import io.gnomon.platform.core.alerting.AlertEvent.Told;
import io.gnomon.platform.core.alerting.internal.alerts.StoredAlert;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Notes what happens to alerts, each change once. An end that nobody said is noted when it is
 * noticed: with the next flush of a group, or when the alert is forgotten. Any thread; nothing
 * waits for the disk.
 */
public final class History {
    private static final String GROUP = "group:";

    private final InstantSource clock;
    private final HistoryJournal journal;
    private final LongSupplier oldestKept;

    /** Alerts that were noted as firing, by fingerprint. Guarded by this. */
    private final Map<Long, StoredAlert> firing = new HashMap<>();

    /** By subject. Guarded by this. */
    private final Map<String, Mark> marks = new HashMap<>();

    private long lastId;

    /**
     * @param oldestKept id of the oldest event that is to be kept; called now and then
     */
    public History(InstantSource clock, HistoryJournal journal, LongSupplier oldestKept) {
        this.clock = clock;
        this.journal = journal;
        this.oldestKept = oldestKept;
    }

    /**
     * Goes on where another server ended.
     *
     * @param alerts that are known; those that fire were noted
     */
    public synchronized void load(List<StoredAlert> alerts, List<Mark> stored, long last) {
        Instant now = clock.instant();
        for (StoredAlert alert : alerts) {
            if (!alert.isResolvedAt(now)) {
                firing.put(alert.fingerprint(), alert);
            }
        }
        Set<String> subjects =
                firing.values().stream().map(History::subject).collect(Collectors.toSet());
        for (Mark mark : stored) {
            if (mark.subject().startsWith(GROUP) || subjects.contains(mark.subject())) {
                marks.put(mark.subject(), mark);
            } else {
                // The alert was forgotten while the server was away.
                journal.removeMark(mark.subject());
            }
        }
        lastId = last;
    }

    /** An alert is new or has changed. */
    public synchronized void put(StoredAlert alert) {
        Instant now = clock.instant();
        StoredAlert old = firing.get(alert.fingerprint());
        if (old != null && old.isResolvedAt(now)) {
            over(old);
            old = null;
        }
        if (alert.isResolvedAt(now)) {
            if (old != null) {
                over(alert);
            }
            return;
        }
        if (old == null) {
            note(Kind.FIRED, alert, alert.alert().startsAt().toString());
        }
        firing.put(alert.fingerprint(), alert);
    }

    /** An alert is over; nothing when that was noted. */
    public synchronized void over(StoredAlert alert) {
        if (firing.remove(alert.fingerprint()) != null) {
            note(Kind.RESOLVED, alert, alert.alert().endsAt().toString());
            unmark(subject(alert));
        }
    }

    /** A group is flushed and the alert inhibited. */
    public void inhibited(StoredAlert alert, StoredAlert by) {
        suppressed(Kind.INHIBITED, alert, "inhibited", by.fingerprintText());
    }

    /** A group is flushed and the alert silenced. */
    public void silenced(StoredAlert alert, Collection<String> silences) {
        String ids = silences.stream().sorted().collect(Collectors.joining(","));
        suppressed(Kind.SILENCED, alert, "silenced by " + ids, ids);
    }

    private synchronized void suppressed(Kind kind, StoredAlert alert, String why, String detail) {
        if (firing.containsKey(alert.fingerprint()) && mark(subject(alert), why)) {
            note(kind, alert, detail);
        }
    }

    /** A group is flushed and nothing suppresses the alert. */
    public synchronized void released(StoredAlert alert) {
        if (unmark(subject(alert))) {
            note(Kind.RELEASED, alert, "");
        }
    }

    /**
     * A group is flushed.
     *
     * @param labels by which it is grouped
     * @param intervals that mute it, none when it is not muted
     */
    public synchronized void muted(
            String receiver, String groupKey, Labels labels, List<String> intervals) {
        String names = String.join(",", intervals);
        String subject = GROUP + receiver + ":" + groupKey;
        boolean changed = names.isEmpty() ? unmark(subject) : mark(subject, names);
        if (changed) {
            Kind kind = names.isEmpty() ? Kind.UNMUTED : Kind.MUTED;
            journal.put(
                    new AlertEvent(
                            nextId(), kind, List.of(), labels, receiver, groupKey, names, null));
        }
    }

    /** Somebody has taken notice of alerts. */
    public synchronized void acknowledged(List<StoredAlert> alerts, String who, String comment) {
        journal.put(
                new AlertEvent(
                        nextId(),
                        Kind.ACKNOWLEDGED,
                        alerts.stream().map(StoredAlert::fingerprint).sorted().toList(),
                        Labels.common(alerts.stream().map(StoredAlert::labels).toList()),
                        "",
                        "",
                        comment.isEmpty() ? who : who + ": " + comment,
                        null));
    }

    /**
     * Nobody has taken notice of an alert in time.
     *
     * @param receiver who was told first
     * @param next who is told now
     */
    public synchronized void escalated(
            StoredAlert alert, String receiver, String groupKey, List<String> next) {
        journal.put(
                new AlertEvent(
                        nextId(),
                        Kind.ESCALATED,
                        List.of(alert.fingerprint()),
                        alert.labels(),
                        receiver,
                        groupKey,
                        String.join(",", next),
                        null));
    }

    /**
     * A notification was delivered, or nobody tries any more.
     *
     * @param reason why it is sent, empty when it never came to that
     */
    public synchronized void notified(
            String receiver,
            String groupKey,
            List<Labels> alerts,
            Collection<Long> fingerprints,
            String reason,
            Told told) {
        journal.put(
                new AlertEvent(
                        nextId(),
                        Kind.NOTIFICATION,
                        fingerprints.stream().sorted().toList(),
                        Labels.common(alerts),
                        receiver,
                        groupKey,
                        reason,
                        told));
    }

    /** Forgets what is too old, or too much. */
    public void trim() {
        long oldest = oldestKept.getAsLong();
        synchronized (this) {
            if (oldest > 0) {
                journal.removeEvents(oldest);
            }
            // Of groups that are no more since; those that still are would be noted anew.
            List.copyOf(marks.values()).stream()
                    .filter(mark -> AlertEvent.firstId(mark.since()) < oldest)
                    .filter(mark -> mark.subject().startsWith(GROUP))
                    .forEach(mark -> unmark(mark.subject()));
        }
    }

    private void note(Kind kind, StoredAlert alert, String detail) {
        journal.put(
                new AlertEvent(
                        nextId(),
                        kind,
                        List.of(alert.fingerprint()),
                        alert.labels(),
                        "",
                        "",
                        detail,
                        null));
    }

    private long nextId() {
        lastId = Math.max(lastId + 1, AlertEvent.firstId(clock.instant()));
        return lastId;
    }

    /** Whether that is new. */
    private boolean mark(String subject, String why) {
        Mark old = marks.get(subject);
        if (old != null && old.why().equals(why)) {
            return false;
        }
        Mark mark = new Mark(subject, why, clock.instant());
        marks.put(subject, mark);
        journal.put(mark);
        return true;
    }

    private boolean unmark(String subject) {
        boolean marked = marks.remove(subject) != null;
        if (marked) {
            journal.removeMark(subject);
        }
        return marked;
    }

    private static String subject(StoredAlert alert) {
        return "alert:" + alert.fingerprintText();
    }
}
