package io.gnomon.bench.subject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server of the comparison that runs on 127.0.0.1. */
public final class RunningServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long POLL_MILLIS = 5;
    private static final long READY_MILLIS = 300_000;

    private final Subject subject;
    private final Program program;
    private final int port;
    private final double readySeconds;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private RunningServer(Subject subject, Program program, int port, long startedNanos)
            throws IOException, InterruptedException {
        this.subject = subject;
        this.program = program;
        this.port = port;
        while (status(subject.readyPath()) != 200) {
            if (!program.isAlive()) {
                throw new IOException(subject.title() + " ended at its start; see its log");
            }
            if (System.nanoTime() - startedNanos > READY_MILLIS * 1_000_000) {
                throw new IOException(subject.title() + " is not ready after five minutes");
            }
            Thread.sleep(POLL_MILLIS);
        }
        readySeconds = (System.nanoTime() - startedNanos) / 1e9;
    }

    /**
     * Starts a server and waits until it is ready.
     *
     * @param javaOptions heap and other options of Gnomon's virtual machine
     * @param flags of this program, behind those that each run needs
     */
    public static RunningServer start(
            Subject subject,
            Places places,
            Path data,
            int port,
            Path config,
            String javaOptions,
            String... flags)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(subject.command(places, data, port, config));
        command.addAll(List.of(flags));
        long started = System.nanoTime();
        Program program =
                Program.start(
                        command,
                        Map.of("GNOMON_JAVA_OPTS", javaOptions),
                        data.resolveSibling(data.getFileName() + ".log"));
        try {
            return new RunningServer(subject, program, port, started);
        } catch (IOException | InterruptedException | RuntimeException e) {
            program.close();
            throw e;
        }
    }

    public Subject subject() {
        return subject;
    }

    public Program program() {
        return program;
    }

    /** From the start of the program to the first answer that it is ready. */
    public double readySeconds() {
        return readySeconds;
    }

    public ProcessFigures figures() throws IOException {
        return ProcessFigures.of(program.pid());
    }

    /** The peak of its resident memory counts from now on. */
    public void resetPeak() throws IOException {
        Files.writeString(Path.of("/proc/" + program.pid() + "/clear_refs"), "5");
    }

    /** Samples stored since its start, as it counts them. */
    public double samples() throws IOException, InterruptedException {
        return sum(metrics(), subject.samplesMetric());
    }

    /** Sum of all series of a metric that it exposes of itself. */
    public double sum(String metric) throws IOException, InterruptedException {
        return sum(metrics(), metric);
    }

    private String metrics() throws IOException, InterruptedException {
        return body(get("/metrics"));
    }

    /** Sum of all series of a metric in an exposition. */
    static double sum(String exposition, String metric) {
        double sum = 0;
        for (String line : exposition.split("\n", -1)) {
            if (line.startsWith(metric)
                    && line.length() > metric.length()
                    && (line.charAt(metric.length()) == '{'
                            || line.charAt(metric.length()) == ' ')) {
                sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
            }
        }
        return sum;
    }

    /** Value of an instant query with one series, NaN when it has none. */
    public double instant(String query) throws IOException, InterruptedException {
        JsonNode result =
                JSON.readTree(body(get("/api/v1/query?query=" + encode(query))))
                        .path("data")
                        .path("result");
        return result.isEmpty() ? Double.NaN : result.get(0).path("value").get(1).asDouble();
    }

    /** Encodes a part of a query string. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Sends a request that must succeed. */
    public byte[] get(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> response =
                client.send(request(path).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(
                    subject.title()
                            + " answered "
                            + response.statusCode()
                            + " to "
                            + path
                            + ": "
                            + body(response.body()));
        }
        return response.body();
    }

    /** Posts a body that must be taken. */
    public void post(String path, byte[] body) throws IOException, InterruptedException {
        HttpResponse<byte[]> response =
                client.send(
                        request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body)).build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(
                    subject.title() + " answered " + response.statusCode() + " to POST " + path);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofMinutes(5));
    }

    private int status(String path) throws InterruptedException {
        try {
            return client.send(request(path).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0; // not listening yet
        }
    }

    private static String body(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        program.close();
        client.close();
    }
}
