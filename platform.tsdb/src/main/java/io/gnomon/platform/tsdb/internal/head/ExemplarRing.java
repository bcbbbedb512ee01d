package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.storage.AppendBatch.Outcome;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The newest exemplars of all series, a fixed number. Guarded by its own lock, held briefly. */
public final class ExemplarRing {
    /** Of names and values of the labels together, as OpenMetrics says. */
    private static final int MAX_CODE_POINTS = 128;

    /** An exemplar, its series, and the batch that brought it. */
    record Entry(int series, Labels labels, Exemplar exemplar, long seq) {}

    private @Nullable Entry[] entries;
    private final Map<Integer, Exemplar> newest = new HashMap<>();
    private int next;
    private int size;
    private long added;

    ExemplarRing(int capacity) {
        entries = new @Nullable Entry[capacity];
    }

    /** Keeps so many from now on: of those that are there the newest. */
    synchronized void capacity(int capacity) {
        if (capacity == entries.length) {
            return;
        }
        List<Entry> kept = entries(Long.MAX_VALUE);
        entries = new @Nullable Entry[capacity];
        next = 0;
        size = 0;
        newest.clear();
        for (Entry entry : kept.subList(Math.max(0, kept.size() - capacity), kept.size())) {
            put(entry);
        }
    }

    /** What will become of an exemplar: Prometheus's rules, by time within a series. */
    synchronized Outcome judge(int series, Exemplar exemplar) {
        if (entries.length == 0 || codePoints(exemplar.labels()) > MAX_CODE_POINTS) {
            return Outcome.NOT_SUPPORTED;
        }
        Exemplar last = newest.get(series);
        if (last == null || exemplar.timeMillis() > last.timeMillis()) {
            return Outcome.STORED;
        }
        return exemplar.equals(last) ? Outcome.DUPLICATE : Outcome.OUT_OF_ORDER;
    }

    private static int codePoints(Labels labels) {
        int sum = 0;
        for (int i = 0; i < labels.size(); i++) {
            String name = labels.name(i);
            String value = labels.value(i);
            sum += name.codePointCount(0, name.length()) + value.codePointCount(0, value.length());
        }
        return sum;
    }

    /** Adds an exemplar; the oldest makes room. Called under the log's lock. */
    synchronized void add(int series, Labels labels, Exemplar exemplar, long seq) {
        if (entries.length > 0) {
            put(new Entry(series, labels, exemplar, seq));
            added++;
        }
    }

    private void put(Entry entry) {
        Entry old = entries[next];
        if (old != null && old.exemplar.equals(newest.get(old.series))) {
            newest.remove(old.series);
        }
        size += old == null ? 1 : 0;
        entries[next] = entry;
        newest.put(entry.series, entry.exemplar);
        next = (next + 1) % entries.length;
    }

    /** How many are kept at most. */
    public synchronized int capacity() {
        return entries.length;
    }

    /** How many there are. */
    public synchronized int size() {
        return size;
    }

    /** Series that have some. */
    public synchronized int series() {
        return newest.size();
    }

    /** What is there, oldest first. */
    synchronized List<Entry> entries(long upToSeq) {
        List<Entry> found = new ArrayList<>();
        for (int i = 0; i < entries.length; i++) {
            Entry entry = entries[(next + i) % entries.length];
            if (entry != null && entry.seq <= upToSeq) {
                found.add(entry);
            }
        }
        return found;
    }

    /** Exemplars taken since the store was opened. */
    public synchronized long added() {
        return added;
    }
}
