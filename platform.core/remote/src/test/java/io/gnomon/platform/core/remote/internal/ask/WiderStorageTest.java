package io.gnomon.platform.core.remote.internal.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.core.config.RemoteReadConfig;
import io.gnomon.platform.core.promformat.remote.ReadRequest;
import io.gnomon.platform.core.promformat.remote.ReadRequest.ResponseType;
import io.gnomon.platform.core.remote.internal.intake.BodyMemory;
import io.gnomon.platform.memory.MemoryStorage;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** A store and another server read as one. */
@Timeout(60)
class WiderStorageTest {
    private static final long HOUR = 3_600_000;
    private static final List<Matcher> M = List.of(Matcher.equal("__name__", "m"));

    private final MemoryStorage ours = new MemoryStorage();
    private final FakePeer peer = new FakePeer();
    private final BodyMemory memory = new BodyMemory(8 << 20);
    private final AtomicBoolean ended = new AtomicBoolean();
    private Labels external = Labels.EMPTY;

    static RemoteReadConfig config(
            boolean readRecent, boolean filter, Map<String, String> required) {
        return new RemoteReadConfig(
                URI.create("http://me:pass@peer/read"),
                "",
                Duration.ofSeconds(30),
                1 << 20,
                Map.of("X-Scope", new Secret("team")),
                readRecent,
                required,
                filter,
                HttpSettings.PLAIN);
    }

    private static final RemoteReadConfig ALWAYS = config(true, true, Map.of());

    private Storage wide(RemoteReadConfig... configs) {
        List<ReadSource> sources = new ArrayList<>();
        for (RemoteReadConfig config : configs) {
            sources.add(new ReadSource(config, "peer", external, peer));
        }
        return new WiderStorage(ours, sources, memory, ended::get);
    }

    private static void write(MemoryStorage to, Labels labels, double... timesAndValues)
            throws Exception {
        try (AppendBatch batch = to.batch("g", 0)) {
            long series = batch.series(labels);
            for (int i = 0; i < timesAndValues.length; i += 2) {
                batch.append(series, (long) timesAndValues[i], timesAndValues[i + 1]);
            }
            batch.commit(Durability.VISIBLE);
        }
    }

    private static Labels m(String... more) {
        Labels labels = Labels.of(more);
        return labels.with("__name__", "m");
    }

