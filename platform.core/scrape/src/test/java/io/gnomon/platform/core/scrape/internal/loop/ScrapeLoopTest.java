package io.gnomon.platform.core.scrape.internal.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.scrape.internal.Configs;
import io.gnomon.platform.core.scrape.internal.append.Answer;
import io.gnomon.platform.core.scrape.internal.append.AppendCounters;
import io.gnomon.platform.core.scrape.internal.append.SampleLabels;
import io.gnomon.platform.core.scrape.internal.append.StoreGate;
import io.gnomon.platform.core.scrape.internal.append.Stored;
import io.gnomon.platform.core.scrape.internal.append.TargetAppender;
import io.gnomon.platform.core.scrape.internal.append.TargetMetadata;
import io.gnomon.platform.core.scrape.internal.target.ScrapeTarget;
import io.gnomon.platform.memory.MemoryStorage;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

class ScrapeLoopTest {
    private final MemoryStorage storage = new MemoryStorage();

    /** Fails once as only a mistake of ours would. */
    private static final class Mistaken implements Fetch {
        final CountDownLatch asked = new CountDownLatch(3);

        @Override
        public Answer fetch(Duration timeout) {
            asked.countDown();
            if (asked.getCount() == 2) {
                throw new IllegalStateException("a mistake");
            }
            byte[] body = "a 1\n".getBytes(StandardCharsets.UTF_8);
            return new Answer.Text(body, body.length, false);
        }

        @Override
        public void release(Answer answer) {}

        @Override
        public void close() {}
    }

    @Test
    void anUnexpectedExceptionCostsOneScrapeAndNotTheTarget() throws Exception {
        StoreGate gate = new StoreGate(() -> 0);
        gate.set(storage);
        var config = Configs.job("j").build();
        TargetAppender appender =
                new TargetAppender(
                        "group",
                        100,
                        config,
                        new SampleLabels(Labels.of("job", "j"), config),
                        gate,
                        new AppendCounters(),
                        new TargetMetadata(new HashMap<>()));
        Mistaken fetch = new Mistaken();
        ScrapeTarget target =
                new ScrapeTarget(
                        Labels.EMPTY, Labels.EMPTY, "http", "h", "", "http://h", Map.of(), 20, 20);
        try (var pool = Executors.newSingleThreadScheduledExecutor()) {
            ScrapeLoop.Tools tools =
                    new ScrapeLoop.Tools(
                            InstantSource.system(),
                            System::nanoTime,
                            pool,
                            pool,
                            new LoopMetrics());
            ScrapeLoop loop =
                    new ScrapeLoop(target, new Slots(20, 0), fetch, appender, tools, null);
            loop.start();
            assertTrue(fetch.asked.await(30, TimeUnit.SECONDS));
            loop.abandon();
        }
        assertEquals(1, Stored.series(storage, "a").size());
    }
}
