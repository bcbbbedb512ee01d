package io.gnomon.platform.core.remote.internal.read;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.core.promformat.remote.ChunkedReadWriter;
import io.gnomon.platform.core.promformat.remote.MessageException;
import io.gnomon.platform.core.promformat.remote.ReadRequest;
import io.gnomon.platform.core.promformat.remote.ReadRequest.ResponseType;
import io.gnomon.platform.core.promformat.remote.ReadResponseWriter;
import io.gnomon.platform.core.remote.Incoming;
import io.gnomon.platform.core.remote.Output;
import io.gnomon.platform.core.remote.internal.intake.Body;
import io.gnomon.platform.core.remote.internal.intake.BodyMemory;
import io.gnomon.platform.core.remote.internal.intake.Refusal;
import io.gnomon.platform.core.remote.internal.intake.Snappy;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Remote read as Prometheus answers it (prometheus/prometheus, storage/remote/read_handler.go):
 * external labels are taken from the matchers and given to the series. Any thread.
 */
public final class ReadServer {
    /** A request has matchers only. */
    private static final int MAX_BYTES = 1 << 20;

    private static final int TURN_SECONDS = 30;

    private final Supplier<@Nullable Storage> storage;
    private final Supplier<Labels> externalLabels;
    private final BodyMemory memory;
    private final Limits limits;
    private final Semaphore turns;

    /**
     * Limits of an answer.
     *
     * @param samples more in one message are refused; streams have no limit
     * @param concurrent so many requests are answered at a time
     * @param frameBytes a frame of a stream ends behind so many
     */
    public record Limits(long samples, int concurrent, int frameBytes) {}

    /**
     * @param storage the store at this moment, null while there is none
     * @param externalLabels those of the configuration now
     */
    public ReadServer(
            Supplier<@Nullable Storage> storage,
            Supplier<Labels> externalLabels,
            BodyMemory memory,
            Limits limits) {
        this.storage = storage;
        this.externalLabels = externalLabels;
        this.memory = memory;
        this.limits = limits;
        this.turns = new Semaphore(limits.concurrent);
    }

    /** Answers a request. */
    public void read(Incoming incoming, Output output) throws IOException {
        try (BodyMemory.Share share = memory.share()) {
            ReadRequest request = request(incoming, share);
            boolean stream = chooses(request.accepted());
            takeTurn();
            try {
                if (stream) {
                    stream(request, output);
                } else {
                    samples(request, output, share);
                }
            } finally {
                turns.release();
            }
        } catch (Refusal e) {
            e.reply().sendTo(output);
        } catch (StorageException e) {
            StoreAnswers.refusal(e).reply().sendTo(output);
        }
    }

    private static ReadRequest request(Incoming incoming, BodyMemory.Share share)
            throws IOException, Refusal {
        Body body = Body.read(incoming.body(), MAX_BYTES, share);
        Snappy snappy = new Snappy();
        int length = snappy.unpack(body, MAX_BYTES, share);
        try {
            return ReadRequest.parse(snappy.bytes(), length);
        } catch (MessageException e) {
            throw new Refusal(400, String.valueOf(e.getMessage()));
        }
    }

    /** True for a stream. The parser has left out what we do not know. */
    private static boolean chooses(List<ResponseType> accepted) {
        return !accepted.isEmpty() && accepted.getFirst() == ResponseType.STREAMED_XOR_CHUNKS;
    }

