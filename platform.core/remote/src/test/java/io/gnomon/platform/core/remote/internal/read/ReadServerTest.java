package io.gnomon.platform.core.remote.internal.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.Storage;
import io.gnomon.platform.core.promformat.remote.ChunkedReadReader;
import io.gnomon.platform.core.promformat.remote.ReadRequest;
import io.gnomon.platform.core.promformat.remote.ReadRequest.ResponseType;
import io.gnomon.platform.core.promformat.remote.ReadResponseReader;
import io.gnomon.platform.core.promformat.remote.RemoteSeries;
import io.gnomon.platform.core.remote.Incoming;
import io.gnomon.platform.core.remote.internal.intake.Body;
import io.gnomon.platform.core.remote.internal.intake.BodyMemory;
import io.gnomon.platform.core.remote.internal.intake.Snappy;
import io.gnomon.platform.memory.MemoryStorage;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

class ReadServerTest {
    private static final Labels A = Labels.of("__name__", "m", "i", "a");
    private static final Labels B = Labels.of("__name__", "m", "i", "b", "dc", "own");
    private static final Histogram HISTOGRAM =
            new Histogram(
                    false,
                    Histogram.ResetHint.GAUGE,
                    1,
                    0.5,
                    1,
                    4,
                    5.5,
                    new int[] {0, 2},
                    new double[] {1, 2},
                    new int[0],
                    new double[0],
                    new double[0],
                    0);

    private @Nullable Storage storage = new MemoryStorage();
    private final BodyMemory memory = new BodyMemory(64 << 20);
    private Labels external = Labels.EMPTY;
    private ReadServer.Limits limits = new ReadServer.Limits(1000, 2, 200);

    @BeforeEach
    void write() throws Exception {
        Storage to = Objects.requireNonNull(storage);
        try (AppendBatch batch = to.batch("g", 0)) {
            long a = batch.series(A);
            for (int i = 1; i <= 400; i++) {
                batch.append(a, i * 1000L, i / 2.0);
            }
            long b = batch.series(B);
            batch.append(b, 5000, 1);
            batch.append(b, 6000, HISTOGRAM);
            batch.commit(AppendBatch.Durability.VISIBLE);
        }
    }

    private static ReadRequest.Query query(long min, long max, Matcher... matchers) {
        return new ReadRequest.Query(min, max, List.of(matchers), null);
    }

    private Answer ask(ReadRequest request) throws IOException {
        return ask(Snappy.pack(request.toBytes()));
    }

    private Answer ask(byte[] body) throws IOException {
        Answer answer = new Answer();
        new ReadServer(() -> storage, () -> external, memory, limits)
                .read(new Incoming(name -> "", new ByteArrayInputStream(body)), answer);
        assertEquals(0, memory.takenBytes());
        return answer;
    }

    private static String row(int query, RemoteSeries series) throws Exception {
        SampleColumn samples = series.samples();
        StringBuilder row = new StringBuilder().append(query).append(' ').append(series.labels());
        row.append(' ').append(samples.size);
        if (samples.size > 0) {
            row.append(' ').append(samples.times[0]).append("..");
            row.append(samples.times[samples.size - 1]);
        }
        return row.toString();
    }

    private static List<String> samples(Answer answer) throws Exception {
        assertEquals(200, answer.status, answer::text);
        assertEquals("application/x-protobuf", answer.headers.get("Content-Type"));
        assertEquals("snappy", answer.headers.get("Content-Encoding"));
        Snappy snappy = new Snappy();
        byte[] bytes = answer.bytes();
        int length =
                snappy.unpack(
                        new Body(bytes, bytes.length), 1 << 24, new BodyMemory(1 << 24).share());
        ReadResponseReader reader = new ReadResponseReader();
        reader.reset(snappy.bytes(), length);
        List<String> rows = new ArrayList<>();
        while (reader.next()) {
            rows.add(row(reader.query(), reader.series()));
        }
        return rows;
    }

    private static List<String> frames(Answer answer) throws Exception {
        assertEquals(200, answer.status, answer::text);
        assertEquals(
                "application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse",
                answer.headers.get("Content-Type"));
        ChunkedReadReader reader =
                new ChunkedReadReader(new ByteArrayInputStream(answer.bytes()), 1 << 20);
        List<String> rows = new ArrayList<>();
        while (reader.next()) {
            rows.add(row(reader.query(), reader.series()));
        }
        return rows;
    }

