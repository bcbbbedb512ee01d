package io.gnomon.platform.core.scrape.internal.append;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.scrape.internal.Configs;
import io.gnomon.platform.memory.MemoryStorage;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.concurrent.atomic.AtomicLong;

class StoreGateTest {
    private final AtomicLong now = new AtomicLong();
    private final StoreGate gate = new StoreGate(now::get);
    private final TargetAppender appender = appender();

    private TargetAppender appender() {
        return new TargetAppender(
                "group",
                5_000,
                Configs.job("j").build(),
                new SampleLabels(Labels.of("job", "j"), Configs.job("j").build()),
                gate,
                new AppendCounters(),
                new TargetMetadata(new HashMap<>()));
    }

    private void scrape(int second, String text) {
        now.set(second * 1000L);
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        assertEquals(
                "",
                appender.write(
                        new Answer.Text(body, body.length, false), null, now.get(), () -> 0));
    }

    @Test
    void holdsScrapesUntilTheStoreIsThere() throws Exception {
        scrape(10, "a 1\nb 1 9000\n");
        scrape(20, "a 2\n");
        assertTrue(gate.heldBytes() > 0);
        MemoryStorage storage = new MemoryStorage();
        gate.set(storage);
        assertEquals(0, gate.heldBytes());
        scrape(30, "a 3\n");
        assertEquals("1.0@10.0 2.0@20.0 3.0@30.0", Stored.of(storage, "a"));
        assertEquals("1.0@9.0", Stored.of(storage, "b"));
        assertEquals("1.0@10.0 1.0@20.0 1.0@30.0", Stored.of(storage, "up"));
        assertEquals(0, gate.droppedBatches());
    }

    @Test
    void aReplacedStoreGetsSeriesOfItsOwn() throws Exception {
        MemoryStorage first = new MemoryStorage();
        gate.set(first);
        scrape(10, "a 1\nb 1\n");
        gate.set(null);
        scrape(20, "a 2\n");
        MemoryStorage second = new MemoryStorage();
        gate.set(second);
        scrape(30, "a 3\n");
        assertEquals("1.0@10.0", Stored.of(first, "a"));
        assertEquals("2.0@20.0 3.0@30.0", Stored.of(second, "a"));
        assertEquals("stale@20.0", Stored.of(second, "b"), "its end was held too");
    }

    @Test
    void givesUpTheOldestAfterHalfAMinute() throws Exception {
        scrape(10, "a 1\n");
        scrape(20, "a 2\n");
        scrape(45, "a 3\n");
        assertEquals(1, gate.droppedBatches());
        MemoryStorage storage = new MemoryStorage();
        gate.set(storage);
        assertEquals("2.0@20.0 3.0@45.0", Stored.of(storage, "a"));
    }
}
