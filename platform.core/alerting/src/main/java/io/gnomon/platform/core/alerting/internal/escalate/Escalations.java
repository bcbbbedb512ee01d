package io.gnomon.platform.core.alerting.internal.escalate;

import io.gnomon.platform.core.alerting.Escalation;
import io.gnomon.platform.core.alerting.internal.acknowledge.Acknowledged;
import io.gnomon.platform.core.alerting.internal.alerts.AlertStore;
import io.gnomon.platform.core.alerting.internal.alerts.StoredAlert;
import io.gnomon.platform.core.alerting.internal.history.History;
import io.gnomon.platform.core.config.GnomonAlerting;
import io.gnomon.platform.core.config.GnomonAlerting.EscalationStep;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Lets alerts that nobody acknowledges go up to further receivers. Time is looked at when a group
 * is flushed, and begins with its first flush that tells of the alert. Any thread; one flush of a
 * group at a time.
 */
public final class Escalations {
    private final InstantSource clock;
    private final AlertStore alerts;
    private final Acknowledged acknowledged;
    private final EscalationJournal journal;
    private final History history;
    private final Supplier<GnomonAlerting> settings;
    private final Map<Climb.Key, Climb> all = new ConcurrentHashMap<>();

    /**
     * @param settings those in force; asked for at each flush
     */
    public Escalations(
            InstantSource clock,
            AlertStore alerts,
            Acknowledged acknowledged,
            EscalationJournal journal,
            History history,
            Supplier<GnomonAlerting> settings) {
        this.clock = clock;
        this.alerts = alerts;
        this.acknowledged = acknowledged;
        this.journal = journal;
        this.history = history;
        this.settings = settings;
    }

    /** Takes those of the database. */
    public void load(List<Climb> stored) {
        stored.forEach(climb -> all.put(climb.key(), climb));
    }

    /**
     * A group is flushed: who else is told of which of its alerts.
     *
     * @param receiver of the group
     * @param alerts of the group
     * @param open those that nothing suppresses
     * @param now by which alerts count as over
     * @return alerts by receiver, those that are over too, so that their end is told
     */
    public Map<String, List<StoredAlert>> onward(
            String receiver,
            String groupKey,
            List<StoredAlert> alerts,
            List<StoredAlert> open,
            Instant now) {
        List<EscalationStep> steps = settings.get().escalationSteps(receiver);
        if (steps.isEmpty()) {
            return Map.of();
        }
        suspend(receiver, groupKey, alerts, open, now);
        Set<Long> known = acknowledged.among(open);
        Map<String, List<StoredAlert>> onward = new LinkedHashMap<>();
        for (StoredAlert alert : open) {
            Climb.Key key = new Climb.Key(receiver, groupKey, alert.fingerprint());
            int level =
                    alert.isResolvedAt(now) || known.contains(alert.fingerprint())
                            ? levelOf(key, now, alert.isResolvedAt(now))
                            : climb(key, alert, steps, now);
            told(steps, level)
                    .forEach(next ->
                            onward.computeIfAbsent(next, name -> new ArrayList<>()).add(alert));
        }
        return onward;
    }

    /** What is suppressed begins to wait anew; who knows of it already goes on to know. */
    private void suspend(
            String receiver,
            String groupKey,
            List<StoredAlert> alerts,
            List<StoredAlert> open,
            Instant now) {
        Set<Long> told = open.stream().map(StoredAlert::fingerprint).collect(Collectors.toSet());
        for (StoredAlert alert : alerts) {
            Climb climb = all.get(new Climb.Key(receiver, groupKey, alert.fingerprint()));
            if (climb != null && !told.contains(alert.fingerprint())) {
                if (climb.level() == 0) {
                    remove(climb.key());
                } else {
                    put(new Climb(climb.key(), now, climb.level()));
                }
            }
        }
    }

