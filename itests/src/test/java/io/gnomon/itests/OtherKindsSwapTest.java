package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A data source, a transformation and a discovery are replaced while they are used. */
class OtherKindsSwapTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int SWAPS = 20;
    private static final AtomicInteger PANELS = new AtomicInteger();
    private static final String DATA_SOURCE = "io.gnomon.datasources.prometheus";
    private static final String TRANSFORMATION = "io.gnomon.transformations.organize";
    private static final String DISCOVERY = "io.gnomon.discovery.file";

    @TempDir private Path folder;

    /** Takes its time, so that calls are on their way whenever a version changes. */
    private static Answer slowAnswer(LoopbackServer.Asked asked) {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Answer.json(
                200,
                """
                {"status": "success", "data": {"resultType": "vector", "result": [
                    {"metric": {"__name__": "x"}, "value": [1700000060, "7"]}]}}
                """);
    }

    private GnomonServer start() throws Exception {
        Path targets = folder.resolve("targets.json");
        Files.writeString(targets, "[{\"targets\": [\"node\"]}]");
        Path config = folder.resolve("prometheus.yml");
        Files.writeString(
                config,
                """
                scrape_configs:
                  - job_name: found
                    scrape_interval: 1s
                    scheme: exporter
                    file_sd_configs: [{files: ['%s']}]
                """
                        .formatted(targets));
        GnomonServer server = GnomonServer.start(folder.resolve("data"), "--config.file=" + config);
        server.await(SOON, "the target is found", () -> scrapes(server) > 1);
        return server;
    }

    /** Scrapes of the found target. */
    private static int scrapes(GnomonServer server) throws Exception {
        return JSON.readTree(server.query("up{job=\"found\"}[1h]"))
                .at("/data/result/0/values")
                .size();
    }

    private static void lookAtTargets(GnomonServer server) throws Exception {
        JsonNode targets = JSON.readTree(server.get("api/v1/targets").body());
        assertEquals(1, targets.at("/data/activeTargets").size(), targets::toString);
    }

    private static String createSource(GnomonServer server, LoopbackServer answering)
            throws Exception {
        HttpResponse<String> created =
                server.adminPost(
                        "api/gnomon/v1/datasources",
                        """
                        {"name": "Slow", "type": "prometheus", "settings": {"url": "%s"}}
                        """
                                .formatted(answering.uri("")));
        assertTrue(created.statusCode() < 300, created.body());
        return JSON.readTree(created.body()).path("uid").asText();
    }

    /**
     * A panel that asks the data source and renames what it gets. Each asks something else: equal
     * queries at a time would be asked once.
     */
    private static void runPanel(GnomonServer server, String uid) throws Exception {
        HttpResponse<String> answer =
                server.adminPost(
                        "api/gnomon/v1/panels/query",
                        """
                        {"dashboard": {"inline": {"panels": [{
                            "id": 1,
                            "type": "table",
                            "datasource": {"type": "prometheus", "uid": "%s"},
                            "targets": [{"refId": "A", "expr": "x + %d", "instant": true,
                                "range": false, "format": "table"}],
                            "transformations": [{"id": "organize",
                                "options": {"renameByName": {"Value": "Renamed"}}}]}]}},
                         "panels": [{"id": 1, "width": 500}],
                         "from": 1700000000000, "to": 1700000060000}
                        """
                                .formatted(uid, PANELS.incrementAndGet()));
        assertEquals(200, answer.statusCode(), answer.body());
        JsonNode panel = JSON.readTree(answer.body());
        assertTrue(panel.path("errors").isEmpty(), answer.body());
        assertTrue(
                panel.at("/frames/0/fields")
                        .valueStream()
                        .anyMatch(f -> shownName(f).equals("Renamed")),
                answer.body());
    }

    private static String shownName(JsonNode field) {
        String display = field.at("/config/displayName").asText();
        return display.isEmpty() ? field.path("name").asText() : display;
    }

    @Test
    void noCallFailsAndTargetsStay() throws Exception {
        try (LoopbackServer answering = new LoopbackServer(OtherKindsSwapTest::slowAnswer);
                GnomonServer server = start()) {
            DroppedPlugins plugins = new DroppedPlugins(server);
            String uid = createSource(server, answering);
            try (Load panels = new Load(3, () -> runPanel(server, uid));
                    Load targets = new Load(1, () -> lookAtTargets(server))) {
                replaceAll(plugins, "1.0.0");
                Footprint before = Footprint.of(server.process());
                for (int i = 1; i <= SWAPS; i++) {
                    replaceAll(plugins, "1." + i + ".0");
                }
                panels.finish();
                assertTrue(panels.done() > SWAPS, () -> "only " + panels.done());
                System.out.println("OtherKindsSwapTest: %d panels".formatted(panels.done()));
                assertEquals(panels.done(), answering.asked().size(), "a query was asked twice");
                Footprint.awaitBackAt(before, server);

                HttpResponse<String> stop =
                        server.adminPost("api/gnomon/v1/plugins/" + DISCOVERY + "/stop", "");
                assertEquals(200, stop.statusCode(), stop.body());
                int seen = scrapes(server);
                server.await(
                        SOON,
                        "its targets stay while it is away",
                        () -> scrapes(server) > seen + 2);
                targets.finish();
            }
        }
    }

    /** Three at a time: each has its own folder look, start and drain. */
    private void replaceAll(DroppedPlugins plugins, String version) throws Exception {
        for (String id : new String[] {DATA_SOURCE, TRANSFORMATION, DISCOVERY}) {
            plugins.drop(Repackaged.write(id, version, folder), id);
        }
        for (String id : new String[] {DATA_SOURCE, TRANSFORMATION, DISCOVERY}) {
            plugins.awaitVersion(id, version);
        }
    }
}
