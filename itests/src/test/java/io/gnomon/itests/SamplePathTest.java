package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;

import io.gnomon.platform.testkit.PeerPrograms;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One sample the whole way: exporter, scrape, store, query, HTTP API; with real peers at both ends.
 */
class SamplePathTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;

    private static String job(String name, String address) {
        return """
          - job_name: %s
            scrape_interval: 1s
            static_configs: [{targets: ['%s']}]
        """
                .formatted(name, address);
    }

    private Path config(String jobs) throws Exception {
        Path file = folder.resolve("prometheus.yml");
        Files.writeString(file, "scrape_configs:\n" + jobs);
        return file;
    }

    @Test
    void hostIsLiveWithoutAnyConfiguration() throws Exception {
        Instant begin = Instant.now();
        try (GnomonServer server = GnomonServer.start(folder.resolve("data"))) {
            server.await(
                    SOON,
                    "CPU rates of this host",
                    () -> result(server, "sum(rate(node_cpu_seconds_total[1m])) > 0").size() == 1);
            Duration live = Duration.between(begin, Instant.now());
            System.out.println("live after " + live.toMillis() + " ms");
            assertEquals(1, result(server, "up{job=\"node\"} == 1").size());
        }
    }

    @Test
    void killedServerHasEverythingThatItShowed() throws Exception {
        Path data = folder.resolve("data");
        String counts = "count_over_time(node_load1[10m])";
        long shown;
        try (GnomonServer server = GnomonServer.start(data)) {
            server.await(SOON, "some samples", () -> value(server, counts) >= 5);
            shown = value(server, counts);
            // The promise after kill -9: nothing that was written, and every scrape is.
            server.kill();
        }
        try (GnomonServer server = GnomonServer.start(data)) {
            server.await(SOON, "it goes on", () -> value(server, counts) > shown);
            assertFalse(server.log().contains("Exception"), server.log());
        }
    }

    @Test
    void httpTargetIsScrapedAndItsEndIsMarked() throws Exception {
        AtomicInteger scrapes = new AtomicInteger();
        HttpServer target =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.createContext(
                "/metrics",
                exchange -> {
                    String body =
                            "# TYPE seen counter\nseen_total{a=\"b\"} "
                                    + scrapes.incrementAndGet()
                                    + "\n";
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "text/plain; version=0.0.4");
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        target.start();
        Path config = config(job("web", "127.0.0.1:" + target.getAddress().getPort()));
        try (GnomonServer server =
                GnomonServer.start(folder.resolve("data"), "--config.file=" + config)) {
            server.await(SOON, "samples", () -> value(server, "seen_total{a=\"b\"}") >= 2);
            target.stop(0);
            server.await(SOON, "down", () -> result(server, "up{job=\"web\"} == 0").size() == 1);
            assertEquals(0, result(server, "seen_total").size(), "the series has ended");
            JsonNode active =
                    JSON.readTree(server.get("api/v1/targets").body()).at("/data/activeTargets/0");
            assertEquals("down", active.path("health").asText());
            assertFalse(active.path("lastError").asText().isEmpty());
        } finally {
            target.stop(0);
        }
    }

    @Test
    void fileDiscoveryFindsATargetWithinSeconds() throws Exception {
        Path targets = folder.resolve("targets.json");
        Files.writeString(targets, "[]");
        Path config =
                config(
                        """
                          - job_name: files
                            scrape_interval: 1s
                            scheme: exporter
                            file_sd_configs: [{files: ['%s']}]
                        """
                                .formatted(targets));
        try (GnomonServer server =
                GnomonServer.start(folder.resolve("data"), "--config.file=" + config)) {
            Files.writeString(
                    targets, "[{\"targets\": [\"node\"], \"labels\": {\"room\": \"1\"}}]");
            server.await(
                    SOON,
                    "the new target is up",
                    () -> result(server, "up{job=\"files\",room=\"1\"} == 1").size() == 1);
        }
    }

    @Test
    void promtoolQueriesIt() throws Exception {
        String promtool = PeerPrograms.find("promtool").toString();
        try (GnomonServer server = GnomonServer.start(folder.resolve("data"))) {
            server.await(SOON, "up", () -> result(server, "up == 1").size() >= 2);
            String url = "http://127.0.0.1:" + server.base().getPort();
            String instant = Peers.run(List.of(promtool, "query", "instant", url, "up"));
            assertTrue(instant.contains("up{"), instant);
            assertTrue(instant.contains("=> 1 @["), instant);
            String range = Peers.run(List.of(promtool, "query", "range", "--step=1s", url, "up"));
            assertTrue(range.contains("1 @["), range);
            String labels = Peers.run(List.of(promtool, "query", "labels", url, "job"));
            assertTrue(labels.contains("node"), labels);
            Peers.run(List.of(promtool, "query", "series", "--match=up", url));
            Peers.run(List.of(promtool, "check", "healthy", "--url=" + url));
            Peers.run(List.of(promtool, "check", "ready", "--url=" + url));
        }
    }

    @Test
    void prometheusAndGnomonScrapeEachOther() throws Exception {
        Path prometheus = PeerPrograms.find("prometheus");
        Path theirs = folder.resolve("theirs.yml");
        Path ours = config(job("prometheus", "127.0.0.1:1"));
        try (GnomonServer server =
                GnomonServer.start(
                        folder.resolve("data"),
                        "--config.file=" + ours,
                        "--web.enable-lifecycle")) {
            String us = "127.0.0.1:" + server.base().getPort();
            Files.writeString(
                    theirs,
                    "scrape_configs:\n"
                            + job("gnomon", us)
                            + job("node", us)
                                    .replace(
                                            "static",
                                            "metrics_path: /exporters/node/metrics\n    static"));
            int port = GnomonServer.freePort();
            Process process =
                    new ProcessBuilder(
                                    prometheus.toString(),
                                    "--config.file=" + theirs,
                                    "--storage.tsdb.path=" + folder.resolve("prom"),
                                    "--web.listen-address=127.0.0.1:" + port)
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("prom.log").toFile())
                            .start();
            try {
                config(job("prometheus", "127.0.0.1:" + port));
                assertEquals(
                        200,
                        server.send(
                                        java.net.http.HttpRequest.newBuilder(
                                                        server.base().resolve("-/reload"))
                                                .POST(
                                                        java.net.http.HttpRequest.BodyPublishers
                                                                .noBody()))
                                .statusCode());
                server.await(
                        Duration.ofSeconds(60),
                        "we scrape Prometheus",
                        () ->
                                result(server, "prometheus_build_info{job=\"prometheus\"}").size()
                                        == 1);
                server.await(
                        Duration.ofSeconds(60),
                        "Prometheus scrapes both endpoints",
                        () -> theirQuery(server, port, "count(up == 1)").equals("2"));
                assertTrue(
                        Integer.parseInt(theirQuery(server, port, "count(node_cpu_seconds_total)"))
                                >= 8);
            } finally {
                process.destroy();
                assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            }
        }
    }

    private static String theirQuery(GnomonServer client, int port, String query) throws Exception {
        String url =
                "http://127.0.0.1:"
                        + port
                        + "/api/v1/query?query="
                        + java.net.URLEncoder.encode(query, StandardCharsets.UTF_8);
        String body =
                client.send(java.net.http.HttpRequest.newBuilder(java.net.URI.create(url))).body();
        return JSON.readTree(body).at("/data/result/0/value/1").asText();
    }

    private static JsonNode result(GnomonServer server, String query) throws Exception {
        return JSON.readTree(server.query(query)).at("/data/result");
    }

    private static long value(GnomonServer server, String query) throws Exception {
        return (long) result(server, query).at("/0/value/1").asDouble();
    }
}
