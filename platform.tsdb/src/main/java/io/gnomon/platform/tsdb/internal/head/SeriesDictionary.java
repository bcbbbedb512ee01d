package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.storage.Snapshot.Cardinality;
import io.gnomon.platform.tsdb.internal.head.SeriesLimits.Limit;

import org.jspecify.annotations.Nullable;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/**
 * From label sets to ids of series and back. A pair of name and value is kept once; a label set is
 * the numbers of its pairs. Looking up takes no lock; making and removing do.
 */
final class SeriesDictionary {
    private final SeriesTable table;

    /** Of each label set: length in bytes of what follows (u16), numbers of pairs (varint). */
    private final Slabs sets = new Slabs();

    /** Ids plus one by hash of labels, open addressing. */
    private volatile int[] ids = new int[1024];

    private int taken;
    private int series;

    private final LabelPairs pairs = new LabelPairs();

    /** Series by the group that made them. */
    private final Map<Integer, Integer> byGroup = new HashMap<>();

    SeriesDictionary(SeriesTable table) {
        this.table = table;
    }

    private static int hash(Labels labels) {
        int hash = 1;
        for (int i = 0; i < labels.size(); i++) {
            hash = 31 * (31 * hash + labels.name(i).hashCode()) + labels.value(i).hashCode();
        }
        return OpenAddressing.spread(hash);
    }

    /** The same of pairs. */
    private int hash(int[] numbers) {
        int hash = 1;
        for (int pair : numbers) {
            hash = 31 * (31 * hash + pairs.name(pair).hashCode()) + pairs.value(pair).hashCode();
        }
        return OpenAddressing.spread(hash);
    }

    /** The series with these labels, -1 when there is none. Any thread. */
    int find(Labels labels) {
        int hash = hash(labels);
        int[] slots = ids;
        int mask = slots.length - 1;
        for (int i = hash & mask; slots[i] != OpenAddressing.FREE; i = i + 1 & mask) {
            int id = slots[i] - 1;
            if (id >= 0 && has(id, hash, labels)) {
                return id;
            }
        }
        return -1;
    }

    private boolean has(int id, int hash, Labels labels) {
        MemorySegment page = table.page(id);
        if (page == null
                || SeriesTable.getInt(page, SeriesTable.at(id) + SeriesTable.HASH) != hash) {
            return false;
        }
        int[] own = pairs(id);
        return own != null && pairs.equal(own, labels);
    }

    /** Labels of a series, null when it does not exist any more. Any thread. */
    @Nullable Labels labels(int id) {
        while (true) {
            int[] own = pairs(id);
            if (own == null) {
                return null;
            }
            Labels labels = pairs.labels(own);
            if (labels != null) {
                return labels;
            }
            // Removed since; the next look says so.
            Thread.onSpinWait();
        }
    }

    /** Numbers of the pairs of a series, null when it does not exist any more. Any thread. */
    int @Nullable [] pairs(int id) {
        MemorySegment page = table.page(id);
        if (page == null) {
            return null;
        }
        long at = SeriesTable.at(id);
        while (true) {
            int version = SeriesTable.version(page, at);
            boolean alive = SeriesTable.isAlive(page, at);
            int[] own = alive ? decode(SeriesTable.getInt(page, at + SeriesTable.LABELS)) : null;
            if (SeriesTable.unchanged(page, at, version)) {
                return own;
            }
            Thread.onSpinWait();
        }
    }

    /** Name of a pair that a series has. Any thread. */
    String pairName(int pair) {
        return pairs.name(pair);
    }

    /** Value of a pair that a series has. Any thread. */
    String pairValue(int pair) {
        return pairs.value(pair);
    }

    /** Null when the set was given back meanwhile. */
    private int @Nullable [] decode(int set) {
        byte[] head = new byte[2];
        if (!sets.copy(set, 2, head)) {
            return null;
        }
        byte[] bytes = new byte[2 + length(head)];
        if (!sets.copy(set, bytes.length, bytes)) {
            return null;
        }
        int count = 0;
        for (int i = 2; i < bytes.length; i++) {
            count += bytes[i] >= 0 ? 1 : 0;
        }
        int most = pairs.end();
        int[] own = new int[count];
        int at = 2;
        for (int i = 0; i < count; i++) {
            int pair = 0;
            int shift = 0;
            while (bytes[at] < 0) {
                pair |= (bytes[at++] & 0x7f) << shift;
                shift += 7;
            }
            pair |= bytes[at++] << shift;
            if (pair < 0 || pair >= most) {
                return null;
            }
            own[i] = pair;
        }
        return own;
    }

    private static int length(byte[] head) {
        return (head[0] & 0xff) + ((head[1] & 0xff) << 8);
    }

    // --- changes -------------------------------------------------------------------------------

