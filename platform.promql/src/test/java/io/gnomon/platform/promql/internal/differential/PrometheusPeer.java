package io.gnomon.platform.promql.internal.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** A real Prometheus on a free port of the loopback interface with data of its own. */
final class PrometheusPeer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final String url;

    private PrometheusPeer(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts one and waits until it is ready.
     *
     * @param features for {@code --enable-feature}
     */
    static PrometheusPeer start(Path program, Path folder, String features) throws IOException {
        Path config = Files.writeString(folder.resolve("prometheus.yml"), "global: {}\n");
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Process process =
                new ProcessBuilder(
                                program.toString(),
                                "--config.file=" + config,
                                "--storage.tsdb.path=" + folder.resolve("data"),
                                "--web.listen-address=127.0.0.1:" + port,
                                "--web.enable-remote-write-receiver",
                                "--storage.tsdb.retention.time=100y",
                                "--enable-feature=" + features)
                        .redirectErrorStream(true)
                        .start();
        PrometheusPeer peer = new PrometheusPeer(process, "http://127.0.0.1:" + port);
        try {
            peer.awaitReady();
        } catch (IOException | RuntimeException e) {
            peer.close();
            throw e;
        }
        return peer;
    }

    /** Reads its log until it says so, then lets it go on writing. */
    private void awaitReady() throws IOException {
        BufferedReader log = process.inputReader();
        StringBuilder seen = new StringBuilder();
        String line;
        do {
            line = log.readLine();
            if (line == null) {
                throw new IOException("does not start:\n" + seen);
            }
            seen.append(line).append('\n');
        } while (!line.contains("Server is ready to receive web requests"));
        Thread.ofVirtual().start(() -> drain(log));
    }

    private static void drain(BufferedReader log) {
        try {
            log.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // Its end is the end of the process.
        }
    }

    void write(byte[] body) throws IOException, InterruptedException {
        HttpResponse<String> response =
                client.send(
                        HttpRequest.newBuilder(URI.create(url + "/api/v1/write"))
                                .header("Content-Encoding", "snappy")
                                .header("Content-Type", "application/x-protobuf")
                                .header("X-Prometheus-Remote-Write-Version", "0.1.0")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(
                    "remote write: " + response.statusCode() + " " + response.body());
        }
    }

    /** The JSON that answers a call of the API, an error's too. */
    JsonNode call(String path, Map<String, String> parameters)
            throws IOException, InterruptedException {
        String form =
                parameters.entrySet().stream()
                        .map(e -> e.getKey() + "=" + encoded(e.getValue()))
                        .collect(Collectors.joining("&"));
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/api/v1/" + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        return JSON.readTree(client.send(request, BodyHandlers.ofString()).body());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
        client.close();
    }
}
