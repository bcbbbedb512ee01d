package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/** The store and the query engine are replaced while the server works. */
class ServerPartsSwapTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int SWAPS = 5;
    private static final String STORE = "io.gnomon.platform.tsdb";
    private static final String ENGINE = "io.gnomon.platform.promql";

    private static final List<String> ASKED =
            List.of(
                    "api/v1/query?query=sum(rate(node_cpu_seconds_total[30s]))",
                    "api/v1/query?query=scrapes_seen_total",
                    "api/v1/labels",
                    "api/v1/label/job/values",
                    "api/v1/series?match[]=up",
                    "api/v1/status/tsdb");

    @TempDir private Path folder;
    private final CountedTarget target = new CountedTarget();

    @AfterEach
    void closeTarget() {
        target.close();
    }

    private GnomonServer start() throws Exception {
        Path config = folder.resolve("prometheus.yml");
        Files.writeString(
                config,
                "scrape_configs:\n"
                        + target.job()
                        + """
                          - job_name: host
                            scrape_interval: 1s
                            scheme: exporter
                            static_configs: [{targets: ['node']}]
                        """);
        GnomonServer server = GnomonServer.start(folder.resolve("data"), "--config.file=" + config);
        server.await(SOON, "there are samples", () -> CountedTarget.shown(server) > 1);
        return server;
    }

    /** One call after the other: answers are whole, or say when to come again. */
    private static Load queries(GnomonServer server, AtomicInteger unavailable) {
        AtomicInteger next = new AtomicInteger();
        return new Load(
                2,
                () -> {
                    String path = ASKED.get(next.getAndIncrement() % ASKED.size());
                    HttpResponse<String> answer = server.get(path);
                    JsonNode body = JSON.readTree(answer.body());
                    if (answer.statusCode() == 503) {
                        unavailable.incrementAndGet();
                        assertEquals("2", answer.headers().firstValue("Retry-After").orElse(""));
                        assertEquals("unavailable", body.path("errorType").asText());
                    } else {
                        assertEquals(200, answer.statusCode(), path + ": " + answer.body());
                        assertFalse(body.path("data").isEmpty(), path + ": " + answer.body());
                    }
                });
    }

    @Test
    void bothReplacedUnderLoadLoseNothingAndLeaveNothingBehind() throws Exception {
        AtomicInteger unavailable = new AtomicInteger();
        try (GnomonServer server = start()) {
            DroppedPlugins plugins = new DroppedPlugins(server);
            plugins.replace(STORE, "1.0.0", folder);
            plugins.replace(ENGINE, "1.0.0", folder);
            // Measuring stops the server for a moment, so it comes before and after what counts.
            Footprint before = Footprint.of(server.process());
            long first = CountedTarget.shown(server) + 1;
            try (Load load = queries(server, unavailable)) {
                for (int i = 1; i <= SWAPS; i++) {
                    String version = "1." + i + ".0";
                    plugins.replace(STORE, version, folder);
                    long shown = CountedTarget.shown(server);
                    plugins.replace(ENGINE, version, folder);
                    server.await(
                            SOON,
                            "scrapes go on after " + version,
                            () -> CountedTarget.shown(server) > shown + 1);
                }
                load.finish();
                System.out.println(
                        "ServerPartsSwapTest: %d answers, %d of them 503; %s"
                                .formatted(load.done(), unavailable.get(), absences(server)));
            }
            CountedTarget.assertNoneIsMissing(server, first);
            Footprint.awaitBackAt(before, server);
            assertFalse(server.log().contains("\tat "), server.log());

            HttpResponse<String> back =
                    server.adminPost("api/gnomon/v1/plugins/" + STORE + "/rollback", "");
            assertEquals(200, back.statusCode(), back.body());
            assertEquals("1.4.0", JSON.readTree(back.body()).path("version").asText());
            assertEquals(
                    204,
                    server.send(server.admin("api/gnomon/v1/plugins/" + STORE).DELETE())
                            .statusCode());
            assertTrue(plugins.status(STORE).path("official").asBoolean());
            long shown = CountedTarget.shown(server);
            assertEquals(
                    LongStream.rangeClosed(first, shown).boxed().toList(),
                    CountedTarget.stored(server, first).stream().filter(n -> n <= shown).toList());
        }
    }

    /** What the server says about how long the store was away. */
    private static List<String> absences(GnomonServer server) throws Exception {
        return server.log()
                .lines()
                .filter(line -> line.contains(STORE + " was away for"))
                .map(line -> line.substring(line.indexOf("was away")))
                .toList();
    }

    @Test
    void aKillRightAfterASwapLosesNothingThatWasShown() throws Exception {
        long first;
        long shown;
        try (GnomonServer server = start()) {
            first = CountedTarget.shown(server);
            new DroppedPlugins(server).replace(STORE, "1.1.0", folder);
            shown = CountedTarget.shown(server);
            server.kill();
        }
        try (GnomonServer server =
                GnomonServer.start(
                        folder.resolve("data"),
                        "--config.file=" + folder.resolve("prometheus.yml"))) {
            DroppedPlugins plugins = new DroppedPlugins(server);
            assertEquals("1.1.0", plugins.version(STORE), "it starts with what lies in the folder");
            assertFalse(plugins.status(STORE).path("official").asBoolean());
            server.await(SOON, "it goes on", () -> CountedTarget.shown(server) > shown);
            List<Long> stored = CountedTarget.stored(server, first);
            assertEquals(
                    LongStream.rangeClosed(first, shown).boxed().toList(),
                    stored.stream().filter(n -> n <= shown).toList());
        }
    }

    @Test
    void whatDoesNotStartIsRefusedAndTheStoreComesBack() throws Exception {
        try (GnomonServer server = start()) {
            long first = CountedTarget.shown(server);
            DroppedPlugins plugins = new DroppedPlugins(server);
            String official = plugins.version(STORE);
            plugins.drop(
                    Repackaged.write(
                            STORE,
                            "2.0.0",
                            folder,
                            "Import-Package",
                            "com.example.gone;version=\"[3,4)\""),
                    "unresolvable");
            plugins.awaitError(
                    STORE,
                    "2.0.0 does not start: it needs the package com.example.gone version 3.0.0 up"
                            + " to below 4.0.0, which nothing provides");
            plugins.drop(
                    Repackaged.write(STORE, "3.0.0", folder, "Service-Component", "none.xml"),
                    "empty");
            plugins.awaitError(
                    STORE,
                    "3.0.0 does not start: it does not offer io.gnomon.model.storage.Storage,"
                            + " io.gnomon.model.storage.StorageAdmin, as the version before it"
                            + " does");
            assertEquals(official, plugins.version(STORE));
            assertEquals("active", plugins.status(STORE).path("state").asText());
            HttpResponse<String> stop =
                    server.adminPost("api/gnomon/v1/plugins/" + STORE + "/stop", "");
            assertTrue(stop.body().contains("it can be replaced, not stopped"), stop.body());
            long shown = CountedTarget.shown(server);
            server.await(SOON, "scrapes go on", () -> CountedTarget.shown(server) > shown + 1);
            CountedTarget.assertNoneIsMissing(server, first);
        }
    }
}
