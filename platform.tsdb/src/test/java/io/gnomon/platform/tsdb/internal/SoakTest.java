package io.gnomon.platform.tsdb.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@link Soak} for some seconds; {@code -Dlong}: half an hour. */
class SoakTest {
    @TempDir private Path data;

    @Test
    void nothingIsHeldForEverAndNoScrapeIsMissed() throws Exception {
        boolean isLong = System.getProperty("long") != null;
        long seed = Long.getLong("gnomon.seed", System.nanoTime());
        System.out.println("SoakTest: -Dgnomon.seed=" + seed);
        Soak.Result result =
                new Soak(data, isLong ? 50 : 4, isLong ? 200 : 50, seed)
                        .run(Duration.ofSeconds(isLong ? 1800 : 3), 9);
        assertEquals("", result.failure());
        assertTrue(result.queries() > 0 && result.samplesRead() > 0, "readers ran");
        List<Soak.Held> held = result.held();
        Soak.Held last = held.getLast();
        assertTrue(last.blocks() > 0, "blocks were cut");
        // Files and mappings follow the blocks that there are, not those that there were.
        assertTrue(last.files() < 200 + 20L * last.blocks(), last::toString);
        assertTrue(last.mappings() < 60 + 40L * last.blocks(), last::toString);
        if (isLong) {
            Soak.Held settled = held.get(held.size() / 2);
            assertTrue(
                    last.heapBytes() < settled.heapBytes() * 1.25 + (16 << 20),
                    () -> settled + " became " + last);
            assertTrue(
                    last.residentBytes() < settled.residentBytes() * 1.25 + (64 << 20),
                    () -> settled + " became " + last);
            assertTrue(
                    last.diskBytes() < settled.diskBytes() * 1.5,
                    () -> settled + " became " + last);
        }
    }
}