    /** Series and samples of a selection, a line each. */
    private static List<String> rows(Selection selection) throws StorageException {
        List<String> rows = new ArrayList<>();
        SampleColumn column = new SampleColumn();
        try (SampleReader reader = selection.reader()) {
            for (int i = 0; i < selection.size(); i++) {
                reader.read(i, column);
                StringBuilder row = new StringBuilder(selection.labels(i).toString());
                row.append(' ').append(selection.kind(i));
                for (int k = 0; k < column.size; k++) {
                    Histogram h = column.histogram(k);
                    row.append(' ').append(column.times[k]).append(':');
                    row.append(h == null ? column.values[k] + "" : "count " + h.count());
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    private static List<String> rows(Storage from, List<Matcher> matchers, long min, long max)
            throws StorageException {
        try (Snapshot snapshot = from.open(min, max)) {
            Selection selection = snapshot.select(matchers, SelectHints.between(min, max));
            assertEquals(List.of(), selection.warnings());
            assertFalse(selection.partial());
            return rows(selection);
        }
    }

    @ParameterizedTest
    @EnumSource(ResponseType.class)
    void seriesOfBothAreOne(ResponseType form) throws Exception {
        peer.only = form;
        write(ours, m("i", "a"), 30, 3, 40, 4);
        write(ours, m("i", "own"), 40, 1);
        write(peer.store, m("i", "a"), 5, 0.5, 10, 1, 20, 2, 30, 333, 50, 5);
        write(peer.store, m("i", "theirs"), 20, 7);
        assertEquals(
                List.of(
                        m("i", "a") + " FLOAT 10:1.0 20:2.0 30:3.0 40:4.0",
                        m("i", "own") + " FLOAT 40:1.0",
                        m("i", "theirs") + " FLOAT 20:7.0"),
                rows(wide(ALWAYS), M, 10, 45));
        assertEquals(0, memory.takenBytes());
        Map<String, String> sent = peer.headers.getFirst();
        assertEquals("team", sent.get("X-Scope"));
        assertEquals("Basic bWU6cGFzcw==", sent.get("Authorization"));
        assertEquals("0.1.0", sent.get("X-Prometheus-Remote-Read-Version"));
    }

    private static Histogram histogram(double count) {
        return new Histogram(
                true,
                Histogram.ResetHint.UNKNOWN,
                1,
                0.5,
                1,
                count,
                5.5,
                new int[] {0, 1},
                new double[] {count - 1},
                new int[0],
                new double[0],
                new double[0],
                0);
    }

    /** Long series come in several frames; floats and histograms are apart in one message. */
    @ParameterizedTest
    @EnumSource(ResponseType.class)
    void longSeriesAndHistograms(ResponseType form) throws Exception {
        peer.only = form;
        StringBuilder expected = new StringBuilder();
        try (AppendBatch batch = peer.store.batch("g", 0)) {
            long series = batch.series(m());
            for (int i = 1; i <= 1000; i++) {
                if (i % 10 == 0) {
                    batch.append(series, i, histogram(i));
                    expected.append(' ').append(i).append(":count ").append((double) i);
                } else {
                    batch.append(series, i, i / 3.0);
                    expected.append(' ').append(i).append(':').append(i / 3.0);
                }
            }
            batch.commit(Durability.VISIBLE);
        }
        assertEquals(List.of(m() + " MIXED" + expected), rows(wide(ALWAYS), M, 0, 2000));
    }

    @Test
    void externalLabelsAreAskedForAndTakenOff() throws Exception {
        external = Labels.of("region", "eu", "site", "x");
        peer.external = external;
        write(ours, m("i", "a"), 20, 2);
        write(peer.store, m("i", "a"), 10, 1);
        assertEquals(List.of(m("i", "a") + " FLOAT 10:1.0 20:2.0"), rows(wide(ALWAYS), M, 0, 50));
        assertEquals(List.of("__name__=\"m\"", "region=\"eu\"", "site=\"x\""), peer.matchers(0));
        // Who names one of them means that.
        List<Matcher> named = List.of(M.getFirst(), Matcher.equal("site", "x"));
        assertEquals(
                List.of(m("i", "a", "site", "x") + " FLOAT 10:1.0"),
                rows(wide(ALWAYS), named, 0, 50));
        assertEquals(List.of("__name__=\"m\"", "region=\"eu\"", "site=\"x\""), peer.matchers(1));
        assertEquals(
                List.of(
                        m("i", "a") + " FLOAT 20:2.0",
                        m("i", "a", "region", "eu", "site", "x") + " FLOAT 10:1.0"),
                rows(wide(config(true, false, Map.of())), M, 0, 50));
        assertEquals(List.of("__name__=\"m\""), peer.matchers(2));
    }

    @Test
    void onlySelectorsWithAllRequiredMatchersAsk() throws Exception {
        write(peer.store, m("job", "j", "env", "e"), 10, 1);
        Storage wide = wide(config(true, true, Map.of("job", "j", "env", "e")));
        assertEquals(List.of(), rows(wide, M, 0, 50));
        assertEquals(List.of(), rows(wide, List.of(Matcher.equal("job", "j")), 0, 50));
        assertEquals(
                List.of(),
                rows(
                        wide,
                        List.of(
                                Matcher.equal("job", "j"),
                                new Matcher(Matcher.Type.REGEX, "env", "e")),
                        0,
                        50));
        assertEquals(0, peer.asked.size());
        assertEquals(
                1,
                rows(wide, List.of(Matcher.equal("env", "e"), Matcher.equal("job", "j")), 0, 50)
                        .size());
    }

    @Test
    void whatTheStoreHasWholeIsNotAskedFor() throws Exception {
        long oldest = 100 * HOUR;
        Storage wide = wide(config(false, true, Map.of()));
        assertEquals(List.of(), rows(wide, M, 0, 1));
        assertEquals(1, peer.asked.size(), "an empty store has nothing whole");
        write(ours, m(), (double) oldest, 1, (double) (oldest + 10 * HOUR), 2);
        write(peer.store, m(), (double) (oldest - HOUR), 0, (double) (oldest + 5 * HOUR), 9);
        assertEquals(1, rows(wide, M, oldest + 4 * HOUR + 1, oldest + 11 * HOUR).size());
        assertEquals(1, peer.asked.size());
        assertEquals(
                List.of(
                        m()
                                + " FLOAT "
                                + (oldest - HOUR)
                                + ":0.0 "
                                + oldest
                                + ":1.0 "
                                + (oldest + 10 * HOUR)
                                + ":2.0"),
                rows(wide, M, 0, oldest + 11 * HOUR));
        ReadRequest.Query query = peer.asked.get(1).queries().getFirst();
        assertEquals(0, query.minTimeMillis());
        assertEquals(oldest + 4 * HOUR, query.maxTimeMillis());
    }

    @Test
    void aServerThatFailsIsAWarning() throws Exception {
        write(ours, m(), 10, 1);
        peer.instead = FakePeer.text(500, "out of luck\n");
        String sentence =
                "remote_read: remote server http://me:xxxxx@peer/read returned http status 500"
                        + " Internal Server Error: out of luck";
        Storage wide = wide(ALWAYS);
        try (Snapshot snapshot = wide.open(0, 50)) {
            for (int i = 0; i < 2; i++) {
                Selection selection = snapshot.select(M, SelectHints.between(0, 50));
                assertEquals(List.of(sentence), selection.warnings());
                assertTrue(selection.partial());
                assertEquals(List.of(m() + " FLOAT 10:1.0"), rows(selection));
            }
            assertEquals(List.of("__name__"), snapshot.labelNames(M, 0));
            assertEquals(List.of(sentence), snapshot.warnings());
        }
        assertEquals(1, peer.asked.size(), "asked once a snapshot");
        peer.instead = null;
        assertEquals(1, rows(wide, M, 0, 50).size());
        assertEquals(2, peer.asked.size());
    }

    @Test
    void answersThatAreNone() throws Exception {
        assertWarns("unsupported content type: text/plain", FakePeer.text(200, "hello"));
        assertWarns(
                "error sending request: connection refused",
                request -> {
                    throw new IOException("connection refused");
                });
        assertWarns(
                "error reading response: snappy: corrupt input",
                request -> FakePeer.response(200, "application/x-protobuf", new byte[] {9, 9, 9}));
        String stream = "application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse";
        assertWarns(
                "error sending request: the stream ends inside a frame",
                request -> FakePeer.response(200, stream, new byte[] {9, 1, 2}));
        assertWarns(
                "error reading response: a frame has checksum 00000000, its bytes give",
                request -> FakePeer.response(200, stream, new byte[] {1, 0, 0, 0, 0, 5}));
        assertWarns(
                "error reading response: a frame is longer than the 1048576 bytes that are",
                request ->
                        FakePeer.response(
                                200, stream, new byte[] {-1, -1, -1, 127, 0, 0, 0, 0, 5}));
    }

    private void assertWarns(String words, FakePeer.Instead instead) throws Exception {
        peer.instead = instead;
        try (Snapshot snapshot = wide(ALWAYS).open(0, 50)) {
            Selection selection = snapshot.select(M, SelectHints.between(0, 50));
            assertEquals(1, selection.warnings().size());
            String warning = selection.warnings().getFirst();
            assertTrue(warning.startsWith("remote_read: " + words), warning);
        }
    }

    @Test
    void anAnswerThatDoesNotFitIntoMemory() throws Exception {
        double[] rows = new double[200_000];
        for (int i = 0; i < rows.length; i += 2) {
            rows[i] = i;
            rows[i + 1] = i * 1.1;
        }
        for (int i = 0; i < 8; i++) {
            write(peer.store, m("i", "" + i), rows);
        }
        try (Snapshot snapshot = wide(ALWAYS).open(0, 1_000_000)) {
            Selection selection = snapshot.select(M, SelectHints.between(0, 1_000_000));
            assertEquals(1, selection.warnings().size());
            assertTrue(
                    selection.warnings().getFirst().contains("8 MiB that are allowed"),
                    selection.warnings()::toString);
        }
        assertEquals(0, memory.takenBytes());
    }

    @Test
    void namesAndValuesOfLabels() throws Exception {
        write(ours, m("a", "1"), 10, 1);
        write(peer.store, m("a", "2", "b", "x"), 10, 1);
        write(peer.store, Labels.of("__name__", "other", "c", "y"), 10, 1);
        try (Snapshot snapshot = wide(ALWAYS).open(0, 50)) {
            assertEquals(List.of("__name__", "a", "b"), snapshot.labelNames(M, 0));
            assertEquals(List.of("1", "2"), snapshot.labelValues("a", M, 0));
            assertEquals(List.of("1"), snapshot.labelValues("a", M, 1));
            assertEquals(List.of("x"), snapshot.labelValues("b", M, 0));
            // Nobody wants all series of a server.
            int before = peer.asked.size();
            assertEquals(List.of("__name__", "a"), snapshot.labelNames(List.of(), 0));
            assertEquals(before, peer.asked.size());
        }
        assertEquals(
                "series",
                Objects.requireNonNull(peer.asked.getFirst().queries().getFirst().hints())
                        .function());
        assertEquals(ResponseType.SAMPLES, peer.asked.getFirst().accepted().getFirst());
    }

    @Test
    void twoServersAreAskedAtTheSameTime() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        peer.instead =
                request -> {
                    both.countDown();
                    both.await();
                    return FakePeer.text(503, "later").answer(request);
                };
        try (Snapshot snapshot = wide(ALWAYS, config(true, false, Map.of())).open(0, 50)) {
            assertTrue(snapshot.select(M, SelectHints.between(0, 50)).partial());
            assertEquals(2, peer.asked.size());
        }
    }

    @Test
    void anInterruptEndsIt() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        peer.instead =
                request -> {
                    asked.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        ended.countDown();
                    }
                    throw new IllegalStateException("never");
                };
        AtomicReference<StorageException.Kind> kind = new AtomicReference<>();
        Thread user =
                Thread.ofPlatform()
                        .start(() ->
                                kind.set(
                                        assertThrows(StorageException.class, this::selectAll)
                                                .kind()));
        asked.await();
        user.interrupt();
        ended.await();
        user.join();
        assertEquals(StorageException.Kind.CANCELLED, kind.get());
    }

    @Test
    void nobodyWaitsAnyMore() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        peer.instead =
                request -> {
                    ended.set(true);
                    try {
                        new CountDownLatch(1).await();
                    } finally {
                        gone.countDown();
                    }
                    throw new IllegalStateException("never");
                };
        assertEquals(
                StorageException.Kind.CANCELLED,
                assertThrows(StorageException.class, this::selectAll).kind());
        gone.await();
        assertFalse(Thread.currentThread().isInterrupted());
    }

    private void selectAll() throws StorageException {
        try (Snapshot snapshot = wide(ALWAYS).open(0, 50)) {
            snapshot.select(M, SelectHints.between(0, 50));
        }
    }
}
