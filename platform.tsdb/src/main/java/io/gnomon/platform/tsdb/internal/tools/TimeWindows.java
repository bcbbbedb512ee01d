package io.gnomon.platform.tsdb.internal.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many samples there are in each aligned window of time. */
final class TimeWindows {
    private final long range;
    private final Map<Long, long[]> counts = new TreeMap<>();

    /** The window that was counted last. */
    private long begin = Long.MIN_VALUE;

    private long[] count = {0};

    /** Windows of a length in milliseconds. */
    TimeWindows(long range) {
        this.range = range;
    }

    void add(long timeMillis) {
        if (timeMillis < begin || timeMillis - begin >= range || begin == Long.MIN_VALUE) {
            begin = NewBlocks.floor(timeMillis, range);
            count = counts.computeIfAbsent(begin, b -> new long[1]);
        }
        count[0]++;
    }

    /** Windows in order of time, in groups that have at most so many samples, or are one window. */
    List<List<Long>> groups(long samples) {
        List<List<Long>> groups = new ArrayList<>();
        long room = 0;
        for (var window : counts.entrySet()) {
            long size = window.getValue()[0];
            if (groups.isEmpty() || size > room) {
                groups.add(new ArrayList<>());
                room = samples;
            }
            groups.getLast().add(window.getKey());
            room -= size;
        }
        return groups;
    }
}
