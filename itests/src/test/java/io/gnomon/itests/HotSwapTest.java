package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Plugins come, change and go while the server works. */
class HotSwapTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int SWAPS = 20;
    private static final String NODE = "io.gnomon.exporters.node";
    private static final String WEBHOOK = "io.gnomon.alerting.channels.webhook";

    private static final String EVER_DOWN = "count_over_time((up{job=\"host\"} == 0)[1h:1s])";

    @TempDir private Path folder;

    private GnomonServer start() throws Exception {
        Path config = folder.resolve("prometheus.yml");
        Files.writeString(
                config,
                """
                scrape_configs:
                  - job_name: host
                    scrape_interval: 1s
                    scheme: exporter
                    static_configs: [{targets: ['node']}]
                """);
        GnomonServer server = GnomonServer.start(folder.resolve("data"), "--config.file=" + config);
        server.await(SOON, "the host is up", () -> samples(server, "node_load1").size() > 2);
        return server;
    }

    private static void drop(GnomonServer server, Path jar, String name) throws Exception {
        Path plugins = server.data().resolve("plugins");
        Path fresh = plugins.resolve(name + ".tmp");
        Files.copy(jar, fresh);
        Files.move(
                fresh,
                plugins.resolve(name + ".jar"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** What the API says of a plugin; a missing node when it is not listed. */
    private static JsonNode plugin(GnomonServer server, String id) throws Exception {
        for (JsonNode plugin : JSON.readTree(server.get("api/gnomon/v1/plugins").body())) {
            if (plugin.path("id").asText().equals(id)) {
                return plugin;
            }
        }
        return MissingNode.getInstance();
    }

    private static void awaitVersion(GnomonServer server, String id, String version)
            throws Exception {
        server.await(
                SOON,
                id + " " + version + " runs",
                () -> plugin(server, id).path("version").asText().equals(version));
    }

    /** Times of all samples of the last hour, in milliseconds. */
    private static List<Long> samples(GnomonServer server, String series) throws Exception {
        JsonNode result =
                JSON.readTree(server.query(series + "{job=\"host\"}[1h]")).at("/data/result");
        if (result.isEmpty()) {
            return List.of();
        }
        assertEquals(1, result.size(), () -> series + " is more than one series: " + result);
        return result.get(0)
                .path("values")
                .valueStream()
                .map(v -> Math.round(v.get(0).asDouble() * 1000))
                .toList();
    }

    private static int size(GnomonServer server, String promql) throws Exception {
        return JSON.readTree(server.query(promql)).at("/data/result").size();
    }

    @Test
    void anExporterReplacedUnderLoadMissesNoScrapeAndLeavesNothingBehind() throws Exception {
        try (GnomonServer server = start()) {
            drop(server, Repackaged.write(NODE, "1.0.0", folder), "node");
            awaitVersion(server, NODE, "1.0.0");
            Footprint before = Footprint.of(server.process());
            for (int i = 1; i <= SWAPS; i++) {
                String version = "1." + i + ".0";
                drop(server, Repackaged.write(NODE, version, folder), "node");
                awaitVersion(server, NODE, version);
                int seen = samples(server, "node_load1").size();
                server.await(
                        SOON,
                        version + " is scraped",
                        () -> samples(server, "node_load1").size() > seen);
            }
            List<Long> times = samples(server, "node_load1");
            for (int i = 1; i < times.size(); i++) {
                long distance = times.get(i) - times.get(i - 1);
                int at = i;
                assertTrue(
                        distance > 500 && distance < 1500,
                        () -> distance + " ms before sample " + at + " of " + times);
            }
            assertEquals(0, size(server, EVER_DOWN));
            assertEquals(times.size(), samples(server, "up").size(), "a scrape gave no sample");
            server.await(
                    SOON,
                    "memory and threads are back where they were",
                    () -> Footprint.of(server.process()).isNoLargerThan(before));
        }
    }

    @Test
    void aRemovedExportersSeriesEnd() throws Exception {
        try (GnomonServer server = start()) {
            drop(server, Repackaged.write(NODE, "1.0.0", folder), "node");
            awaitVersion(server, NODE, "1.0.0");
            // The distribution's own would come back, were it not stopped.
            assertEquals(1, size(server, "node_load1"));
            var stop =
                    server.send(
                            admin(server, "api/gnomon/v1/plugins/" + NODE + "/stop")
                                    .POST(HttpRequest.BodyPublishers.noBody()));
            assertEquals(200, stop.statusCode(), stop.body());
            long stopped = System.nanoTime();
            server.await(SOON, "the series has ended", () -> size(server, "node_load1") == 0);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - stopped);
            assertTrue(millis < 10_000, () -> "by lookback, not by a marker: " + millis + " ms");
            assertEquals(1, size(server, "up{job=\"host\"} == 0"));
            Files.delete(server.data().resolve("plugins/node.jar"));
            var start =
                    server.send(
                            admin(server, "api/gnomon/v1/plugins/" + NODE + "/start")
                                    .POST(HttpRequest.BodyPublishers.noBody()));
            assertEquals(200, start.statusCode(), start.body());
            server.await(SOON, "it is back", () -> size(server, "node_load1") == 1);
        }
    }

    @Test
    void whatIsNotWholeOrDoesNotResolveChangesNothing() throws Exception {
        try (GnomonServer server = start()) {
            String official = plugin(server, NODE).path("version").asText();
            Path bad =
                    Repackaged.write(
                            NODE,
                            "2.0.0",
                            folder,
                            "Import-Package",
                            "com.example.gone;version=\"[3,4)\"");
            drop(server, bad, "bad");
            server.await(
                    SOON,
                    "it is refused in words",
                    () ->
                            plugin(server, NODE)
                                    .path("error")
                                    .asText()
                                    .contains(
                                            "needs the package com.example.gone version 3.0.0 up to"
                                                    + " below 4.0.0, which nothing provides"));
            assertEquals(official, plugin(server, NODE).path("version").asText());
            assertEquals("active", plugin(server, NODE).path("state").asText());

            byte[] jar = Files.readAllBytes(Repackaged.write(NODE, "1.0.0", folder));
            Path half = server.data().resolve("plugins/half.jar");
            Files.write(half, Arrays.copyOf(jar, jar.length - 1000));
            server.await(
                    SOON,
                    "it is called broken",
                    () -> plugin(server, "half.jar").path("state").asText().equals("failed"));
            assertEquals(official, plugin(server, NODE).path("version").asText());
            Files.write(
                    half,
                    Arrays.copyOfRange(jar, jar.length - 1000, jar.length),
                    StandardOpenOption.APPEND);
            awaitVersion(server, NODE, "1.0.0");
            assertEquals(0, size(server, EVER_DOWN));
        }
    }

    @Test
    void aDroppedJarWorksWithinThreeSeconds() throws Exception {
        try (GnomonServer server = start()) {
            Path jar = Repackaged.write(NODE, "1.0.0", folder);
            long dropped = System.nanoTime();
            drop(server, jar, "node");
            awaitVersion(server, NODE, "1.0.0");
            int seen = samples(server, "node_load1").size();
            server.await(SOON, "it is scraped", () -> samples(server, "node_load1").size() > seen);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - dropped);
            System.out.println("dropped to scraped in " + millis + " ms");
            assertTrue(millis < 3000, () -> millis + " ms");
        }
    }

    @Test
    void aChannelReplacedWhileItSendsLosesNothingAndSendsNothingTwice() throws Exception {
        AtomicInteger received = new AtomicInteger();
        HttpServer receiver =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    received.incrementAndGet();
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        receiver.start();
        String body =
                "{\"type\": \"webhook\", \"settings\": {\"url\": \"http://127.0.0.1:%d/\"}}"
                        .formatted(receiver.getAddress().getPort());
        try (GnomonServer server = start()) {
            AtomicBoolean go = new AtomicBoolean(true);
            CompletableFuture<Integer> sending =
                    CompletableFuture.supplyAsync(() -> sendWhile(go, server, body));
            for (int i = 1; i <= 5; i++) {
                String version = "1." + i + ".0";
                drop(server, Repackaged.write(WEBHOOK, version, folder), "webhook");
                awaitVersion(server, WEBHOOK, version);
            }
            go.set(false);
            int sent = sending.get(30, TimeUnit.SECONDS);
            assertTrue(sent > 5, () -> "only " + sent);
            assertEquals(sent, received.get());
        } finally {
            receiver.stop(0);
        }
    }

    private static int sendWhile(AtomicBoolean go, GnomonServer server, String body) {
        int sent = 0;
        try {
            while (go.get()) {
                var answer =
                        server.send(
                                admin(server, "api/gnomon/v1/channels/test")
                                        .header("Content-Type", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofString(body)));
                assertTrue(
                        JSON.readTree(answer.body()).path("ok").asBoolean(),
                        () -> "after the swap: " + answer.body());
                sent++;
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return sent;
    }

    private static HttpRequest.Builder admin(GnomonServer server, String path) throws Exception {
        String password = Files.readString(server.data().resolve("admin-password")).strip();
        String credentials = "admin:" + password;
        return HttpRequest.newBuilder(server.base().resolve(path))
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                credentials.getBytes(StandardCharsets.UTF_8)));
    }
}