    private void takeTurn() throws Refusal {
        try {
            if (turns.tryAcquire(TURN_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw Refusal.busy(
                limits.concurrent
                        + " remote reads are answered at the same time, which is the limit"
                        + " (--storage.remote.read-concurrent-limit); try again in a few seconds");
    }

    private void samples(ReadRequest request, Output output, BodyMemory.Share share)
            throws IOException, Refusal, StorageException {
        ReadResponseWriter writer = new ReadResponseWriter();
        long[] count = {0};
        int[] taken = {0};
        for (ReadRequest.Query query : request.queries()) {
            writer.nextQuery();
            each(
                    query,
                    isForNames(query),
                    (labels, samples) -> {
                        count[0] += samples.size;
                        if (count[0] > limits.samples) {
                            throw new Refusal(
                                    400, "exceeded sample limit (" + limits.samples + ")");
                        }
                        writer.add(labels, samples);
                        // The message, its copy and what it packs to.
                        share.take(3L * (writer.size() - taken[0]));
                        taken[0] = writer.size();
                    });
        }
        byte[] packed = Snappy.pack(writer.toBytes());
        try (OutputStream out =
                output.open(
                        200,
                        Map.of(
                                "Content-Type", "application/x-protobuf",
                                "Content-Encoding", "snappy"))) {
            out.write(packed);
        }
    }

    private void stream(ReadRequest request, Output output)
            throws IOException, Refusal, StorageException {
        List<ReadRequest.Query> queries = request.queries();
        OutputStream[] out = {null};
        ChunkedReadWriter[] writer = {null};
        try {
            for (int i = 0; i < queries.size(); i++) {
                int number = i;
                each(
                        queries.get(i),
                        false,
                        (labels, samples) -> {
                            if (writer[0] == null) {
                                out[0] = openStream(output);
                                writer[0] = new ChunkedReadWriter(out[0], limits.frameBytes);
                            }
                            writer[0].add(number, labels, samples);
                        });
            }
        } catch (StorageException | Refusal e) {
            if (out[0] == null) {
                throw e;
            }
            throw new IOException("the answer breaks off: " + e.getMessage(), e);
        }
        if (out[0] == null) {
            out[0] = openStream(output);
        }
        out[0].close();
    }

    private static OutputStream openStream(Output output) throws IOException {
        return output.open(
                200,
                Map.of(
                        "Content-Type",
                        "application/x-streamed-protobuf; proto=prometheus.ChunkedReadResponse"));
    }

    /** Takes the series of an answer in the order of their labels. */
    private interface SeriesSink {
        void series(Labels labels, SampleColumn samples) throws IOException, Refusal;
    }

    /** Whether the client wants to know which series there are, and no samples. */
    private static boolean isForNames(ReadRequest.Query query) {
        return query.hints() != null && query.hints().function().equals("series");
    }

    private void each(ReadRequest.Query query, boolean names, SeriesSink sink)
            throws IOException, Refusal, StorageException {
        Storage store = storage.get();
        if (store == null) {
            throw Refusal.noStore();
        }
        Labels external = externalLabels.get();
        try (Snapshot snapshot = store.open(query.minTimeMillis(), query.maxTimeMillis())) {
            Selection selection =
                    snapshot.select(
                            withoutExternal(query.matchers(), external),
                            SelectHints.between(query.minTimeMillis(), query.maxTimeMillis()));
            SampleColumn samples = new SampleColumn();
            try (SampleReader reader = selection.reader()) {
                for (int i = 0; i < selection.size(); i++) {
                    if (!names) {
                        reader.read(i, samples);
                    }
                    if (names || samples.size > 0) {
                        sink.series(ExternalLabels.added(selection.labels(i), external), samples);
                    }
                }
            }
        }
    }

    /** The store does not know external labels: a matcher that asks for one is satisfied. */
    private static List<Matcher> withoutExternal(List<Matcher> matchers, Labels external) {
        List<Matcher> kept = new ArrayList<>();
        for (Matcher matcher : matchers) {
            boolean satisfied =
                    matcher.type() == Matcher.Type.EQUAL
                            && external.has(matcher.name())
                            && external.get(matcher.name()).equals(matcher.value());
            if (!satisfied) {
                kept.add(matcher);
            }
        }
        return kept.isEmpty()
                ? List.of(new Matcher(Matcher.Type.REGEX, Labels.METRIC_NAME, ".*"))
                : kept;
    }
}
