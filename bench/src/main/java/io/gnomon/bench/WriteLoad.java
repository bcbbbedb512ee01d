package io.gnomon.bench;

import io.airlift.compress.v3.snappy.SnappyCompressor;
import io.gnomon.model.labels.Labels;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.core.promformat.remote.WriteRequestWriter;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Connections that send as fast as they are answered. Each has series of its own and sends them
 * round by round, a second of sample time further each round, a request of 2,000 samples at a time;
 * in front stands a series that counts the requests, so that what was acknowledged can be asked
 * for.
 */
final class WriteLoad implements AutoCloseable {
    static final String COUNTER = "bench_requests_total";
    private static final int SERIES_A_REQUEST = 2000;

    private final URI url;
    private final boolean version2;
    private final long startMillis;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong[] acknowledged;
    private final AtomicLong samples = new AtomicLong();
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    private volatile boolean running = true;

    /** Begins to send. */
    WriteLoad(URI url, boolean version2, int connections, int series, long startMillis, int seed) {
        this.url = url;
        this.version2 = version2;
        this.startMillis = startMillis;
        acknowledged = new AtomicLong[connections];
        for (int i = 0; i < connections; i++) {
            acknowledged[i] = new AtomicLong();
            int number = i;
            threads.add(
                    Thread.ofPlatform()
                            .name("sender-" + i)
                            .start(() -> send(number, series / connections, seed)));
        }
    }

    /** Samples that were acknowledged so far. */
    long samples() {
        return samples.get();
    }

    /** Requests that a connection was acknowledged. */
    long acknowledged(int connection) {
        return acknowledged[connection].get();
    }

    /** Fails when a request was refused. */
    void check() throws IOException {
        String sentence = failure.get();
        if (sentence != null) {
            throw new IOException(sentence);
        }
    }

    /** The shape of a host's metrics: few label names, long common beginnings. */
    private static Labels labels(int connection, int i) {
        return Labels.of(
                "__name__",
                "node_metric_" + i % 650 / 8 + "_total",
                "cpu",
                i % 8 + "",
                "environment",
                "production",
                "instance",
                "host-" + connection + "-" + i / 650 + ".example.com:9100",
                "job",
                "node",
                "mode",
                new String[] {"idle", "system", "user"}[i % 3]);
    }

    private void send(int connection, int count, int seed) {
        Random random = new Random(seed + connection);
        Labels[] labels = new Labels[count];
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            labels[i] = labels(connection, i);
            values[i] = random.nextInt(1_000_000);
        }
        Labels counter = Labels.of("__name__", COUNTER, "connection", connection + "");
        WriteRequestWriter writer = new WriteRequestWriter(version2);
        SampleColumn sample = new SampleColumn(1);
        SnappyCompressor snappy = SnappyCompressor.create();
        long request = 0;
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (long round = 0; running; round++) {
                long time = startMillis + round * 1000;
                for (int from = 0; from < count && running; from += SERIES_A_REQUEST) {
                    int to = Math.min(count, from + SERIES_A_REQUEST);
                    writer.clear();
                    request++;
                    add(writer, counter, sample, time + from / SERIES_A_REQUEST, (double) request);
                    for (int i = from; i < to; i++) {
                        values[i] = next(values[i], i, random);
                        add(writer, labels[i], sample, time, values[i]);
                    }
                    if (!post(client, snappy, writer.toBytes())) {
                        return;
                    }
                    acknowledged[connection].set(request);
                    samples.addAndGet(to - from + 1);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void add(
            WriteRequestWriter writer, Labels of, SampleColumn sample, long time, double value) {
        sample.clear();
        sample.add(time, value);
        writer.add(of, sample, List.of(), null);
    }

    /** Of ten series four stay, four are counters, two are gauges with two decimals. */
    private static double next(double value, int i, Random random) {
        return switch (i % 10) {
            case 0, 1, 2, 3 -> value;
            case 4, 5, 6, 7 -> value + random.nextInt(100);
            default -> Math.round((value + random.nextGaussian()) * 100) / 100.0;
        };
    }

    private boolean post(HttpClient client, SnappyCompressor snappy, byte[] message)
            throws InterruptedException {
        byte[] packed = new byte[snappy.maxCompressedLength(message.length)];
        int length = snappy.compress(message, 0, message.length, packed, 0, packed.length);
        HttpRequest request =
                HttpRequest.newBuilder(url)
                        .header("Content-Encoding", "snappy")
                        .header(
                                "Content-Type",
                                version2
                                        ? "application/x-protobuf;proto="
                                                + "io.prometheus.write.v2.Request"
                                        : "application/x-protobuf")
                        .header("X-Prometheus-Remote-Write-Version", version2 ? "2.0.0" : "0.1.0")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(Arrays.copyOf(packed, length)))
                        .build();
        try {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 == 2) {
                return true;
            }
            failure.set(url + " answered " + answer.statusCode() + ": " + answer.body());
        } catch (IOException e) {
            if (running) {
                failure.set(url + ": " + e);
            }
        }
        return false;
    }

    /** No request is begun any more; those on their way are waited for, or break off. */
    void stop() {
        running = false;
    }

    @Override
    public void close() {
        running = false;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
