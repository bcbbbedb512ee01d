package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.platform.testkit.PeerData;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Dashboards, in a real browser; the looking itself is platform.web/browser-test. */
@TestMethodOrder(OrderAnnotation.class)
class BrowserDashboardsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private static Path data;

    /** One for all, with twelve dashboards of the field in its folder as they are. */
    private static GnomonServer server;

    /** Number of panels of each of the twelve, by uid. */
    private static final ObjectNode PANELS = JSON.createObjectNode();

    @TempDir private Path folder;

    @BeforeAll
    static void start() throws Exception {
        Path dashboards = Files.createDirectories(data.resolve("dashboards"));
        try (var files = Files.newDirectoryStream(PeerData.folder("dashboards"), "*.json")) {
            for (Path file : files) {
                Files.copy(file, dashboards.resolve(file.getFileName()));
                JsonNode dashboard = JSON.readTree(file.toFile());
                String name = file.getFileName().toString().replace(".json", "");
                PANELS.put(dashboard.path("uid").asText(name), panels(dashboard));
            }
        }
        server = GnomonServer.start(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /**
     * A dashboard is made, edited, saved and restored; stars, sharing, library panels and the
     * keyboard.
     */
    @ParameterizedTest
    @CsvSource({"edit, editors", "share, library"})
    void whatAnAdministratorDoesWithDashboards(String script, String picture) throws Exception {
        Browser.lookedWellAsAdministrator(script, server, folder);
        Browser.keep(folder, picture);
    }

    /** Last, when the server has samples. */
    @Test
    @Order(Integer.MAX_VALUE)
    void dashboardsOfTheFieldAreDrawn() throws Exception {
        assertEquals(12, PANELS.size());
        server.await(
                Duration.ofMinutes(2),
                "samples for more than one step of the charts",
                () -> server.query("count_over_time(node_load1[1m]) > 30").contains("value"));
        Browser.lookedWell(
                "dashboards",
                server.base(),
                "EXPECTED",
                JSON.writeValueAsString(PANELS),
                "FULL",
                "{\"rYdddlPWk\": 60}",
                // Functions of VictoriaMetrics that PromQL does not have.
                "KNOWN",
                "topk_max|increases_over_time");
    }

    private static int panels(JsonNode dashboard) {
        int count = 0;
        for (JsonNode panel : dashboard.path("panels")) {
            count += panel.path("type").asText().equals("row") ? panel.path("panels").size() : 1;
        }
        for (JsonNode row : dashboard.path("rows")) {
            count += row.path("panels").size();
        }
        return count;
    }
}
