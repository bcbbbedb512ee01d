package io.gnomon.platform.core.remote.internal.ask;

import io.gnomon.platform.core.config.RemoteReadConfig;
import io.gnomon.platform.core.promformat.remote.ChunkedReadReader;
import io.gnomon.platform.core.promformat.remote.MessageException;
import io.gnomon.platform.core.promformat.remote.ReadRequest;
import io.gnomon.platform.core.promformat.remote.ReadRequest.ResponseType;
import io.gnomon.platform.core.promformat.remote.ReadResponseReader;
import io.gnomon.platform.core.remote.internal.intake.Body;
import io.gnomon.platform.core.remote.internal.intake.BodyMemory;
import io.gnomon.platform.core.remote.internal.intake.Refusal;
import io.gnomon.platform.core.remote.internal.intake.Snappy;
import io.gnomon.platform.core.remote.internal.peer.PeerAddress;
import io.gnomon.spi.common.HttpCaller;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends remote reads to one server and understands its answers, in whichever of the two forms they
 * come. The sentences are those of prometheus/prometheus, storage/remote/client.go. Any thread.
 */
final class ReadClient {
    /** Of a message with samples, packed and unpacked; streams have no such limit. */
    private static final int MAX_BYTES = 512 << 20;

    private static final int SENTENCE_BYTES = 1024;
    private static final String MESSAGE = "application/x-protobuf";
    private static final String STREAM = "application/x-streamed-protobuf";

    private final HttpCaller caller;
    private final RemoteReadConfig config;
    private final PeerAddress address;
    private final AskMetrics metrics = new AskMetrics();

    ReadClient(HttpCaller caller, RemoteReadConfig config) {
        this.caller = caller;
        this.config = config;
        this.address = PeerAddress.of(config.url(), config.headers());
    }

    AskMetrics metrics() {
        return metrics;
    }

    /**
     * Asks and waits for the whole answer.
     *
     * @param share what is held meanwhile is taken from it
     */
    void read(ReadRequest.Query query, FoundSeries into, BodyMemory.Share share)
            throws Unanswered, InterruptedException {
        byte[] question = new ReadRequest(List.of(query), accepted(query)).toBytes();
        HttpCaller.Request request =
                new HttpCaller.Request(
                        "POST",
                        address.uri(),
                        headers(),
                        Snappy.pack(question),
                        config.remoteTimeout());
        metrics.underway.incrementAndGet();
        long began = System.nanoTime();
        try (HttpCaller.Response response = caller.send(request)) {
            metrics.answered(Integer.toString(response.status()));
            readAnswer(response, into, share);
        } catch (IOException e) {
            metrics.answered("error");
            throw new Unanswered("error sending request: " + e.getMessage());
        } finally {
            metrics.underway.decrementAndGet();
            metrics.finished.increment();
            metrics.nanos.add(System.nanoTime() - began);
        }
    }

    /** Who asks for the names of series gets them without samples in one message only. */
    private static List<ResponseType> accepted(ReadRequest.Query query) {
        return query.hints() != null && query.hints().function().equals("series")
                ? List.of(ResponseType.SAMPLES, ResponseType.STREAMED_XOR_CHUNKS)
                : List.of(ResponseType.STREAMED_XOR_CHUNKS, ResponseType.SAMPLES);
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>(address.headers());
        headers.put("Content-Encoding", "snappy");
        headers.put("Accept-Encoding", "snappy");
        headers.put("Content-Type", MESSAGE);
        headers.put("X-Prometheus-Remote-Read-Version", "0.1.0");
        return headers;
    }

    private void readAnswer(HttpCaller.Response response, FoundSeries into, BodyMemory.Share share)
            throws IOException, Unanswered {
        if (response.status() / 100 != 2) {
            byte[] body = response.body().readNBytes(SENTENCE_BYTES);
            throw new Unanswered(
                    "remote server "
                            + config.shownUrl()
                            + " returned http status "
                            + (response.status() + " " + response.reason()).strip()
                            + ": "
                            + new String(body, StandardCharsets.UTF_8).strip());
        }
        String type = response.header("content-type");
        try {
            if (type.startsWith(STREAM)) {
                readStream(response, into);
            } else if (type.startsWith(MESSAGE)) {
                readMessage(response, into, share);
            } else {
                throw new Unanswered("unsupported content type: " + type);
            }
        } catch (MessageException | Refusal e) {
            throw new Unanswered("error reading response: " + e.getMessage());
        }
    }

    private void readStream(HttpCaller.Response response, FoundSeries into)
            throws IOException, MessageException, Refusal {
        int maxFrame = (int) Math.min(config.chunkedReadLimit(), Integer.MAX_VALUE - 8);
        ChunkedReadReader reader = new ChunkedReadReader(response.body(), maxFrame);
        while (reader.next()) {
            into.add(reader.series());
        }
    }

    private static void readMessage(
            HttpCaller.Response response, FoundSeries into, BodyMemory.Share share)
            throws IOException, MessageException, Refusal {
        Snappy snappy = new Snappy();
        int length = snappy.unpack(Body.read(response.body(), MAX_BYTES, share), MAX_BYTES, share);
        ReadResponseReader reader = new ReadResponseReader();
        reader.reset(snappy.bytes(), length);
        while (reader.next()) {
            into.add(reader.series());
        }
    }

    void close() {
        caller.close();
    }
}
