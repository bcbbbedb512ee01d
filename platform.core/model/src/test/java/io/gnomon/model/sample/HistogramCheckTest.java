package io.gnomon.model.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class HistogramCheckTest {
    private boolean integer = true;
    private int schema = 2;
    private double zeroThreshold = 0.001;
    private double zeroCount = 1;
    private double count = 6;
    private double sum = 3;
    private int[] spans = {-3, 1, 2, 1};
    private double[] buckets = {2, 3};
    private int[] negativeSpans = {};
    private double[] negativeBuckets = {};
    private double[] bounds = {};

    private String problem() {
        return HistogramCheck.problem(histogram());
    }

    private Histogram histogram() {
        return new Histogram(
                integer,
                Histogram.ResetHint.UNKNOWN,
                schema,
                zeroThreshold,
                zeroCount,
                count,
                sum,
                spans,
                buckets,
                negativeSpans,
                negativeBuckets,
                bounds,
                0);
    }

    @Test
    void schemasOfTheFutureAreMadeCoarser() {
        for (int future : new int[] {9, 39, 52}) {
            schema = future;
            Histogram stored = HistogramCheck.storable(histogram());
            assertEquals(8, stored.schema());
            assertEquals("", HistogramCheck.problem(stored));
        }
        assertArrayEquals(new int[] {0, 1}, HistogramCheck.storable(histogram()).positiveSpans());
        for (int other : new int[] {8, -4, 53, Histogram.CUSTOM_BUCKETS_SCHEMA}) {
            schema = other;
            assertEquals(other, HistogramCheck.storable(histogram()).schema());
        }
    }

    @Test
    void exponentialBucketsHaveASchemaAndNoBounds() {
        assertEquals("", problem());
        schema = 9;
        assertEquals("a histogram has the schema 9, not one from -4 to 8 or -53", problem());
        schema = -5;
        assertEquals("a histogram has the schema -5, not one from -4 to 8 or -53", problem());
        schema = 8;
        bounds = new double[] {1};
        assertEquals("a histogram with exponential buckets has custom bounds", problem());
    }

    @Test
    void spansHaveAPlaceForEachBucket() {
        String wrong = "the spans of a histogram do not fit its buckets";
        spans = new int[] {0, 1, 2, 2};
        assertEquals(wrong, problem());
        spans = new int[] {0, 1, -1, 1};
        assertEquals(wrong, problem());
        spans = new int[] {0, 3, 2, -1};
        assertEquals(wrong, problem());
        spans = new int[] {0, 2};
        negativeSpans = new int[] {0, 1};
        assertEquals(wrong, problem());
    }

    @Test
    void nothingIsObservedLessThanNever() {
        String wrong = "a bucket of a histogram has less than no observation";
        buckets = new double[] {-1, 6};
        assertEquals(wrong, problem());
        integer = false;
        assertEquals(wrong, problem());
        buckets = new double[] {2, 3};
        zeroCount = -1;
        assertEquals(wrong, problem());
        zeroCount = 1;
        count = -6;
        assertEquals(wrong, problem());
    }

    @Test
    void theCountIsThatOfTheBuckets() {
        count = 7;
        assertEquals("a histogram counts 7 observations and its buckets 6", problem());
        sum = Double.NaN;
        assertEquals("", problem(), "one observation was not a number");
        count = 5;
        assertEquals("a histogram counts 5 observations and its buckets 6", problem());
        integer = false;
        assertEquals("", problem(), "floats are not compared");
    }

    @Test
    void customBoundsAscend() {
        schema = Histogram.CUSTOM_BUCKETS_SCHEMA;
        zeroThreshold = 0;
        zeroCount = 0;
        count = 5;
        spans = new int[] {1, 2};
        bounds = new double[] {-1, 2};
        assertEquals("", problem());
        bounds = new double[] {-1};
        assertEquals("a histogram has more buckets than its custom bounds make", problem());
        for (double[] wrong :
                new double[][] {{2, 1}, {1, 1}, {1, Double.POSITIVE_INFINITY}, {Double.NaN, 1}}) {
            bounds = wrong;
            assertEquals("the bounds of a histogram are not finite and ascending", problem());
        }
        bounds = new double[] {1, 2};
        zeroThreshold = 0.1;
        assertEquals(
                "a histogram with custom bounds has a zero bucket or negative ones", problem());
    }
}
