package io.gnomon.platform.promql.internal.histogram;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** Buckets of one side of a histogram: ascending indexes and the count of each. */
final class Sparse {
    static final Sparse EMPTY = new Sparse(new int[0], new double[0]);

    final int[] indexes;
    final double[] counts;

    private Sparse(int[] indexes, double[] counts) {
        this.indexes = indexes;
        this.counts = counts;
    }

    static Sparse of(int[] spans, double[] buckets) {
        int[] indexes = new int[buckets.length];
        int index = 0;
        int bucket = 0;
        for (int span = 0; span + 1 < spans.length; span += 2) {
            index += spans[span];
            for (int i = 0; i < spans[span + 1] && bucket < buckets.length; i++) {
                indexes[bucket++] = index++;
            }
        }
        return new Sparse(indexes, buckets);
    }

    int size() {
        return indexes.length;
    }

    /** Spans that hold exactly these buckets. */
    int[] spans() {
        int[] spans = new int[2 * indexes.length];
        int n = 0;
        int next = 0;
        for (int i = 0; i < indexes.length; i++) {
            if (n > 0 && indexes[i] == next) {
                spans[n - 1]++;
            } else {
                spans[n++] = indexes[i] - next;
                spans[n++] = 1;
            }
            next = indexes[i] + 1;
        }
        return Arrays.copyOf(spans, n);
    }

    /** This and the other combined bucket by bucket; a missing one counts 0. */
    Sparse combine(Sparse other, DoubleBinaryOperator operator) {
        int[] newIndexes = new int[indexes.length + other.indexes.length];
        double[] newCounts = new double[newIndexes.length];
        int n = 0;
        int i = 0;
        int j = 0;
        while (i < indexes.length || j < other.indexes.length) {
            boolean mine =
                    j == other.indexes.length
                            || (i < indexes.length && indexes[i] <= other.indexes[j]);
            boolean theirs =
                    i == indexes.length
                            || (j < other.indexes.length && other.indexes[j] <= indexes[i]);
            newIndexes[n] = mine ? indexes[i] : other.indexes[j];
            newCounts[n++] =
                    operator.applyAsDouble(mine ? counts[i] : 0, theirs ? other.counts[j] : 0);
            i += mine ? 1 : 0;
            j += theirs ? 1 : 0;
        }
        return new Sparse(Arrays.copyOf(newIndexes, n), Arrays.copyOf(newCounts, n));
    }

    /** Moves every bucket to another index; the mapping never falls. */
    Sparse map(IntUnaryOperator mapping) {
        int[] newIndexes = new int[indexes.length];
        double[] newCounts = new double[indexes.length];
        int n = 0;
        for (int i = 0; i < indexes.length; i++) {
            int index = mapping.applyAsInt(indexes[i]);
            if (n > 0 && newIndexes[n - 1] == index) {
                newCounts[n - 1] += counts[i];
            } else {
                newIndexes[n] = index;
                newCounts[n++] = counts[i];
            }
        }
        return new Sparse(Arrays.copyOf(newIndexes, n), Arrays.copyOf(newCounts, n));
    }

    /** The buckets at whose positions the predicate holds. */
    Sparse keep(IntPredicate position) {
        int[] newIndexes = new int[indexes.length];
        double[] newCounts = new double[indexes.length];
        int n = 0;
        for (int i = 0; i < indexes.length; i++) {
            if (position.test(i)) {
                newIndexes[n] = indexes[i];
                newCounts[n++] = counts[i];
            }
        }
        return new Sparse(Arrays.copyOf(newIndexes, n), Arrays.copyOf(newCounts, n));
    }

    Sparse withoutEmpty() {
        return keep(i -> counts[i] != 0);
    }

    /** Whether a bucket of the one before has more than this one. */
    boolean fellSince(Sparse before) {
        int i = 0;
        for (int j = 0; j < before.indexes.length; j++) {
            while (i < indexes.length && indexes[i] < before.indexes[j]) {
                i++;
            }
            boolean found = i < indexes.length && indexes[i] == before.indexes[j];
            if (before.counts[j] > (found ? counts[i] : 0)) {
                return true;
            }
        }
        return false;
    }
}