    private int levelOf(Climb.Key key, Instant now, boolean over) {
        Climb climb = all.get(key);
        if (climb == null && !over) {
            put(new Climb(key, now, 0));
        }
        return climb == null ? 0 : climb.level();
    }

    private int climb(Climb.Key key, StoredAlert alert, List<EscalationStep> steps, Instant now) {
        Climb old = all.get(key);
        Climb climb = old == null ? new Climb(key, now, 0) : old;
        int level = climb.level();
        while (level < steps.size() && !due(climb, alert, steps.get(level)).isAfter(now)) {
            level++;
        }
        if (old == null || level > old.level()) {
            put(new Climb(key, climb.since(), level));
        }
        if (level > climb.level()) {
            history.escalated(
                    alert,
                    key.receiver(),
                    key.groupKey(),
                    told(steps.subList(climb.level(), level), level - climb.level()));
        }
        return level;
    }

    /** One that fires again before anybody heard of its end waits anew, from its new start. */
    private static Instant due(Climb climb, StoredAlert alert, EscalationStep step) {
        Instant start = alert.alert().startsAt();
        return (start.isAfter(climb.since()) ? start : climb.since()).plus(step.after());
    }

    /** Receivers of the first steps. */
    private static List<String> told(List<EscalationStep> steps, int level) {
        return steps.subList(0, Math.min(level, steps.size())).stream()
                .flatMap(step -> step.to().stream())
                .toList();
    }

    /** The end of alerts was told to all. */
    public void over(String receiver, String groupKey, Collection<StoredAlert> ended) {
        for (StoredAlert alert : ended) {
            remove(new Climb.Key(receiver, groupKey, alert.fingerprint()));
        }
    }

    /** Alerts that fire and go up, or will when nobody acknowledges them; oldest first. */
    public List<Escalation> list() {
        Instant now = clock.instant();
        Map<Long, StoredAlert> firing = new HashMap<>();
        alerts.all().stream()
                .filter(alert -> !alert.isResolvedAt(now))
                .forEach(alert -> firing.put(alert.fingerprint(), alert));
        Set<Long> known = acknowledged.among(firing.values());
        List<Escalation> list = new ArrayList<>();
        for (Climb climb : all.values()) {
            StoredAlert alert = firing.get(climb.key().fingerprint());
            List<EscalationStep> steps = settings.get().escalationSteps(climb.key().receiver());
            if (alert != null && !steps.isEmpty()) {
                list.add(view(climb, alert, steps, known.contains(alert.fingerprint())));
            }
        }
        list.sort(
                Comparator.comparing(Escalation::since)
                        .thenComparing(Escalation::receiver)
                        .thenComparing(Escalation::groupKey)
                        .thenComparingLong(Escalation::fingerprint));
        return list;
    }

    private static Escalation view(
            Climb climb, StoredAlert alert, List<EscalationStep> steps, boolean acknowledged) {
        @Nullable EscalationStep next =
                acknowledged || climb.level() >= steps.size() ? null : steps.get(climb.level());
        return new Escalation(
                climb.key().receiver(),
                climb.key().groupKey(),
                alert.fingerprint(),
                alert.labels(),
                climb.since(),
                told(steps, climb.level()),
                acknowledged,
                next == null ? null : due(climb, alert, next),
                next == null ? List.of() : next.to());
    }

    /** Forgets those of alerts that are no more, or of receivers from which nothing goes up now. */
    public void collectGarbage() {
        Set<Long> known =
                alerts.all().stream().map(StoredAlert::fingerprint).collect(Collectors.toSet());
        GnomonAlerting now = settings.get();
        for (Climb.Key key : List.copyOf(all.keySet())) {
            if (!known.contains(key.fingerprint())
                    || now.escalationSteps(key.receiver()).isEmpty()) {
                remove(key);
            }
        }
    }

    private void put(Climb climb) {
        all.put(climb.key(), climb);
        journal.put(climb);
    }

    private void remove(Climb.Key key) {
        if (all.remove(key) != null) {
            journal.remove(key);
        }
    }
}
