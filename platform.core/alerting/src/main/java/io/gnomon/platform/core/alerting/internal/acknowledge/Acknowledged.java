package io.gnomon.platform.core.alerting.internal.acknowledge;

import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.alerting.Acknowledgement;
import io.gnomon.platform.core.alerting.internal.alerts.AlertStore;
import io.gnomon.platform.core.alerting.internal.alerts.StoredAlert;
import io.gnomon.platform.core.alerting.internal.history.History;

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
                .filter(given -> counts(given, known, now))
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
        if (hasEnded(draft, now)) {
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
                        meant.stream()
                                .collect(
                                        Collectors.toMap(
                                                StoredAlert::fingerprint,
                                                Acknowledged::startMillis)));
        all.put(given.id(), given);
        history.acknowledged(meant, draft.createdBy(), draft.comment());
        journal.put(given);
        return given;
    }

    private static boolean matches(List<Matcher> matchers, StoredAlert alert) {
        return matchers.stream().allMatch(matcher -> matcher.matches(alert.labels()));
    }

    private static long startMillis(StoredAlert alert) {
        return alert.alert().startsAt().toEpochMilli();
    }

    /** Ends one; whether there was one. */
    public boolean remove(String id) {
        boolean removed = all.remove(id) != null;
        if (removed) {
            journal.removeAcknowledgement(id);
        }
        return removed;
    }

    /** Fingerprints of those alerts that are acknowledged now. */
    public Set<Long> among(Collection<StoredAlert> candidates) {
        Instant now = clock.instant();
        List<Acknowledgement> running =
                all.values().stream().filter(given -> !hasEnded(given, now)).toList();
        return candidates.stream()
                .filter(alert -> running.stream().anyMatch(given -> covers(given, alert)))
                .map(StoredAlert::fingerprint)
                .collect(Collectors.toSet());
    }

    /** One that fires again has a later start. */
    private static boolean covers(Acknowledgement given, StoredAlert alert) {
        Long start = given.alerts().get(alert.fingerprint());
        return start != null && startMillis(alert) <= start;
    }

    private static boolean hasEnded(Acknowledgement given, Instant now) {
        Instant until = given.until();
        return until != null && !until.isAfter(now);
    }

    private static boolean counts(Acknowledgement given, List<StoredAlert> known, Instant now) {
        return !hasEnded(given, now)
                && known.stream()
                        .anyMatch(alert -> !alert.isResolvedAt(now) && covers(given, alert));
    }

    /** Forgets those that do not count any more. */
    public void collectGarbage() {
        Instant now = clock.instant();
        List<StoredAlert> known = alerts.all();
        List.copyOf(all.values()).stream()
                .filter(given -> !counts(given, known, now))
                .forEach(given -> remove(given.id()));
    }
}
