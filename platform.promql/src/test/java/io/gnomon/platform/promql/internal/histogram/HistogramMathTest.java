package io.gnomon.platform.promql.internal.histogram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.sample.BucketBounds;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;

import org.junit.jupiter.api.Test;

class HistogramMathTest {
    private static Histogram exponential(
            int schema, double zeroWidth, int offset, double... counts) {
        double count = 0;
        for (double c : counts) {
            count += c;
        }
        return new Histogram(
                false,
                ResetHint.UNKNOWN,
                schema,
                zeroWidth,
                0,
                count,
                count,
                new int[] {offset, counts.length},
                counts,
                new int[0],
                new double[0],
                new double[0],
                0);
    }

    private static Histogram custom(double[] bounds, double... counts) {
        Histogram h = exponential(0, 0, 0, counts);
        return new Histogram(
                false,
                ResetHint.UNKNOWN,
                Histogram.CUSTOM_BUCKETS_SCHEMA,
                0,
                0,
                h.count(),
                h.sum(),
                h.positiveSpans(),
                h.positiveBuckets(),
                new int[0],
                new double[0],
                bounds,
                0);
    }

    @Test
    void sumsInTheCoarserSchema() throws Exception {
        Histogram sum =
                HistogramMath.add(exponential(1, 0, 1, 1, 2, 3, 4), exponential(0, 0, 1, 10, 20))
                        .histogram();
        assertEquals(0, sum.schema());
        // Two buckets of schema 1 fit into one of schema 0.
        assertArrayEquals(new double[] {13, 27}, sum.positiveBuckets());
        assertEquals(40, sum.count());
    }

    @Test
    void widensTheZeroBucketToTheWiderOne() throws Exception {
        Histogram narrow = exponential(0, 0.001, 0, 5, 6);
        Histogram wide = exponential(0, 1, 1, 7);
        Histogram sum = HistogramMath.add(narrow, wide).histogram();
        assertEquals(1, sum.zeroThreshold());
        assertEquals(5, sum.zeroCount());
        assertArrayEquals(new double[] {13}, HistogramMath.compact(sum).positiveBuckets());
    }

    @Test
    void keepsCustomBoundsThatBothHave() throws Exception {
        HistogramMath.Sum sum =
                HistogramMath.add(
                        custom(new double[] {1, 2, 4}, 1, 1, 1, 1),
                        custom(new double[] {1, 3, 4}, 1, 1, 1, 1));
        assertTrue(sum.boundsReconciled());
        assertArrayEquals(new double[] {1, 4}, sum.histogram().customBounds());
        assertArrayEquals(new double[] {2, 4, 2}, sum.histogram().positiveBuckets());
    }

    @Test
    void exponentialAndCustomDoNotMix() {
        assertThrows(
                IncompatibleHistograms.class,
                () -> HistogramMath.add(exponential(0, 0, 0, 1), custom(new double[] {1}, 1)));
    }

    @Test
    void seesAResetInOneBucket() {
        assertFalse(HistogramMath.isReset(exponential(0, 0, 0, 2, 3), exponential(0, 0, 0, 1, 3)));
        assertTrue(HistogramMath.isReset(exponential(0, 0, 0, 9, 2), exponential(0, 0, 0, 1, 3)));
        assertTrue(HistogramMath.isReset(exponential(1, 0, 0, 9, 9), exponential(0, 0, 0, 1, 3)));
    }

    @Test
    void estimatesQuantilesOnTheScaleOfTheBuckets() {
        Histogram h = exponential(0, 0, 1, 4);
        assertEquals(Math.sqrt(2), NativeEstimates.quantile(0.5, h).value(), 1e-12);
        assertEquals(0.5, NativeEstimates.fraction(1, Math.sqrt(2), h).value(), 1e-12);
        Histogram linear = custom(new double[] {1, 3}, 0, 4);
        assertEquals(2, NativeEstimates.quantile(0.5, linear).value(), 1e-12);
    }

    @Test
    void bordersOfBucketsArePowersOfTwo() {
        assertEquals(1, BucketBounds.exponential(3, 0));
        assertEquals(2, BucketBounds.exponential(3, 8));
        assertEquals(16, BucketBounds.exponential(-2, 1));
        assertEquals(Math.sqrt(2), BucketBounds.exponential(1, 1), 1e-15);
    }
}
