package io.gnomon.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gnomon.platform.testkit.PeerPrograms;

import org.junit.jupiter.api.Assumptions;

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
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A peer's server in a process of its own on a free loopback port. */
final class PeerServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final Path log;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();

    private PeerServer(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /** Prometheus with a data directory of its own; THIS in the configuration is its address. */
    static PeerServer prometheus(Path folder, String config, String... flags) throws Exception {
        return prometheusAt(folder, GnomonServer.freePort(), config, flags);
    }

    /** The same on a port that is known, where it may be started again. */
    static PeerServer prometheusAt(Path folder, int port, String config, String... flags)
            throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("prometheus-peer.yml"),
                        config.replace("THIS", "127.0.0.1:" + port));
        List<String> command = new ArrayList<>();
        command.add(PeerPrograms.find("prometheus").toString());
        command.add("--config.file=" + file);
        command.add("--storage.tsdb.path=" + folder.resolve("prometheus-data"));
        command.add("--web.listen-address=127.0.0.1:" + port);
        command.addAll(List.of(flags));
        return start(folder, command, port);
    }

    /** vmagent that scrapes what the file says and writes to a URL. */
    static PeerServer vmagent(Path folder, String config, String writeUrl) throws Exception {
        Path file = Files.writeString(folder.resolve("vmagent.yml"), config);
        int port = GnomonServer.freePort();
        return start(
                folder,
                List.of(
                        PeerPrograms.find("vmagent").toString(),
                        "-promscrape.config=" + file,
                        "-remoteWrite.url=" + writeUrl,
                        "-remoteWrite.tmpDataPath=" + folder.resolve("vmagent-data"),
                        "-httpListenAddr=127.0.0.1:" + port),
                port);
    }

    /**
     * VictoriaMetrics with a data directory of its own, whose queries see what was just written.
     */
    static PeerServer victoriaMetrics(Path folder, String... flags) throws Exception {
        int port = GnomonServer.freePort();
        List<String> command =
                List.of(
                        PeerPrograms.find("victoria-metrics").toString(),
                        "-storageDataPath=" + folder.resolve("vm-data"),
                        "-retentionPeriod=10y",
                        "-search.latencyOffset=0s",
                        "-search.disableCache",
                        "-httpListenAddr=127.0.0.1:" + port);
        return start(folder, Stream.concat(command.stream(), Stream.of(flags)).toList(), port);
    }

    /** vmalert that evaluates a rule file every second; asks and tells the server at this URL. */
    static PeerServer vmalert(Path folder, String rules, String url) throws Exception {
        Path file = Files.writeString(folder.resolve("vmalert-rules.yml"), rules);
        int port = GnomonServer.freePort();
        return start(
                folder,
                List.of(
                        PeerPrograms.find("vmalert").toString(),
                        "-rule=" + file,
                        "-datasource.url=" + url,
                        "-notifier.url=" + url,
                        "-evaluationInterval=1s",
                        "-httpListenAddr=127.0.0.1:" + port),
                port);
    }

    /**
     * Alertmanager with a data directory of its own and without a cluster, when it is ready.
     * Debian's build wants its default templates at their place: there in a view of its own, which
     * only root can have; elsewhere the calling test is reported as skipped.
     */
    static PeerServer alertmanager(Path folder, String config) throws Exception {
        Path bin = PeerPrograms.find("prometheus-alertmanager");
        Path file = Files.writeString(folder.resolve("alertmanager-peer.yml"), config);
        int port = GnomonServer.freePort();
        String command =
                "mount --bind '%s' /usr/share && exec '%s' --config.file='%s' --storage.path='%s'"
                        .formatted(
                                bin.resolveSibling("../share").normalize(),
                                bin,
                                file,
                                folder.resolve("alertmanager-data"));
        PeerServer server;
        try {
            server =
                    start(
                            folder,
                            List.of(
                                    "unshare",
                                    "-m",
                                    "sh",
                                    "-c",
                                    command
                                            + " --cluster.listen-address="
                                            + " --web.listen-address=127.0.0.1:"
                                            + port),
                            port);
        } catch (IOException e) {
            // Debian's build does not start without a view of its own.
            return Assumptions.abort("there is no unshare: " + e.getMessage());
        }
        try {
            server.await(
                    Duration.ofSeconds(60),
                    "Alertmanager is ready",
                    () -> server.ask("GET", "-/ready").statusCode() == 200);
        } catch (AssertionError e) {
            server.close();
            // Making the view takes root.
            Assumptions.abort("the real Alertmanager does not run here: " + e.getMessage());
        }
        return server;
    }

    /** An exporter of Debian's packages, such as prometheus-node-exporter. */
    static PeerServer exporter(Path folder, String program, List<String> flags) throws Exception {
        int port = GnomonServer.freePort();
        List<String> command = new ArrayList<>();
        command.add(PeerPrograms.find(program).toString());
        command.add("--web.listen-address=127.0.0.1:" + port);
        command.addAll(flags);
        return start(folder, command, port);
    }

    /** blackbox_exporter with a file of modules, when it answers. */
    static PeerServer blackboxExporter(Path folder, Path modules) throws Exception {
        PeerServer server =
                exporter(
                        folder,
                        "prometheus-blackbox-exporter",
                        List.of("--config.file=" + modules));
        server.await(
                Duration.ofSeconds(60),
                "blackbox_exporter answers",
                () -> server.ask("GET", "-/healthy").statusCode() == 200);
        return server;
    }

    private static PeerServer start(Path folder, List<String> command, int port)
            throws IOException {
        Path log = folder.resolve(Path.of(command.getFirst()).getFileName() + ".log");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        return new PeerServer(process, log, port);
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** What it answers to a request of its API; method GET or POST without a body. */
    HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://" + address() + "/" + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Result of an instant query. */
    JsonNode query(String promql) throws IOException, InterruptedException {
        String body =
                client.send(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        "http://"
                                                                + address()
                                                                + "/api/v1/query?query="
                                                                + URLEncoder.encode(
                                                                        promql,
                                                                        StandardCharsets.UTF_8)))
                                        .timeout(Duration.ofSeconds(60))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
        return JSON.readTree(body).at("/data/result");
    }

    /** Asks again and again until the condition holds; a throw counts as "not yet". */
    void await(Duration limit, String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                if (condition.call()) {
                    return;
                }
            } catch (IOException e) {
                // Not yet.
            }
            if (!process.isAlive()) {
                throw new AssertionError("the peer ended:\n" + log());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new AssertionError("not in " + limit + ": " + what + "\n" + log());
    }

    /** SIGTERM, and waits for the end. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        client.close();
    }
}
