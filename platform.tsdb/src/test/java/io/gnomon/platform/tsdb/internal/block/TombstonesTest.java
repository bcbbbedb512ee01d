package io.gnomon.platform.tsdb.internal.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;

import org.junit.jupiter.api.Test;

class TombstonesTest {

    private static Histogram histogram(long time) {
        return new Histogram(
                true,
                Histogram.ResetHint.UNKNOWN,
                0,
                0.001,
                0,
                1,
                time,
                new int[] {0, 1},
                new double[] {1},
                new int[0],
                new double[0],
                new double[0],
                0);
    }

    /** A reader appends what the next part has behind what the tombstones left. */
    @Test
    void aFloatBehindDeletedHistogramsIsAFloat() {
        SampleColumn samples = new SampleColumn(8);
        for (long time = 1; time <= 4; time++) {
            samples.add(time, histogram(time));
        }
        Tombstones deleted = Tombstones.NONE.plus(new int[] {7}, 1, 2, 3);
        deleted.apply(7, samples);
        assertEquals(2, samples.size);
        assertEquals(4, samples.times[1]);
        assertNotNull(samples.histogram(1));
        samples.add(9, 1.5);
        assertEquals(null, samples.histogram(2));
        assertEquals(1.5, samples.values[2]);
    }
}
