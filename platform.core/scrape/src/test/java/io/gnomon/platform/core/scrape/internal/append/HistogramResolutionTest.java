package io.gnomon.platform.core.scrape.internal.append;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.model.sample.Histogram;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;

class HistogramResolutionTest {
    private static Histogram histogram(int schema, int positive, int negative) {
        return new Histogram(
                true,
                Histogram.ResetHint.UNKNOWN,
                schema,
                0,
                0,
                positive + negative,
                1,
                new int[] {1, positive},
                ones(positive),
                new int[] {1, negative},
                ones(negative),
                new double[0],
                0);
    }

    private static double[] ones(int size) {
        double[] ones = new double[size];
        Arrays.fill(ones, 1);
        return ones;
    }

    /** The factors are those of prometheus/prometheus, scrape/scrape_test.go, TestPickSchema. */
    @ParameterizedTest
    @CsvSource({
        "65536, -4", "256, -3", "16, -2", "4, -1", "2, 0", "1.4, 1", "1.1, 2", "1.09, 3",
        "1.04, 4", "1.02, 5", "1.01, 6", "1.005, 7", "1.002, 8", "1, 8", "0, 8", "-1, 8",
        "1e300, -4"
    })
    void theSchemaOfAFactor(double factor, int schema) {
        assertEquals(schema, HistogramResolution.schemaOf(factor));
    }

    @Test
    void isLoweredUntilTheBucketsFit() throws ScrapeFailure {
        HistogramResolution resolution = new HistogramResolution(5, 8);
        Histogram small = histogram(3, 3, 2);
        assertSame(small, resolution.of(small));
        Histogram lowered = resolution.of(histogram(3, 16, 4));
        assertEquals(1, lowered.schema(), "20 buckets, 10, 5");
        assertEquals(20, lowered.count());
        assertEquals(4, lowered.positiveBuckets()[0]);
    }

    @Test
    void fineOnesAreLoweredFirst() throws ScrapeFailure {
        assertEquals(2, new HistogramResolution(0, 2).of(histogram(5, 16, 4)).schema());
        assertEquals(1, new HistogramResolution(0, 2).of(histogram(1, 16, 4)).schema());
        assertEquals(0, new HistogramResolution(6, 2).of(histogram(5, 80, 80)).schema());
    }

    @Test
    void whatCannotBeLoweredFails() {
        Histogram coarsest = histogram(-4, 3, 3);
        Histogram custom = histogram(Histogram.CUSTOM_BUCKETS_SCHEMA, 6, 0);
        for (Histogram histogram : List.of(coarsest, custom)) {
            ScrapeFailure failure =
                    assertThrows(
                            ScrapeFailure.class, () -> new HistogramResolution(5, 8).of(histogram));
            assertEquals("histogram bucket limit exceeded", failure.sentence());
            assertEquals(ScrapeFailure.Kind.BUCKET_LIMIT, failure.kind());
        }
    }
}
