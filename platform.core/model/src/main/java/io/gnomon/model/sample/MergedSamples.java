package io.gnomon.model.sample;

import io.gnomon.model.sample.Histogram.ResetHint;

import org.jspecify.annotations.Nullable;

/**
 * Joins samples of one series that come from two places. Of two at the same time that of the first
 * place counts, as it does for samples that are appended.
 *
 * <p>A histogram's reset hint speaks of the sample before it. It stays when that sample comes
 * before it in the result, too, or when one place begins where the other has ended; where the other
 * place has the same histogram, its hint may be the one that stays. Otherwise it becomes UNKNOWN,
 * but for gauges.
 */
public final class MergedSamples {
    private MergedSamples() {}

    /**
     * Adds samples of a second place.
     *
     * @param scratch overwritten
     */
    public static void append(SampleColumn second, SampleColumn into, SampleColumn scratch) {
        if (second.size == 0) {
            return;
        }
        if (into.size == 0 || into.times[into.size - 1] < second.times[0]) {
            addAll(second, 0, second.size, into);
            return;
        }
        merge(into, second, scratch);
        into.clear();
        addAll(scratch, 0, scratch.size, into);
    }

    private static void merge(SampleColumn first, SampleColumn second, SampleColumn into) {
        into.clear();
        int a = 0;
        int b = 0;
        while (a < first.size || b < second.size) {
            boolean inFirst =
                    b == second.size || (a < first.size && first.times[a] <= second.times[b]);
            boolean inSecond =
                    a == first.size || (b < second.size && second.times[b] <= first.times[a]);
            SampleColumn from = inFirst ? first : second;
            int row = inFirst ? a : b;
            Histogram histogram = from.histogram(row);
            if (histogram != null) {
                boolean trusted =
                        follows(from, row, into, inFirst ? b : a, inFirst ? second : first);
                if (!trusted) {
                    Histogram other =
                            inFirst && inSecond && follows(second, b, into, a, first)
                                    ? second.histogram(b)
                                    : null;
                    histogram = hinted(histogram, other);
                }
            }
            add(from, row, histogram, into);
            a += inFirst ? 1 : 0;
            b += inSecond ? 1 : 0;
        }
    }

    /** Whether the sample that was added last is the one before a row in its own place. */
    private static boolean follows(
            SampleColumn from, int row, SampleColumn added, int otherRow, SampleColumn other) {
        if (row > 0) {
            return from.times[row - 1] == added.times[added.size - 1];
        }
        return added.size == 0 || otherRow == other.size;
    }

    /** A histogram with the hint of the same one of another place, or without. */
    private static Histogram hinted(Histogram histogram, @Nullable Histogram other) {
        if (histogram.resetHint() == ResetHint.GAUGE) {
            return histogram;
        }
        Histogram plain = histogram.withHint(ResetHint.UNKNOWN);
        return other != null && other.withHint(ResetHint.UNKNOWN).equals(plain) ? other : plain;
    }

    private static void add(
            SampleColumn from, int row, @Nullable Histogram histogram, SampleColumn into) {
        if (histogram == null) {
            into.add(from.times[row], from.values[row]);
        } else {
            into.add(from.times[row], histogram);
        }
        long[] startTimes = from.startTimes;
        if (startTimes != null && startTimes[row] != 0) {
            long[] rows = into.startTimes;
            if (rows == null) {
                rows = new long[into.times.length];
                into.startTimes = rows;
            }
            rows[into.size - 1] = startTimes[row];
        }
    }

    /** Adds rows as they are. */
    public static void addAll(SampleColumn from, int first, int end, SampleColumn into) {
        if (from.histograms != null
                || into.histograms != null
                || from.startTimes != null
                || into.startTimes != null) {
            for (int i = first; i < end; i++) {
                add(from, i, from.histogram(i), into);
            }
            return;
        }
        int n = end - first;
        into.ensureCapacity(into.size + n);
        System.arraycopy(from.times, first, into.times, into.size, n);
        System.arraycopy(from.values, first, into.values, into.size, n);
        into.size += n;
    }
}
