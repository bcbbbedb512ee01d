package io.gnomon.platform.core.remote.internal.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.labels.Regex;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.platform.core.config.GoogleIamConfig;
import io.gnomon.platform.core.config.RelabelAction;
import io.gnomon.platform.core.config.RelabelConfig;
import io.gnomon.platform.core.config.RemoteWriteConfig;
import io.gnomon.platform.core.config.RemoteWriteConfig.MetadataConfig;
import io.gnomon.platform.core.config.RemoteWriteConfig.QueueConfig;
import io.gnomon.platform.core.config.ValidationScheme;
import io.gnomon.platform.core.promformat.remote.WriteRequestReader;
import io.gnomon.platform.core.remote.Reply;
import io.gnomon.platform.core.remote.internal.intake.Body;
import io.gnomon.platform.core.remote.internal.intake.BodyMemory;
import io.gnomon.platform.core.remote.internal.intake.Snappy;
import io.gnomon.platform.core.remote.internal.send.Watermark.Mark;
import io.gnomon.platform.memory.MemoryStorage;
import io.gnomon.spi.common.HttpCaller;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Secret;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What one store commits arrives in another, whatever happens on the way. */
@Timeout(60)
class SenderTest {
    private static final String V1 = "prometheus.WriteRequest";
    private static final String V2 = "io.prometheus.write.v2.Request";
    private static final long START = System.currentTimeMillis();
    private static final int SERIES = 20;

    @TempDir private Path folder;

    private final MemoryStorage ours = new MemoryStorage();
    private final MemoryStorage theirs = new MemoryStorage();
    private final FakeReceiver receiver = new FakeReceiver(theirs);
    private long now = START;

    private static RemoteWriteConfig config(
            String message, QueueConfig queue, RelabelConfig... rules) {
        return config(message, queue, null, rules);
    }

    private static RemoteWriteConfig config(
            String message,
            QueueConfig queue,
            @Nullable GoogleIamConfig google,
            RelabelConfig... rules) {
        return new RemoteWriteConfig(
                URI.create("http://me:pass@receiver/api/v1/write"),
                "",
                Duration.ofSeconds(30),
                Map.of("X-Scope", new Secret("team")),
                List.of(rules),
                message,
                true,
                true,
                false,
                null,
                HttpSettings.PLAIN,
                queue,
                new MetadataConfig(true, Duration.ofMillis(20), 2),
                null,
                null,
                google);
    }

    private static QueueConfig queue(int capacity, int shards, int perSend) {
        return new QueueConfig(
                capacity,
                shards,
                shards,
                perSend,
                Duration.ofMillis(10),
                Duration.ofMillis(1),
                Duration.ofMillis(5),
                false,
                Duration.ZERO);
    }

    private Sender sender(RemoteWriteConfig config) throws Exception {
        return new Sender(
                config,
                "test",
                Labels.of("region", "eu", "job", "other"),
                ValidationScheme.UTF8,
                receiver,
                () -> ours,
                folder.resolve("test.position"),
                Duration.ofSeconds(10),
                InstantSource.system());
    }

