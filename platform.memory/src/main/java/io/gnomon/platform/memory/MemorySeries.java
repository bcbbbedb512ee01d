package io.gnomon.platform.memory;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.storage.AppendBatch.Outcome;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** One series with all its committed rows in order of time. Guarded by the store's lock. */
final class MemorySeries {
    /** A sample. {@code commit} is the number of the commit that made it visible. */
    record Row(
            long timeMillis,
            double value,
            @Nullable Histogram histogram,
            long startTimeMillis,
            long commit) {
        boolean sameValue(Row other) {
            return histogram == null
                    ? other.histogram == null
                            && Double.doubleToRawLongBits(value)
                                    == Double.doubleToRawLongBits(other.value)
                    : histogram.equals(other.histogram);
        }

        Row inCommit(long number) {
            return new Row(timeMillis, value, histogram, startTimeMillis, number);
        }
    }

    /** An exemplar with the number of its commit. */
    record Mark(Exemplar exemplar, long commit) {}

    /** Index in the store's list. */
    final int number;

    final Labels labels;
    final List<Row> rows = new ArrayList<>();
    final List<Mark> marks = new ArrayList<>();

    MemorySeries(int number, Labels labels) {
        this.number = number;
        this.labels = labels;
    }

    /** What becomes of a row that comes after {@code last}. */
    static Outcome judge(@Nullable Row last, Row row) {
        if (last == null || row.timeMillis > last.timeMillis) {
            return Outcome.STORED;
        }
        if (row.timeMillis < last.timeMillis) {
            return Outcome.OUT_OF_ORDER;
        }
        return row.sameValue(last) ? Outcome.DUPLICATE : Outcome.CONFLICT;
    }

    @Nullable Row last() {
        return rows.isEmpty() ? null : rows.getLast();
    }

    /** Rows of commits up to {@code commit} with times between the two, both included. */
    List<Row> between(long minTimeMillis, long maxTimeMillis, long commit) {
        int from = firstAtOrAfter(minTimeMillis);
        int to = maxTimeMillis == Long.MAX_VALUE ? rows.size() : firstAtOrAfter(maxTimeMillis + 1);
        while (to > from && rows.get(to - 1).commit > commit) {
            to--;
        }
        return rows.subList(from, Math.max(from, to));
    }

    private int firstAtOrAfter(long timeMillis) {
        int low = 0;
        int high = rows.size();
        while (low < high) {
            int mid = (low + high) >>> 1;
            if (rows.get(mid).timeMillis < timeMillis) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        return low;
    }
}
