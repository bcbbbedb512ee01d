package io.gnomon.platform.core.alerting.internal.silences;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.alerting.Silence.State;
import io.gnomon.platform.core.alerting.SilenceRefused;
import io.gnomon.platform.core.alerting.SilenceRefused.Kind;
import io.gnomon.platform.core.alerting.internal.measure.Latencies;
import io.gnomon.spi.exporter.MetricSink;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The silences, with Alertmanager's rules for changing them (silence/silence.go). What covers an
 * alert is found once and kept: an alert is matched only against silences that came since. Any
 * thread.
 */
public final class Silences {
    /** Longest that silences are looked at one by one instead of all through the index. */
    private static final int CATCH_UP_MAX = 64;

    private final InstantSource clock;
    private final SilenceJournal journal;
    private final Limits limits;
    private final Supplier<String> ids;
    private final Latencies queries = new Latencies();

    /** By id, in the order in which they came. Guarded by this. */
    private final Map<String, Silence> silences = new LinkedHashMap<>();

    /** Guarded by this. */
    private final SilenceIndex index = new SilenceIndex();

    /** Every id that ever came, in order, so that alerts can catch up. Guarded by this. */
    private final List<String> came = new ArrayList<>();

    /** Guarded by this. */
    private final Map<Labels, Covered> covered = new HashMap<>();

    /**
     * What is known of an alert.
     *
     * @param seen so many of {@link #came} have been looked at
     * @param ids of the silences that cover it
     */
    private record Covered(int seen, List<String> ids) {}

    /**
     * What is too much.
     *
     * @param retention how long an expired silence is kept
     * @param countMax most silences, expired ones too; 0 for no limit
     * @param bytesMax most bytes of a silence; 0 for no limit
     */
    public record Limits(Duration retention, int countMax, int bytesMax) {}

    /**
     * @param ids makes new ids
     */
    public Silences(
            InstantSource clock, SilenceJournal journal, Limits limits, Supplier<String> ids) {
        this.clock = clock;
        this.journal = journal;
        this.limits = limits;
        this.ids = ids;
    }

    /** Takes silences of the database. */
    public synchronized void load(List<Silence> stored) {
        stored.forEach(this::keep);
    }

    private void keep(Silence silence) {
        if (silences.put(silence.id(), silence) == null) {
            index.add(silence);
            came.add(silence.id());
        }
    }

    /**
     * Creates or changes a silence.
     *
     * @param draft its {@code updatedAt} does not count; without id for a new one
     * @return the id, another one when the change had to make a new silence
     */
    public synchronized String set(Silence draft) throws SilenceRefused {
        Instant now = clock.instant();
        SilenceCheck.check(draft);
        Silence old = silences.get(draft.id());
        if (!draft.id().isEmpty() && old == null) {
            throw notFound();
        }
        if (old != null && canBecome(old, draft, now)) {
            Silence changed = with(draft, draft.id(), draft.startsAt(), draft.endsAt(), now);
            SilenceCheck.checkSize(changed, limits.bytesMax());
            save(changed);
            return changed.id();
        }
        if (limits.countMax() > 0 && silences.size() + 1 > limits.countMax()) {
            throw new SilenceRefused(
                    Kind.INVALID,
                    "exceeded maximum number of silences: %d (limit: %d)"
                            .formatted(silences.size(), limits.countMax()));
        }
        Instant start = draft.startsAt().isBefore(now) ? now : draft.startsAt();
        Silence fresh = with(draft, ids.get(), start, draft.endsAt(), now);
        SilenceCheck.checkSize(fresh, limits.bytesMax());
        if (old != null && old.stateAt(now) != State.EXPIRED) {
            end(old, now);
        }
        save(fresh);
        return fresh.id();
    }

    /** Whether the change leaves what was silenced so far as it was. */
    private static boolean canBecome(Silence old, Silence draft, Instant now) {
        if (!old.matchers().equals(draft.matchers())) {
            return false;
        }
        return switch (old.stateAt(now)) {
            case ACTIVE ->
                    draft.startsAt().getEpochSecond() == old.startsAt().getEpochSecond()
                            && !draft.endsAt().isBefore(now);
            case PENDING -> !draft.startsAt().isBefore(now);
            case EXPIRED -> false;
        };
    }

    /** Ends a silence now; nothing when it is over already. */
    public synchronized void expire(String id) throws SilenceRefused {
        Silence silence = silences.get(id);
        if (silence == null) {
            throw notFound();
        }
        Instant now = clock.instant();
        if (silence.stateAt(now) != State.EXPIRED) {
            end(silence, now);
        }
    }

