package io.gnomon.platform.core.rules.internal.evaluation;

import io.gnomon.model.labels.Labels;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The series that one rule writes. A series keeps its reference of the store, so that the steady
 * state looks nothing up; one that an evaluation no longer writes ends with a staleness marker. For
 * one thread at a time.
 */
final class WrittenSeries {
    private final Map<Labels, Entry> entries = new HashMap<>();
    private int round;

    /** A series. */
    static final class Entry {
        final Labels labels;

        /** Of the store, valid in the epoch. */
        long reference = -1;

        long epoch = Long.MIN_VALUE;

        /** The last evaluation that yielded it. */
        private int seen;

        /** Whether the last evaluation that was stored wrote it. */
        private boolean live;

        /** The last evaluation whose row the store took. */
        private int taken;

        Entry(Labels labels) {
            this.labels = labels;
        }
    }

    /** Starts an evaluation. */
    void begin() {
        round++;
    }

    /** The series with these labels, made when it is new. */
    Entry entry(Labels labels) {
        return entries.computeIfAbsent(labels, Entry::new);
    }

    /** Says that this evaluation yields a series. False when it has done so before. */
    boolean see(Entry entry) {
        boolean first = entry.seen != round;
        entry.seen = round;
        return first;
    }

    /** Says that the store took the row of this evaluation. */
    void take(Entry entry) {
        entry.taken = round;
    }

    /** Series that the store has and this evaluation does not yield. */
    List<Entry> vanished() {
        List<Entry> vanished = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (entry.live && entry.seen != round) {
                vanished.add(entry);
            }
        }
        return vanished;
    }

    /** The rows of this evaluation and the markers are in the store. */
    void committed() {
        entries.values()
                .removeIf(entry -> {
                    entry.live = entry.taken == round;
                    return entry.seen != round;
                });
    }

    /** All series that the store has now. */
    List<Entry> live() {
        return entries.values().stream().filter(entry -> entry.live).toList();
    }
}