    @Test
    void samplesOfSeveralQueries() throws Exception {
        ReadRequest request =
                new ReadRequest(
                        List.of(
                                query(5000, 7000, Matcher.equal("__name__", "m")),
                                query(0, 1, Matcher.equal("__name__", "m")),
                                query(400_000, 500_000, Matcher.equal("i", "a"))),
                        List.of());
        assertEquals(
                List.of(
                        "0 " + B + " 2 5000..6000",
                        "0 " + A + " 3 5000..7000",
                        "2 " + A + " 1 400000..400000"),
                samples(ask(request)));
    }

    @Test
    void aStreamOfChunks() throws Exception {
        ReadRequest request =
                new ReadRequest(
                        List.of(query(0, 500_000, Matcher.equal("__name__", "m"))),
                        List.of(ResponseType.STREAMED_XOR_CHUNKS, ResponseType.SAMPLES));
        List<String> frames = frames(ask(request));
        // Chunks of 120 samples; a frame ends behind 200 bytes; each kind has a chunk of its own.
        assertTrue(frames.size() >= 3, frames::toString);
        int count = 0;
        for (String frame : frames) {
            if (frame.startsWith("0 " + A)) {
                count += Integer.parseInt(frame.split("} ", -1)[1].split(" ", -1)[0]);
            }
        }
        assertEquals(400, count);
        assertEquals("0 " + B + " 2 5000..6000", frames.getFirst());
        assertEquals(
                List.of(),
                frames(
                        ask(
                                new ReadRequest(
                                        List.of(query(0, 1, Matcher.equal("i", "a"))),
                                        request.accepted()))));
    }

    @Test
    void theFirstKindThatIsAcceptedIsTaken() throws Exception {
        List<ReadRequest.Query> queries = List.of(query(0, 1000, Matcher.equal("i", "a")));
        assertEquals(
                1,
                samples(
                                ask(
                                        new ReadRequest(
                                                queries,
                                                List.of(
                                                        ResponseType.SAMPLES,
                                                        ResponseType.STREAMED_XOR_CHUNKS))))
                        .size());
    }

    @Test
    void externalLabelsAreAskedForAndGiven() throws Exception {
        external = Labels.of("dc", "x", "z", "1");
        List<String> all =
                samples(
                        ask(
                                new ReadRequest(
                                        List.of(
                                                query(
                                                        5000,
                                                        5000,
                                                        Matcher.equal("dc", "x"),
                                                        Matcher.equal("z", "1"))),
                                        List.of())));
        assertEquals(
                List.of(
                        "0 " + B.with("z", "1") + " 1 5000..5000",
                        "0 " + A.with("dc", "x").with("z", "1") + " 1 5000..5000"),
                all);
        assertEquals(
                List.of(),
                samples(
                        ask(
                                new ReadRequest(
                                        List.of(query(5000, 5000, Matcher.equal("z", "2"))),
                                        List.of()))));
    }

    @Test
    void tooManySamplesAreRefusedInOneMessageOnly() throws Exception {
        limits = new ReadServer.Limits(100, 2, 200);
        List<ReadRequest.Query> queries = List.of(query(0, 500_000, Matcher.equal("i", "a")));
        Answer answer = ask(new ReadRequest(queries, List.of()));
        assertEquals(400, answer.status);
        assertEquals("exceeded sample limit (100)\n", answer.text());
        ReadRequest stream = new ReadRequest(queries, List.of(ResponseType.STREAMED_XOR_CHUNKS));
        assertTrue(frames(ask(stream)).size() >= 1);
    }

    @Test
    void badRequestsAreSaid() throws Exception {
        Answer garbage = ask("no snappy".getBytes(StandardCharsets.UTF_8));
        assertEquals(400, garbage.status);
        assertEquals("snappy: corrupt input\n", garbage.text());
        assertEquals(400, ask(Snappy.pack(new byte[] {0x0a, 0x7f})).status);
        storage = null;
        Answer away =
                ask(new ReadRequest(List.of(query(0, 1, Matcher.equal("i", "a"))), List.of()));
        assertEquals(503, away.status);
        assertEquals("2", away.headers.get("Retry-After"));
    }
}
