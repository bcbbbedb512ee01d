package io.gnomon.platform.tsdb.internal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;

import org.junit.jupiter.api.Test;

class HistogramTextTest {
    private static String text(Histogram h) {
        StringBuilder out = new StringBuilder();
        HistogramText.append(out, h);
        return out.toString();
    }

    @Test
    void exponential() {
        Histogram h =
                new Histogram(
                        true,
                        ResetHint.UNKNOWN,
                        1,
                        0.001,
                        2,
                        12,
                        18.4,
                        new int[] {0, 2, 1, 2},
                        new double[] {1, 0, 3, 1},
                        new int[] {1, 1},
                        new double[] {4},
                        new double[0],
                        0);
        assertEquals(
                "{count:12, sum:18.4, [-1.414213562373095,-1):4, [-0.001,0.001]:2,"
                        + " (0.7071067811865475,1]:1, (2,2.82842712474619]:3,"
                        + " (2.82842712474619,4]:1}",
                text(h));
    }

    @Test
    void custom() {
        Histogram h =
                new Histogram(
                        true,
                        ResetHint.UNKNOWN,
                        Histogram.CUSTOM_BUCKETS_SCHEMA,
                        0,
                        0,
                        6,
                        1e6,
                        new int[] {0, 3},
                        new double[] {1, 2, 3},
                        new int[0],
                        new double[0],
                        new double[] {0.5, 10},
                        0);
        assertEquals("{count:6, sum:1e+06, [-Inf,0.5]:1, (0.5,10]:2, (10,+Inf]:3}", text(h));
    }
}