    private void end(Silence silence, Instant now) {
        Instant start = silence.stateAt(now) == State.PENDING ? now : silence.startsAt();
        save(with(silence, silence.id(), start, now, now));
    }

    private static Silence with(
            Silence silence, String id, Instant start, Instant end, Instant updated) {
        return new Silence(
                id,
                silence.matchers(),
                start,
                end,
                updated,
                silence.createdBy(),
                silence.comment(),
                silence.annotations());
    }

    private void save(Silence silence) {
        keep(silence);
        journal.put(silence);
    }

    /**
     * Takes a silence of another server, unless what is known is newer, or of the same time and
     * over sooner, or it would be forgotten already.
     *
     * @param disk keeps it; the silences' own journal would tell the others again
     */
    public synchronized void merge(Silence theirs, SilenceJournal disk) {
        Silence ours = silences.get(theirs.id());
        if (theirs.endsAt().isAfter(clock.instant().minus(limits.retention()))
                && (ours == null || isNewer(theirs, ours))) {
            if (ours != null && !ours.matchers().equals(theirs.matchers())) {
                remove(ours);
                recount();
            }
            keep(theirs);
            disk.put(theirs);
        }
    }

    private static boolean isNewer(Silence theirs, Silence ours) {
        int order = theirs.updatedAt().compareTo(ours.updatedAt());
        return order > 0 || (order == 0 && theirs.endsAt().isBefore(ours.endsAt()));
    }

    private void remove(Silence silence) {
        silences.remove(silence.id());
        index.remove(silence);
    }

    /** What was found for alerts is found again. */
    private void recount() {
        came.clear();
        came.addAll(silences.keySet());
        covered.clear();
    }

    private static SilenceRefused notFound() {
        return new SilenceRefused(Kind.NOT_FOUND, "silence not found");
    }

    public synchronized List<Silence> all() {
        return List.copyOf(silences.values());
    }

    public synchronized @Nullable Silence get(String id) {
        return silences.get(id);
    }

    /** Ids of the silences that are active for these labels, sorted. */
    public List<String> silencing(Labels labels) {
        return queries.time(() -> active(labels));
    }

    private synchronized List<String> active(Labels labels) {
        Instant now = clock.instant();
        return covering(labels).stream()
                .filter(id -> isActive(silences.get(id), now))
                .sorted()
                .toList();
    }

    private static boolean isActive(@Nullable Silence silence, Instant now) {
        return silence != null && silence.stateAt(now) == State.ACTIVE;
    }

    private List<String> covering(Labels labels) {
        Covered known = covered.get(labels);
        if (known != null && known.seen() == came.size()) {
            return known.ids();
        }
        List<String> ids;
        if (known == null || came.size() - known.seen() > CATCH_UP_MAX) {
            ids = index.covering(labels);
        } else {
            ids = new ArrayList<>(known.ids());
            for (String id : came.subList(known.seen(), came.size())) {
                Silence silence = silences.get(id);
                if (silence != null && SilenceIndex.covers(silence, labels)) {
                    ids.add(id);
                }
            }
        }
        covered.put(labels, new Covered(came.size(), List.copyOf(ids)));
        return ids;
    }

    /** Self-metrics with Alertmanager's names. */
    public void writeTo(MetricSink sink) {
        sink.family(
                "alertmanager_silences_queries_total",
                MetricType.COUNTER,
                "How many silence queries were received.");
        sink.sample((double) queries.count());
        sink.family(
                "alertmanager_silences_query_duration_seconds",
                MetricType.HISTOGRAM,
                "Duration of silence query evaluation.");
        queries.writeTo(sink);
        sink.family(
                "alertmanager_silences_state_size",
                MetricType.GAUGE,
                "The number of silences in the state map.");
        synchronized (this) {
            sink.sample(silences.size());
        }
    }

    /** Forgets what was found for an alert that is gone. */
    public synchronized void forget(Labels labels) {
        covered.remove(labels);
    }

    /** Forgets silences that ended longer ago than they are kept. */
    public synchronized void collectGarbage() {
        Instant oldest = clock.instant().minus(limits.retention());
        int before = silences.size();
        for (Silence silence : List.copyOf(silences.values())) {
            if (!silence.endsAt().isAfter(oldest)) {
                remove(silence);
                journal.removeSilence(silence.id());
            }
        }
        if (silences.size() < before) {
            recount();
        }
    }
}
