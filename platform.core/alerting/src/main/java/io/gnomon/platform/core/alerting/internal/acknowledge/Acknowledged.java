package io.gnomon.platform.core.alerting.internal.acknowledge;

import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.alerting.Acknowledgement;
import io.gnomon.platform.core.alerting.internal.alerts.AlertStore;
import io.gnomon.platform.core.alerting.internal.alerts.StoredAlert;
import io.gnomon.platform.core.alerting.internal.history.History;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The acknowledgements. Any thread. */
public final class Acknowledged {
    private final InstantSource clock;
    private final AlertStore alerts;
    private final AcknowledgementJournal journal;
    private final History history;
    private final Supplier<String> ids;
    private final Map<String, Acknowledgement> all = new ConcurrentHashMap<>();

    public Acknowledged(
            InstantSource clock,
            AlertStore alerts,
            AcknowledgementJournal journal,
            History history,
            Supplier<String> ids) {
        this.clock = clock;
        this.alerts = alerts;
        this.journal = journal;
        this.history = history;
        this.ids = ids;
    }

    /** Takes those of the database. */
    public void load(List<Acknowledgement> stored) {
        stored.forEach(given -> all.put(given.id(), given));
    }

    /** Those that count now, oldest first. */
    public List<Acknowledgement> list() {
        Instant now = clock.instant();
        List<StoredAlert> known = alerts.all();
        return all.values().stream()
                .filter(given -> !given.hasEnded(now) && anyFires(given, known, now))
                .sorted(
                        Comparator.comparing(Acknowledgement::at)
                                .thenComparing(Acknowledgement::id))
                .toList();
    }

    /**
     * Acknowledges what fires and matches.
     *
     * @throws IllegalArgumentException when that is nothing
     */
    public Acknowledgement add(Acknowledgement draft) {
        Instant now = clock.instant();
        if (draft.hasEnded(now)) {
            throw new IllegalArgumentException("the end of an acknowledgement must not be past");
        }
        List<StoredAlert> meant =
                alerts.all().stream()
                        .filter(alert -> !alert.isResolvedAt(now))
                        .filter(alert -> matches(draft.matchers(), alert))
                        .toList();
        if (meant.isEmpty()) {
            throw new IllegalArgumentException("no alert that fires matches");
        }
        Acknowledgement given =
                new Acknowledgement(
                        ids.get(),
                        draft.matchers(),
                        draft.createdBy(),
                        draft.comment(),
                        now,
                        draft.until(),
                        meant.stream().map(StoredAlert::fingerprint).collect(Collectors.toSet()));
        all.put(given.id(), given);
        history.acknowledged(meant, draft.createdBy(), draft.comment());
        journal.put(given);
        return given;
    }

    private static boolean matches(List<Matcher> matchers, StoredAlert alert) {
        return matchers.stream().allMatch(matcher -> matcher.matches(alert.labels()));
    }

    /** Ends one, here and at the other servers; whether it counted. */
    public boolean withdraw(String id) {
        Instant now = clock.instant();
        Acknowledgement given = all.get(id);
        if (given == null || given.hasEnded(now)) {
            return false;
        }
        Acknowledgement ended = given.endedAt(now);
        all.put(id, ended);
        journal.put(ended);
        return true;
    }

    /** All that are known, also those that were withdrawn while their alerts still fire. */
    public List<Acknowledgement> all() {
        return List.copyOf(all.values());
    }

    /**
     * Takes what another server has sent: what is new and has an alert that fires here, or ends
     * sooner. Without such an alert it would be forgotten here and sent back, each by each, for
     * ever; the others send it again within a minute.
     *
     * @param disk keeps it; the own journal would tell the others again
     */
    public void merge(Acknowledgement theirs, AcknowledgementJournal disk) {
        boolean counts = anyFires(theirs, alerts.all(), clock.instant());
        all.compute(
                theirs.id(),
                (id, ours) -> {
                    if (ours == null ? !counts : !endsSooner(theirs.until(), ours.until())) {
                        return ours;
                    }
                    disk.put(theirs);
                    return theirs;
                });
    }

    private static boolean endsSooner(@Nullable Instant theirs, @Nullable Instant ours) {
        return theirs != null && (ours == null || theirs.isBefore(ours));
    }

    /** Fingerprints of those alerts that are acknowledged now. */
    public Set<Long> among(Collection<StoredAlert> candidates) {
        Instant now = clock.instant();
        List<Acknowledgement> running =
                all.values().stream().filter(given -> !given.hasEnded(now)).toList();
        return candidates.stream()
                .filter(alert -> running.stream().anyMatch(given -> covers(given, alert)))
                .map(StoredAlert::fingerprint)
                .collect(Collectors.toSet());
    }

    /** One that fires again began later, in milliseconds, as they are kept and sent. */
    private static boolean covers(Acknowledgement given, StoredAlert alert) {
        return given.alerts().contains(alert.fingerprint())
                && alert.alert().startsAt().toEpochMilli() <= given.at().toEpochMilli();
    }

    private static boolean anyFires(Acknowledgement given, List<StoredAlert> known, Instant now) {
        return known.stream().anyMatch(alert -> !alert.isResolvedAt(now) && covers(given, alert));
    }

    /**
     * Forgets those of which no alert fires. One that was withdrawn is kept until then, lest a
     * server that did not hear of it brings it back.
     */
    public void collectGarbage() {
        Instant now = clock.instant();
        List<StoredAlert> known = alerts.all();
        for (Acknowledgement given : all()) {
            if (!anyFires(given, known, now) && all.remove(given.id(), given)) {
                journal.removeAcknowledgement(given.id());
            }
        }
    }
}
