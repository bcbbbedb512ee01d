package io.gnomon.model.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

class HistogramTest {
    private static Histogram histogram(int schema, int[] spans, double... buckets) {
        return new Histogram(
                true,
                Histogram.ResetHint.NO_RESET,
                schema,
                0.001,
                2,
                50,
                7.5,
                spans,
                buckets,
                new int[] {1, 2},
                new double[] {5, 6},
                new double[0],
                1_000);
    }

    @Test
    void aCoarserSchemaMergesNeighboursAndKeepsTheRest() {
        // Buckets 0 to 3, 6 to 8, 11 and 12; 2n-1 and 2n become n: 0, 1, 2, 3, 4 and 6.
        Histogram fine = histogram(2, new int[] {0, 4, 2, 3, 2, 2}, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        Histogram coarse = fine.inSchema(1);
        assertEquals(1, coarse.schema());
        assertArrayEquals(new int[] {0, 5, 1, 1}, coarse.positiveSpans());
        assertArrayEquals(new double[] {1, 5, 4, 5, 13, 17}, coarse.positiveBuckets());
        assertArrayEquals(new int[] {1, 1}, coarse.negativeSpans());
        assertArrayEquals(new double[] {11}, coarse.negativeBuckets());
        assertEquals(fine.count(), coarse.count());
        assertEquals(fine.sum(), coarse.sum());
        assertEquals(fine.zeroCount(), coarse.zeroCount());
        assertEquals(fine.resetHint(), coarse.resetHint());
        assertEquals(fine.startTimeMillis(), coarse.startTimeMillis());
    }

    @Test
    void observationsStayBelowTheBoundsThatBothSchemasHave() {
        Random random = new Random(1);
        for (int round = 0; round < 200; round++) {
            int from = random.nextInt(13) - 4;
            int to = -4 + random.nextInt(from + 5);
            Histogram fine = random(random, from);
            Histogram coarse = fine.inSchema(to);
            SortedMap<Double, Double> below = cumulative(fine);
            cumulative(coarse)
                    .forEach((bound, count) ->
                            assertEquals(
                                    below.headMap(Math.nextUp(bound)).isEmpty()
                                            ? 0
                                            : below.headMap(Math.nextUp(bound))
                                                    .lastEntry()
                                                    .getValue(),
                                    count));
        }
    }

    private static Histogram random(Random random, int schema) {
        int spans = random.nextInt(4);
        int[] layout = new int[2 * spans];
        int buckets = 0;
        for (int i = 0; i < spans; i++) {
            layout[2 * i] = i == 0 ? random.nextInt(20) - 10 : random.nextInt(5);
            layout[2 * i + 1] = random.nextInt(6);
            buckets += layout[2 * i + 1];
        }
        return histogram(schema, layout, random.ints(buckets, 0, 100).asDoubleStream().toArray());
    }

    /** Observations of the positive side up to the end of each bucket. */
    private static SortedMap<Double, Double> cumulative(Histogram h) {
        SortedMap<Double, Double> below = new TreeMap<>();
        double sum = 0;
        int index = 0;
        int bucket = 0;
        for (int span = 0; span < h.positiveSpans().length; span += 2) {
            index += h.positiveSpans()[span];
            for (int i = 0; i < h.positiveSpans()[span + 1]; i++) {
                sum += h.positiveBuckets()[bucket++];
                below.put(BucketBounds.upper(h, index++), sum);
            }
        }
        return below;
    }

    @Test
    void whatIsCoarseEnoughOrCustomStays() {
        Histogram h = histogram(1, new int[] {0, 1}, 1);
        assertSame(h, h.inSchema(1));
        assertSame(h, h.inSchema(8));
        Histogram custom = histogram(Histogram.CUSTOM_BUCKETS_SCHEMA, new int[] {0, 1}, 1);
        assertSame(custom, custom.inSchema(-4));
    }
}
