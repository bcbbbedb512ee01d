package io.gnomon.platform.core.remote.internal.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.remote.internal.send.Watermark.Mark;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

class WatermarkTest {
    private static final SentSeries SERIES = new SentSeries.Plain(Labels.of("__name__", "a"));

    private static Rows rows(long... batches) {
        Rows rows = new Rows(1);
        for (long batch : batches) {
            rows.add(SERIES, 0, 0, null);
            rows.batches[rows.size - 1] = batch;
        }
        return rows;
    }

    @Test
    void itStaysBehindTheFirstBatchThatIsNotThere() {
        Watermark watermark = new Watermark(new Mark(1, 1));
        long first = watermark.add(2, new Mark(2, 20));
        long second = watermark.add(1, new Mark(3, 30));
        assertEquals(new Mark(1, 1), watermark.mark());
        watermark.done(rows(second, first));
        assertEquals(new Mark(1, 1), watermark.mark(), "one row is missing");
        watermark.done(rows(first));
        assertEquals(new Mark(3, 30), watermark.mark());
        watermark.add(0, new Mark(4, 30));
        assertEquals(new Mark(4, 30), watermark.mark(), "an empty batch is there at once");
        assertTrue(watermark.isEmpty());
    }

    /** Any order of arrival, many batches at once. */
    @Test
    void anyOrder() {
        Random random = new Random(7);
        Watermark watermark = new Watermark(new Mark(0, 0));
        List<Long> underway = new ArrayList<>();
        for (int batch = 0; batch < 1000; batch++) {
            int n = 1 + random.nextInt(4);
            long number = watermark.add(n, new Mark(batch + 1, batch));
            underway.addAll(Collections.nCopies(n, number));
        }
        Collections.shuffle(underway, random);
        while (!underway.isEmpty()) {
            long lowest = Collections.min(underway);
            assertEquals(lowest, watermark.mark().position());
            assertFalse(watermark.isEmpty());
            watermark.done(rows(underway.removeLast()));
        }
        assertEquals(1000, watermark.mark().position());
    }
}
