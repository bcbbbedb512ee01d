package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MergedSamples;
import io.gnomon.model.sample.SampleColumn;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/**
 * Samples that came out of order, by series: immutable runs of at most {@link #RUN} samples,
 * ascending within a run. Changed under the log's lock, read by any.
 */
final class LateSamples {
    private static final int RUN = 64;

    /** One sample. */
    record Late(long time, double value, @Nullable Histogram histogram) {
        boolean sameValue(double other) {
            return histogram == null
                    && Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(other);
        }
    }

    private record Run(long[] times, long[] seqs, Late[] samples) {
        static final Run EMPTY = new Run(new long[0], new long[0], new Late[0]);

        Run with(Late sample, long seq) {
            int n = times.length;
            int at = TimeRange.firstAtOrAfter(times, 0, n, sample.time);
            long[] t = Arrays.copyOf(times, n + 1);
            long[] q = Arrays.copyOf(seqs, n + 1);
            Late[] s = Arrays.copyOf(samples, n + 1);
            System.arraycopy(times, at, t, at + 1, n - at);
            System.arraycopy(seqs, at, q, at + 1, n - at);
            System.arraycopy(samples, at, s, at + 1, n - at);
            t[at] = sample.time;
            q[at] = seq;
            s[at] = sample;
            return new Run(t, q, s);
        }

        /** The run without samples of a range, both ends included, that came up to a batch. */
        Run without(long min, long max, long upToSeq) {
            int n = 0;
            long[] t = new long[times.length];
            long[] q = new long[times.length];
            Late[] s = new Late[times.length];
            for (int i = 0; i < times.length; i++) {
                if (times[i] < min || times[i] > max || seqs[i] > upToSeq) {
                    t[n] = times[i];
                    q[n] = seqs[i];
                    s[n++] = samples[i];
                }
            }
            return n == times.length
                    ? this
                    : new Run(Arrays.copyOf(t, n), Arrays.copyOf(q, n), Arrays.copyOf(s, n));
        }
    }

    private final ConcurrentHashMap<Integer, Run[]> bySeries = new ConcurrentHashMap<>();
    private final AtomicLong size = new AtomicLong();

    /** The sample of a series at a time, null when none came late. */
    @Nullable Late get(int id, long time) {
        Run[] runs = bySeries.get(id);
        if (runs != null) {
            for (Run run : runs) {
                int at = TimeRange.firstAtOrAfter(run.times, 0, run.times.length, time);
                if (at < run.times.length && run.times[at] == time) {
                    return run.samples[at];
                }
            }
        }
        return null;
    }

    /** Adds a sample at a time that the series has none at. */
    void add(int id, Late sample, long seq) {
        Run[] runs = bySeries.getOrDefault(id, new Run[0]);
        int last = runs.length - 1;
        boolean full = last < 0 || runs[last].times.length >= RUN;
        Run[] more = Arrays.copyOf(runs, full ? runs.length + 1 : runs.length);
        more[more.length - 1] = (full ? Run.EMPTY : runs[last]).with(sample, seq);
        bySeries.put(id, more);
        size.incrementAndGet();
    }

    /** Whether there are samples in a range that a reader sees. */
    boolean has(int id, long min, long max, long upToSeq) {
        for (Run run : bySeries.getOrDefault(id, new Run[0])) {
            for (int i = 0; i < run.times.length; i++) {
                if (run.times[i] >= min && run.times[i] <= max && run.seqs[i] <= upToSeq) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean hasHistograms(int id) {
        for (Run run : bySeries.getOrDefault(id, new Run[0])) {
            for (Late sample : run.samples) {
                if (sample.histogram != null) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Adds the late samples of a range to what is there of the series, which is in order. */
    void merge(int id, long min, long max, long upToSeq, SampleColumn into) {
        List<Late> found = new ArrayList<>();
        for (Run run : bySeries.getOrDefault(id, new Run[0])) {
            for (int i = 0; i < run.times.length; i++) {
                if (run.times[i] >= min && run.times[i] <= max && run.seqs[i] <= upToSeq) {
                    found.add(run.samples[i]);
                }
            }
        }
        if (found.isEmpty()) {
            return;
        }
        found.sort(Comparator.comparingLong(Late::time));
        SampleColumn more = new SampleColumn(found.size());
        for (Late sample : found) {
            Histogram histogram = sample.histogram;
            if (histogram == null) {
                more.add(sample.time, sample.value);
            } else {
                more.add(sample.time, histogram);
            }
        }
        MergedSamples.append(more, into, new SampleColumn(into.size + more.size));
    }

    /**
     * Drops samples of a range, the end excluded.
     *
     * @param upToSeq those of later batches stay
     * @param emptied told of each series that has none left
     */
    void drop(long from, long end, long upToSeq, IntConsumer emptied) {
        for (int id : bySeries.keySet()) {
            if (drop(id, from, end - 1, upToSeq)) {
                emptied.accept(id);
            }
        }
    }

    /** Drops samples of a range, both ends included; true when the series has none left. */
    boolean delete(int id, long min, long max) {
        return drop(id, min, max, Long.MAX_VALUE);
    }

    private boolean drop(int id, long min, long max, long upToSeq) {
        Run[] runs = bySeries.getOrDefault(id, new Run[0]);
        Run[] left = new Run[runs.length];
        int n = 0;
        for (Run run : runs) {
            Run rest = run.without(min, max, upToSeq);
            size.addAndGet(rest.times.length - run.times.length);
            if (rest.times.length > 0) {
                left[n++] = rest;
            }
        }
        if (n == 0) {
            bySeries.remove(id);
            return true;
        }
        bySeries.put(id, Arrays.copyOf(left, n));
        return false;
    }

    /** Time of the oldest sample, {@link Long#MAX_VALUE} when there is none. */
    long minTime() {
        long min = Long.MAX_VALUE;
        for (Run[] runs : bySeries.values()) {
            for (Run run : runs) {
                min = Math.min(min, run.times[0]);
            }
        }
        return min;
    }

    /** Beginnings of the aligned ranges that end before a time and have samples, ascending. */
    SortedSet<Long> ranges(long rangeMillis, long before) {
        SortedSet<Long> found = new TreeSet<>();
        for (Run[] runs : bySeries.values()) {
            for (Run run : runs) {
                for (long time : run.times) {
                    long begin = Math.floorDiv(time, rangeMillis) * rangeMillis;
                    if (begin + rangeMillis <= before) {
                        found.add(begin);
                    }
                }
            }
        }
        return found;
    }

    /** How many samples there are. */
    long size() {
        return size.get();
    }

    /** Receives samples. */
    interface Visitor {
        void late(int id, Late sample);
    }

    /** Hands out all samples that a reader sees. */
    void forEach(long upToSeq, Visitor visitor) {
        bySeries.forEach((id, runs) -> {
            for (Run run : runs) {
                for (int i = 0; i < run.times.length; i++) {
                    if (run.seqs[i] <= upToSeq) {
                        visitor.late(id, run.samples[i]);
                    }
                }
            }
        });
    }

    boolean isEmpty() {
        return bySeries.isEmpty();
    }
}