    /** As many scrapes of all series. */
    private void scrape(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            now += 1000;
            try (AppendBatch batch = ours.batch("scrape", now)) {
                for (int n = 0; n < SERIES; n++) {
                    long series = batch.series(Labels.of("__name__", "m", "job", "j", "n", "" + n));
                    batch.append(series, n * 1e6 + now);
                }
                batch.commit(Durability.VISIBLE);
            }
        }
    }

    /** Every sample of a store as text. */
    private static Map<String, String> all(MemoryStorage store) throws Exception {
        Map<String, String> samples = new TreeMap<>();
        try (Snapshot snapshot = store.open(0, Long.MAX_VALUE)) {
            Selection found =
                    snapshot.select(
                            List.of(new Matcher(Matcher.Type.NOT_EQUAL, "__name__", "")),
                            SelectHints.between(0, Long.MAX_VALUE));
            SampleColumn column = new SampleColumn();
            try (SampleReader reader = found.reader()) {
                for (int i = 0; i < found.size(); i++) {
                    reader.read(i, column);
                    StringBuilder text = new StringBuilder();
                    for (int row = 0; row < column.size; row++) {
                        Histogram histogram = column.histogram(row);
                        text.append(column.times[row]).append(' ');
                        text.append(histogram == null ? "" + column.values[row] : histogram);
                        text.append(';');
                    }
                    samples.put(found.labels(i).without(List.of("region")).toString(), "" + text);
                }
            }
        }
        return samples;
    }

    private static void await(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, what);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private void awaitAll() throws Exception {
        long wanted = ours.stats().samplesAppended();
        await(
                () -> theirs.stats().samplesAppended() >= wanted,
                "samples arrive: " + wanted + " of which " + theirs.stats().samplesAppended());
        assertEquals(all(ours), all(theirs));
    }

    private boolean started() {
        return Files.exists(folder.resolve("test.position"))
                && folder.resolve("test.position").toFile().length() > 0;
    }

    @ParameterizedTest
    @ValueSource(strings = {V1, V2})
    void everythingArrivesWithLabelsExemplarsAndMetadata(String message) throws Exception {
        Histogram histogram =
                new Histogram(
                        true,
                        Histogram.ResetHint.NO_RESET,
                        0,
                        0.001,
                        1,
                        4,
                        5.5,
                        new int[] {0, 2},
                        new double[] {1, 2},
                        new int[0],
                        new double[0],
                        new double[0],
                        0);
        RelabelConfig drop =
                new RelabelConfig(
                        List.of("__name__"),
                        ";",
                        Regex.compile("secret.*"),
                        0,
                        "",
                        "$1",
                        RelabelAction.DROP);
        try (Sender sender = sender(config(message, queue(1000, 3, 7), drop))) {
            await(this::started, "started");
            scrape(10);
            Labels h = Labels.of("__name__", "h_seconds", "job", "j");
            try (AppendBatch batch = ours.batch("other", now)) {
                batch.metadata("h_seconds", new MetricMetadata(MetricType.HISTOGRAM, "Help", ""));
                batch.metadata("m", new MetricMetadata(MetricType.GAUGE, "M", "bytes"));
                batch.append(batch.series(h), now, histogram);
                batch.exemplar(batch.series(h), new Exemplar(Labels.of("trace_id", "a"), 2, now));
                batch.commit(Durability.VISIBLE);
            }
            awaitAll();
            await(
                    () -> {
                        try (Snapshot s = theirs.open(0, Long.MAX_VALUE)) {
                            return s.metadata("").containsKey("h_seconds");
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    "metadata");
            try (Snapshot snapshot = theirs.open(0, Long.MAX_VALUE)) {
                assertEquals(
                        MetricType.HISTOGRAM,
                        Objects.requireNonNull(snapshot.metadata("").get("h_seconds")).type());
                assertEquals(1, snapshot.exemplars(List.of(Matcher.equal("job", "j"))).size());
                assertEquals(List.of("eu"), snapshot.labelValues("region", List.of(), 0));
                assertEquals(
                        List.of("j"),
                        snapshot.labelValues("job", List.of(), 0),
                        "external labels do not replace");
            }
            try (AppendBatch batch = ours.batch("secrets", now)) {
                batch.append(batch.series(Labels.of("__name__", "secret_1")), 1);
                batch.commit(Durability.VISIBLE);
            }
            await(() -> sender.metrics().droppedSeries.samples.sum() == 1, "dropped");
            assertEquals(201, sender.metrics().in.samples.sum());
            assertEquals(200, sender.metrics().sent.samples.sum());
            assertEquals(1, sender.metrics().sent.histograms.sum());
            assertEquals(1, sender.metrics().sent.exemplars.sum());
            assertEquals(0, sender.metrics().failed.samples.sum());
            assertEquals(now, sender.metrics().highestSent.get());
            HttpCaller.Request request = receiver.requests.getFirst();
            assertEquals(
                    message.equals(V1) ? "0.1.0" : "2.0.0",
                    request.headers().get("X-Prometheus-Remote-Write-Version"));
            assertEquals("snappy", request.headers().get("Content-Encoding"));
            assertEquals("team", request.headers().get("X-Scope"));
            assertEquals("Basic bWU6cGFzcw==", request.headers().get("Authorization"));
            assertEquals("http://receiver/api/v1/write", request.uri().toString());
        }
    }

    @Test
    void whatAReceiverCannotTakeNowIsTriedAgain() throws Exception {
        AtomicBoolean down = new AtomicBoolean(true);
        AtomicInteger attempts = new AtomicInteger();
        receiver.instead =
                request -> {
                    String attempt = request.headers().get("Retry-Attempt");
                    attempts.accumulateAndGet(
                            attempt == null ? 0 : Integer.parseInt(attempt), Math::max);
                    return down.get() ? Reply.of(503, "later") : null;
                };
        try (Sender sender = sender(config(V1, queue(40, 2, 10)))) {
            await(this::started, "started");
            scrape(30);
            await(() -> attempts.get() > 3, "attempts");
            assertTrue(sender.pending() <= 2 * (40 + 10), "bounded: " + sender.pending());
            assertTrue(sender.metrics().retried.samples.sum() > 0);
            assertEquals(0, theirs.stats().samplesAppended());
            down.set(false);
            awaitAll();
            assertEquals(0, receiver.refused.get(), "nothing came twice or out of order");
            assertEquals(0, sender.metrics().failed.samples.sum());
        }
    }

    @Test
    void sendingGoesOnAfterARestart() throws Exception {
        scrape(3);
        try (Sender sender = sender(config(V1, queue(1000, 2, 10)))) {
            await(this::started, "started");
            assertEquals(0, sender.pending(), "what was there before the first start is not sent");
            scrape(5);
            await(() -> theirs.stats().samplesAppended() == 5 * SERIES, "samples");
        }
        scrape(7);
        try (Sender sender = sender(config(V1, queue(1000, 1, 25)))) {
            scrape(4);
            await(() -> theirs.stats().samplesAppended() == 16 * SERIES, "samples");
            assertEquals(0, receiver.refused.get(), "nothing came twice");
            assertEquals(0, sender.metrics().failed.samples.sum());
        }
    }

    /** The receiver was down when the server ended; nothing of what waited is lost. */
    @Test
    void whatWaitedIsSentAfterARestart() throws Exception {
        receiver.instead = request -> Reply.of(500, "down");
        try (Sender sender = sender(config(V2, queue(20, 2, 10)))) {
            await(this::started, "started");
            scrape(20);
            await(() -> sender.metrics().retried.samples.sum() > 0, "attempts");
        }
        receiver.instead = request -> null;
        try (Sender sender = sender(config(V2, queue(20, 2, 10)))) {
            awaitAll();
            assertEquals(0, sender.metrics().failed.samples.sum());
        }
    }

    /**
     * After kill -9 the position may be older than what arrived. A Prometheus refuses a message of
     * 1.0 whole when one of its samples is old.
     */
    @Test
    void repetitionsDoNotTakeOthersAlong() throws Exception {
        Path file = folder.resolve("test.position");
        byte[] old;
        try (Sender sender = sender(config(V1, queue(1000, 2, 10)))) {
            await(this::started, "started");
            old = Files.readAllBytes(file);
            scrape(5);
            awaitAll();
            assertEquals(100, sender.metrics().sent.samples.sum());
        }
        Files.write(file, old);
        scrape(5);
        Map<Labels, Long> newest = new HashMap<>();
        receiver.instead = request -> wholeOrNothing(request, newest);
        try (Sender sender = sender(config(V1, queue(1000, 1, 33)))) {
            awaitAll();
            assertTrue(receiver.refused.get() > 0, "messages were refused");
            assertEquals(0, sender.metrics().failed.samples.sum(), "repetitions do not count");
        }
    }

    private @Nullable Reply wholeOrNothing(HttpCaller.Request request, Map<Labels, Long> newest) {
        try {
            BodyMemory memory = new BodyMemory(64 << 20);
            Snappy snappy = new Snappy();
            int length =
                    snappy.unpack(
                            new Body(request.body(), request.body().length),
                            1 << 20,
                            memory.share());
            WriteRequestReader reader = new WriteRequestReader(false);
            reader.reset(snappy.bytes(), length);
            Map<Labels, Long> after = new HashMap<>();
            while (reader.next()) {
                Labels labels = reader.series().labels();
                SampleColumn samples = reader.series().samples();
                if (samples.size == 0) {
                    continue;
                }
                long before = newest.getOrDefault(labels, newestOf(labels));
                if (samples.times[0] < before) {
                    return Reply.of(400, "out of order sample");
                }
                after.put(labels, samples.times[samples.size - 1]);
            }
            newest.putAll(after);
            return null;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private long newestOf(Labels labels) throws Exception {
        try (Snapshot snapshot = theirs.open(0, Long.MAX_VALUE)) {
            Selection found =
                    snapshot.select(
                            List.of(
                                    Matcher.equal("n", labels.get("n")),
                                    Matcher.equal("__name__", labels.metricName())),
                            SelectHints.between(0, Long.MAX_VALUE));
            SampleColumn column = new SampleColumn();
            try (SampleReader reader = found.reader()) {
                if (found.size() > 0) {
                    reader.read(0, column);
                }
            }
            return column.size == 0 ? 0 : column.times[column.size - 1];
        }
    }

    @Test
    void whatTheFeedNoLongerHasIsReadByTime() throws Exception {
        try (Sender sender = sender(config(V1, queue(1000, 1, 50)))) {
            await(this::started, "started");
            scrape(3);
            awaitAll();
            assertEquals(0, sender.metrics().failed.samples.sum());
        }
        try (PositionFile file = new PositionFile(folder.resolve("test.position"))) {
            assertTrue(Objects.requireNonNull(file.last()).timeMillis() >= now);
            file.write(new Mark(1_000_000, now));
        }
        scrape(40);
        try (Sender sender = sender(config(V1, queue(1000, 1, 50)))) {
            awaitAll();
            scrape(2);
            awaitAll();
            assertEquals(0, sender.metrics().failed.samples.sum());
        }
    }

    @ParameterizedTest
    @CsvSource({"400, false", "404, false", "429, false", "429, true", "500, true"})
    void refusalsAreCountedAndNotTriedAgain(int status, boolean again) throws Exception {
        AtomicInteger answers = new AtomicInteger(3);
        receiver.instead =
                request -> answers.decrementAndGet() >= 0 ? Reply.of(status, "no") : null;
        QueueConfig usual = queue(1000, 1, 100);
        QueueConfig queue =
                new QueueConfig(
                        usual.capacity(),
                        1,
                        1,
                        usual.maxSamplesPerSend(),
                        usual.batchSendDeadline(),
                        usual.minBackoff(),
                        usual.maxBackoff(),
                        again,
                        Duration.ZERO);
        RemoteWriteConfig config = config(V2, queue);
        try (Sender sender = sender(config)) {
            await(this::started, "started");
            scrape(1);
            if (again) {
                awaitAll();
                assertEquals(0, sender.metrics().failed.samples.sum());
                assertEquals(60, sender.metrics().retried.samples.sum());
            } else {
                await(() -> sender.metrics().failed.samples.sum() == SERIES, "failed");
                assertEquals(1, receiver.requestCount());
                assertEquals(0, sender.metrics().retried.samples.sum());
            }
        }
    }

    @Test
    void aReceiverThatDoesNotKnowVersion2IsFound() throws Exception {
        receiver.instead = request -> Reply.of(200, "");
        try (Sender sender = sender(config(V2, queue(1000, 1, 100)))) {
            await(this::started, "started");
            scrape(1);
            await(() -> sender.metrics().failed.samples.sum() == SERIES, "failed");
        }
    }

    @Test
    void requestsAreSignedAsTheSectionSays() throws Exception {
        GoogleIamConfig google = new GoogleIamConfig("keys.json");
        try (Sender sender = sender(config(V1, queue(1000, 1, 100), google))) {
            assertEquals(google.signing(), receiver.signing);
            await(this::started, "started");
            scrape(1);
            awaitAll();
            assertEquals(0, sender.metrics().failed.samples.sum());
        }
    }

    @Test
    void oldSamplesAreNotSent() throws Exception {
        QueueConfig queue =
                new QueueConfig(
                        1000,
                        1,
                        1,
                        100,
                        Duration.ofMillis(10),
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        false,
                        Duration.ofHours(1));
        now = START - Duration.ofHours(2).toMillis();
        try (Sender sender = sender(config(V1, queue))) {
            await(this::started, "started");
            scrape(1);
            await(() -> sender.metrics().tooOld.samples.sum() == SERIES, "dropped");
            now = START;
            scrape(1);
            await(() -> theirs.stats().samplesAppended() == SERIES, "the new ones arrive");
            assertFalse(all(theirs).isEmpty());
        }
    }
}
