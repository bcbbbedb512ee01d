package io.gnomon.platform.core.remote.internal.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.core.promformat.remote.TextKey;
import io.gnomon.platform.core.promformat.remote.WriteRequestReader;
import io.gnomon.platform.core.promformat.remote.WriteRequestWriter;

import org.junit.jupiter.api.Test;

import java.util.List;

class KnownSeriesTest {
    private final TextKey key = new TextKey(TextKey.Secret.random());

    private void key(int i) throws Exception {
        WriteRequestWriter writer = new WriteRequestWriter(false);
        writer.add(Labels.of("i", i + ""), new SampleColumn(), List.of(), null);
        WriteRequestReader reader = new WriteRequestReader(false);
        reader.reset(writer.toBytes(), writer.size());
        assertTrue(reader.next());
        reader.series().labelsKey(key);
    }

    @Test
    void whatWasPutIsFoundUntilTheEpochEnds() throws Exception {
        KnownSeries known = new KnownSeries();
        known.enter(7);
        for (int i = 0; i < 100_000; i++) {
            key(i);
            assertEquals(KnownSeries.UNKNOWN, known.find(key));
            known.put(key, i);
        }
        known.enter(7);
        for (int i = 0; i < 100_000; i++) {
            key(i);
            assertEquals(i, known.find(key));
        }
        known.enter(8);
        key(5);
        assertEquals(KnownSeries.UNKNOWN, known.find(key));
    }

    /** What is asked for again and again stays when millions of others come and go. */
    @Test
    void whatIsUsedStaysAndTheRestIsForgotten() throws Exception {
        KnownSeries known = new KnownSeries();
        known.enter(1);
        key(-1);
        long[] often = {key.high(), key.low()};
        known.put(key, 42);
        int lost = 0;
        for (int i = 0; i < 4_000_000; i++) {
            if (i % 10_000 == 0) {
                key(-1);
                assertEquals(often[0], key.high());
                assertEquals(42, known.find(key));
            }
            key.begin(i);
            known.put(key, i);
        }
        for (int i = 0; i < 4_000_000; i += 1000) {
            key.begin(i);
            long found = known.find(key);
            assertTrue(found == i || found == KnownSeries.UNKNOWN);
            lost += found == i ? 0 : 1;
        }
        assertTrue(lost > 1000, "forgotten " + lost + " of 4000");
    }
}
