package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.text.Utf8Order;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Brings many series into the order of their labels without making their labels: pairs of name and
 * value are sorted, then label sets are compared as sequences of ranks.
 */
final class SeriesOrder {
    /** Ranks of the pairs of series i, from {@code from[i]} to {@code from[i + 1]}. */
    private final int[] from;

    private int[] ranks;

    private SeriesOrder(SeriesDictionary dictionary, int[] ids) {
        from = new int[ids.length + 1];
        ranks = new int[8 * ids.length + 8];
        int size = 0;
        for (int i = 0; i < ids.length; i++) {
            int[] own = dictionary.pairs(ids[i]);
            if (own == null) {
                throw new IllegalStateException("a series was removed while it was read");
            }
            if (size + own.length > ranks.length) {
                ranks = Arrays.copyOf(ranks, 2 * (size + own.length));
            }
            System.arraycopy(own, 0, ranks, size, own.length);
            size += own.length;
            from[i + 1] = size;
        }
        int[] rankOf = rankPairs(dictionary, size);
        for (int i = 0; i < size; i++) {
            ranks[i] = rankOf[ranks[i]];
        }
    }

    /** Rank of each pair that occurs. */
    private int[] rankPairs(SeriesDictionary dictionary, int size) {
        BitSet occurring = new BitSet();
        for (int i = 0; i < size; i++) {
            occurring.set(ranks[i]);
        }
        int[] pairs = occurring.stream().toArray();
        sort(pairs, (a, b) -> compare(dictionary, a, b));
        int[] rankOf = new int[occurring.length()];
        for (int i = 0; i < pairs.length; i++) {
            rankOf[pairs[i]] = i;
        }
        return rankOf;
    }

    private static int compare(SeriesDictionary dictionary, int a, int b) {
        int byName = Utf8Order.compareText(dictionary.pairName(a), dictionary.pairName(b));
        return byName != 0
                ? byName
                : Utf8Order.compareText(dictionary.pairValue(a), dictionary.pairValue(b));
    }

    /** Sorts ids of series by their labels. */
    static void sort(SeriesDictionary dictionary, int[] ids) {
        SeriesOrder order = new SeriesOrder(dictionary, ids);
        int[] places = new int[ids.length];
        Arrays.setAll(places, i -> i);
        sort(places, order::compare);
        int[] sorted = new int[ids.length];
        Arrays.setAll(sorted, i -> ids[places[i]]);
        System.arraycopy(sorted, 0, ids, 0, ids.length);
    }

    private int compare(int a, int b) {
        return Arrays.compare(ranks, from[a], from[a + 1], ranks, from[b], from[b + 1]);
    }

    /** An order of numbers. */
    private interface Order {
        int compare(int a, int b);
    }

    /** Merge sort from runs of one upwards. */
    private static void sort(int[] numbers, Order order) {
        int[] from = numbers.clone();
        int[] to = new int[numbers.length];
        for (int width = 1; width < numbers.length; width *= 2) {
            for (int start = 0; start < numbers.length; start += 2 * width) {
                int middle = Math.min(start + width, numbers.length);
                merge(from, start, middle, Math.min(middle + width, numbers.length), to, order);
            }
            int[] other = from;
            from = to;
            to = other;
        }
        System.arraycopy(from, 0, numbers, 0, numbers.length);
    }

    private static void merge(int[] from, int start, int middle, int end, int[] to, Order order) {
        int a = start;
        int b = middle;
        for (int i = start; i < end; i++) {
            boolean first = b == end || (a < middle && order.compare(from[a], from[b]) <= 0);
            to[i] = from[first ? a++ : b++];
        }
    }
}
