package io.gnomon.platform.tsdb.internal.head;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The shared columns. Changed under the log's lock, read by any. */
final class TimeColumns {
    /** No row: the time is not ascending in the group. */
    static final int NO_ROW = -1;

    private final ConcurrentHashMap<Integer, TimeColumn> byNumber = new ConcurrentHashMap<>();

    /** The column of each group that takes the next time. */
    private final Map<Long, TimeColumn> byGroup = new HashMap<>();

    private int nextNumber = 1;

    /** The column that {@link #add} put the time into. */
    private @Nullable TimeColumn current;

    /** The column with a number, null when it was dropped. */
    @Nullable TimeColumn get(int number) {
        return byNumber.get(number);
    }

    /** The column of the last call of {@link #add} that gave a row. */
    TimeColumn current() {
        TimeColumn column = current;
        if (column == null) {
            throw new IllegalStateException("no time was added");
        }
        return column;
    }

    /**
     * Puts the time of a batch into its group's column, once.
     *
     * @param oldestReader sequence number of the oldest snapshot
     * @return the row, or {@link #NO_ROW}
     */
    int add(long group, long time, long seq, long oldestReader) {
        TimeColumn column = byGroup.get(group);
        int size = column == null ? 0 : column.size();
        long last = column == null || size == 0 ? Long.MIN_VALUE : column.time(size - 1);
        if (column == null || (column.isFull() && last < time)) {
            TimeColumn fresh = make(nextNumber, group);
            if (column != null) {
                column.next(fresh);
                if (column.seq(size - 1) <= oldestReader) {
                    column.forgetSeqs();
                }
            }
            column = fresh;
            size = 0;
        }
        current = column;
        if (size > 0 && last == time) {
            return column.seq(size - 1) == seq ? size - 1 : NO_ROW;
        }
        if (size > 0 && last > time) {
            return NO_ROW;
        }
        column.add(time, seq);
        return size;
    }

    private TimeColumn make(int number, long group) {
        TimeColumn column = new TimeColumn(number, group);
        put(column);
        return column;
    }

    private void put(TimeColumn column) {
        byNumber.put(column.number, column);
        byGroup.put(column.group, column);
        nextNumber = Math.max(nextNumber, column.number + 1);
    }

    /** Forgets columns that end before the time; no chunk with a sample after it needs them. */
    void dropBefore(long time) {
        byNumber.values().removeIf(c -> c.size() > 0 && c.time(c.size() - 1) < time);
        byGroup.values().removeIf(c -> c.size() > 0 && c.time(c.size() - 1) < time);
    }

    /** All columns, by ascending number. */
    List<TimeColumn> all() {
        List<TimeColumn> all = new ArrayList<>(byNumber.values());
        all.sort(Comparator.comparingInt(c -> c.number));
        return all;
    }

    /** Takes a column of a checkpoint; they come by ascending number. */
    void restore(int number, long group, long[] times) {
        TimeColumn before = byGroup.get(group & Long.MAX_VALUE);
        TimeColumn column = TimeColumn.restored(number, group, times);
        if (before != null) {
            before.next(column);
        }
        put(column);
    }

    /** Numbers below it were used once. */
    int nextNumber() {
        return nextNumber;
    }

    void restoreNextNumber(int number) {
        nextNumber = Math.max(nextNumber, number);
    }
}
