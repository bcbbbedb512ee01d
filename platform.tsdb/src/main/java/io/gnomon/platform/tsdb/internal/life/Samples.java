package io.gnomon.platform.tsdb.internal.life;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.tsdb.internal.block.MergeFeed;

/** Joins the samples that two parts of the store have of one series. */
final class Samples {
    private Samples() {}

    /**
     * Adds samples of a newer part. Usually they follow those that are there; where the parts
     * overlap they are merged by time, and at the same time the newer part counts.
     *
     * @param scratch overwritten
     */
    static void append(SampleColumn more, SampleColumn into, SampleColumn scratch) {
        if (more.size == 0) {
            return;
        }
        if (into.size == 0 || into.times[into.size - 1] < more.times[0]) {
            addAll(more, 0, more.size, into);
            return;
        }
        scratch.clear();
        int a = 0;
        int b = 0;
        boolean fromMore = false;
        while (a < into.size || b < more.size) {
            boolean takeMore = a == into.size || (b < more.size && more.times[b] <= into.times[a]);
            if (takeMore && a < into.size && more.times[b] == into.times[a]) {
                a++;
            }
            add(
                    takeMore ? more : into,
                    takeMore ? b++ : a++,
                    scratch.size > 0 && takeMore != fromMore,
                    scratch);
            fromMore = takeMore;
        }
        into.clear();
        addAll(scratch, 0, scratch.size, into);
    }

    /** A histogram behind one that it did not follow when it was written has no hint to trust. */
    private static void add(SampleColumn from, int row, boolean afterOther, SampleColumn into) {
        Histogram histogram = from.histogram(row);
        if (histogram == null) {
            into.add(from.times[row], from.values[row]);
        } else if (afterOther && histogram.resetHint() != ResetHint.GAUGE) {
            into.add(from.times[row], MergeFeed.withoutHint(histogram));
        } else {
            into.add(from.times[row], histogram);
        }
    }

    /** Adds rows. */
    static void addAll(SampleColumn from, int first, int end, SampleColumn into) {
        if (from.histograms != null || into.histograms != null) {
            for (int i = first; i < end; i++) {
                add(from, i, false, into);
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