    /**
     * Id of the series, made when it is new; the caller asked {@link #find} before.
     *
     * @return -1 when a limit forbids it
     */
    synchronized int make(
            Labels labels,
            int group,
            short round,
            SeriesLimits limits,
            HeadMetrics metrics,
            long nowMillis) {
        int id = find(labels);
        if (id >= 0) {
            return id;
        }
        Limit refused = refused(labels, group, limits);
        if (refused != null) {
            metrics.refused(refused).increment();
            return refused.refusal();
        }
        id = table.nextId();
        put(id, labels, group, round);
        metrics.seriesCreated.increment();
        metrics.creations.add(labels, group, nowMillis);
        return id;
    }

    private @Nullable Limit refused(Labels labels, int group, SeriesLimits limits) {
        if (limits.total() > 0 && series >= limits.total()) {
            return Limit.TOTAL;
        }
        if (limits.perGroup() > 0 && byGroup.getOrDefault(group, 0) >= limits.perGroup()) {
            return Limit.GROUP;
        }
        if (limits.perMetric() > 0) {
            int pair = pairs.find(Labels.METRIC_NAME, labels.metricName());
            if (pair >= 0 && pairs.uses(pair) >= limits.perMetric()) {
                return Limit.METRIC;
            }
        }
        return null;
    }

    /** Ids below it are not given out. */
    synchronized void reserve(int id) {
        table.reserve(id);
    }

    /** Makes a series with a given id. */
    synchronized void put(int id, Labels labels, int group, short round) {
        int[] own = new int[labels.size()];
        for (int i = 0; i < own.length; i++) {
            own[i] = pairs.of(labels.name(i), labels.value(i));
        }
        put(id, own, group, round);
    }

    /** Makes a series with a given id of pairs that {@link #pair} gave. */
    synchronized void put(int id, int[] own, int group, short round) {
        if (2 * (taken + 1) > ids.length) {
            rehash();
        }
        int hash = hash(own);
        pairs.use(own);
        table.create(id, hash, encode(own), group, round);
        OpenAddressing.insert(ids, hash, id);
        taken++;
        series++;
        byGroup.merge(group, 1, Integer::sum);
    }

    private void rehash() {
        int[] old = ids;
        int[] fresh = OpenAddressing.slots(series);
        for (int slot : old) {
            if (slot > 0) {
                OpenAddressing.insert(fresh, storedHash(slot - 1), slot - 1);
            }
        }
        taken = series;
        ids = fresh;
    }

    private int storedHash(int id) {
        MemorySegment page = table.page(id);
        return page == null ? 0 : SeriesTable.getInt(page, SeriesTable.at(id) + SeriesTable.HASH);
    }

    /**
     * Removes a series. What its labels take is given back by the answer, when nobody can look at
     * them any more.
     */
    synchronized Runnable remove(int id) {
        MemorySegment page = table.page(id);
        if (page == null) {
            return () -> {};
        }
        int set = SeriesTable.getInt(page, SeriesTable.at(id) + SeriesTable.LABELS);
        if (OpenAddressing.remove(ids, storedHash(id), id)) {
            series--;
            int group = SeriesTable.getInt(page, SeriesTable.at(id) + SeriesTable.GROUP);
            byGroup.computeIfPresent(group, (g, n) -> n == 1 ? null : n - 1);
        }
        table.remove(id);
        return () -> release(set);
    }

    private synchronized void release(int set) {
        int[] own = decode(set);
        byte[] head = new byte[2];
        sets.copy(set, 2, head);
        sets.free(set, 2 + length(head));
        if (own != null) {
            pairs.release(own);
        }
    }

    private int encode(int[] own) {
        byte[] bytes = new byte[2 + 5 * own.length];
        int at = 2;
        for (int number : own) {
            int pair = number;
            while (pair > 0x7f) {
                bytes[at++] = (byte) (pair | 0x80);
                pair >>>= 7;
            }
            bytes[at++] = (byte) pair;
        }
        bytes[0] = (byte) (at - 2);
        bytes[1] = (byte) ((at - 2) >>> 8);
        int set = sets.allocate();
        sets.append(set, 0, bytes, at);
        return set;
    }

    /** Number of a pair, made when it is new; to be used by a series at once. */
    synchronized int pair(String name, String value) {
        return pairs.of(name, value);
    }

    // --- figures -------------------------------------------------------------------------------

    /** Series that exist, with and without samples. */
    int size() {
        return series;
    }

    /** Series by the number of the group that made them; a copy. */
    synchronized Map<Integer, Integer> seriesByGroup() {
        return new HashMap<>(byGroup);
    }

    /** Different pairs of name and value. */
    synchronized int pairs() {
        return pairs.size();
    }

    /** What has the most series; a pair that appears or goes away meanwhile may be missing. */
    Cardinality cardinality(int limit) {
        int[] uses;
        synchronized (this) {
            uses = pairs.usesByPair();
        }
        CardinalityCounts counts = new CardinalityCounts(limit);
        for (int pair = 0; pair < uses.length; pair++) {
            pairs.count(pair, uses[pair], counts);
        }
        return counts.toCardinality();
    }

    /** Bytes off the heap. */
    long bytes() {
        return sets.bytes();
    }
}
