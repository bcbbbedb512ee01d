package io.gnomon.platform.core.alerting.internal.silences;

import io.gnomon.platform.core.alerting.RecurringSilence;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.alerting.SilenceRefused;
import io.gnomon.platform.core.alerting.SilenceRefused.Kind;
import io.gnomon.platform.core.config.alerting.TimeInterval;
import io.gnomon.spi.settings.SettingsException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Makes an ordinary silence at the beginning of each span of time of a recurring one. Somebody who
 * expires that silence ends it for this span only. Any thread.
 */
public final class RecurringSilences {
    private static final Logger LOG = LoggerFactory.getLogger(RecurringSilences.class);

    /** A longer span gets another silence when the one before ends. */
    private static final Duration LONGEST = Duration.ofDays(7);

    private final InstantSource clock;
    private final Silences silences;
    private final RecurringJournal journal;
    private final Supplier<String> ids;

    /** By id, in the order in which they came. Guarded by this. */
    private final Map<String, Known> known = new LinkedHashMap<>();

    private record Known(RecurringSilence silence, List<TimeInterval> intervals) {}

    /**
     * @param silences takes the silences that are made
     * @param ids makes new ids
     */
    public RecurringSilences(
            InstantSource clock,
            Silences silences,
            RecurringJournal journal,
            Supplier<String> ids) {
        this.clock = clock;
        this.silences = silences;
        this.journal = journal;
        this.ids = ids;
    }

    /** Takes those of the database. */
    public synchronized void load(List<RecurringSilence> stored) {
        for (RecurringSilence silence : stored) {
            try {
                known.put(silence.id(), known(silence));
            } catch (SilenceRefused e) {
                LOG.error("the recurring silence {} is left out: {}", silence.id(), e.getMessage());
            }
        }
    }

    private static Known known(RecurringSilence silence) throws SilenceRefused {
        List<TimeInterval> intervals;
        try {
            intervals = TimeInterval.parse(silence.timeIntervals());
        } catch (SettingsException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
        if (intervals.isEmpty()) {
            throw invalid("at least one time interval required");
        }
        return new Known(silence, intervals);
    }

    private static SilenceRefused invalid(String why) {
        return new SilenceRefused(Kind.INVALID, "invalid recurring silence: " + why);
    }

    /**
     * Creates or changes one. A change ends the silence that the old one made, when that is still
     * active.
     *
     * @return its id
     */
    public synchronized String set(RecurringSilence draft) throws SilenceRefused {
        Instant now = clock.instant();
        SilenceCheck.check(occurrence(draft, now, now));
        Known old = known.get(draft.id());
        if (!draft.id().isEmpty() && old == null) {
            throw notFound();
        }
        Known next =
                known(
                        new RecurringSilence(
                                draft.id().isEmpty() ? ids.get() : draft.id(),
                                draft.matchers(),
                                draft.timeIntervals(),
                                draft.createdBy(),
                                draft.comment(),
                                now,
                                "",
                                Instant.EPOCH));
        Known begun = begun(next, now);
        save(begun == null ? next : begun);
        if (old != null) {
            end(old);
        }
        return next.silence().id();
    }

    /** Forgets one and ends the silence that it made. */
    public synchronized void delete(String id) throws SilenceRefused {
        Known old = known.remove(id);
        if (old == null) {
            throw notFound();
        }
        journal.removeRecurring(id);
        end(old);
    }

    private static SilenceRefused notFound() {
        return new SilenceRefused(Kind.NOT_FOUND, "recurring silence not found");
    }

    public synchronized List<RecurringSilence> all() {
        return known.values().stream().map(Known::silence).toList();
    }

    /** Begins what begins now; to be called each minute. */
    public synchronized void look() {
        Instant now = clock.instant();
        for (Known one : List.copyOf(known.values())) {
            try {
                Known begun = begun(one, now);
                if (begun != null) {
                    save(begun);
                }
            } catch (SilenceRefused e) {
                LOG.error(
                        "the recurring silence {} cannot begin: {}",
                        one.silence().id(),
                        e.getMessage());
            }
        }
    }

    /** The same with the silence that begins now, null when none does. */
    private @Nullable Known begun(Known one, Instant now) throws SilenceRefused {
        RecurringSilence silence = one.silence();
        if (now.isBefore(silence.silentUntil())
                || !TimeInterval.anyContains(one.intervals(), now)) {
            return null;
        }
        Instant end = end(one.intervals(), now);
        // An ordinary silence is active with its last instant.
        Instant last = end.minusMillis(1);
        if (last.isBefore(now)) {
            return null;
        }
        String silenceId = silences.set(occurrence(silence, now, last));
        return new Known(
                new RecurringSilence(
                        silence.id(),
                        silence.matchers(),
                        silence.timeIntervals(),
                        silence.createdBy(),
                        silence.comment(),
                        silence.updatedAt(),
                        silenceId,
                        end),
                one.intervals());
    }

    /** The first minute that is in no interval; intervals begin and end with minutes. */
    private static Instant end(List<TimeInterval> intervals, Instant now) {
        Instant end = now.truncatedTo(ChronoUnit.MINUTES);
        Instant latest = end.plus(LONGEST);
        do {
            end = end.plus(1, ChronoUnit.MINUTES);
        } while (end.isBefore(latest) && TimeInterval.anyContains(intervals, end));
        return end;
    }

    private static Silence occurrence(RecurringSilence silence, Instant start, Instant end) {
        return new Silence(
                "",
                silence.matchers(),
                start,
                end,
                start,
                silence.createdBy(),
                silence.comment(),
                Map.of(RecurringSilence.ANNOTATION, silence.id()));
    }

    private void save(Known one) {
        known.put(one.silence().id(), one);
        journal.put(one.silence());
    }

    private void end(Known one) {
        String id = one.silence().silenceId();
        if (!id.isEmpty() && silences.get(id) != null) {
            try {
                silences.expire(id);
            } catch (SilenceRefused e) {
                LOG.debug("it was forgotten just now", e);
            }
        }
    }
}
