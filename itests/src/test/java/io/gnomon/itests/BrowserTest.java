package io.gnomon.itests;

import static io.gnomon.itests.Browser.look;
import static io.gnomon.itests.Browser.looked;
import static io.gnomon.itests.Browser.lookedWell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gnomon.platform.testkit.PeerData;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a user sees, in a real browser from npm; the looking itself is platform.web/browser-test.
 * {@code -Dscreenshots.write=true} makes the pictures of docs/images anew.
 */
class BrowserTest {
    @TempDir private Path folder;

    @Test
    void homeIsLiveAndNoPolicyIsViolated() throws Exception {
        Path pictures =
                Boolean.getBoolean("screenshots.write")
                        ? Distribution.checkout().resolve("docs/images")
                        : folder.resolve("images");
        try (GnomonServer server = GnomonServer.start(folder.resolve("data"))) {
            if (Boolean.getBoolean("screenshots.write")) {
                server.await(
                        Duration.ofMinutes(6),
                        "charts that are full from left to right",
                        () ->
                                server.query("count_over_time(node_load1[6m]) > 298")
                                        .contains("value"));
            }
            lookedWell("run", server.base(), "OUT_DIR", pictures.toString());
            for (String name : List.of("home", "query", "plugins")) {
                assertTrue(Files.size(pictures.resolve(name + ".png")) > 10_000, name);
            }
        }
    }

    /** Two targets that nobody listens for are down; the receiver cannot be reached either. */
    @Test
    void alertingIsReadAndChangedInThePage() throws Exception {
        Files.writeString(
                folder.resolve("prometheus.yml"),
                """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: [hand.yml]
                scrape_configs:
                  - job_name: web
                    static_configs: [{targets: ['127.0.0.1:9', '127.0.0.1:10']}]
                """);
        Files.writeString(
                folder.resolve("hand.yml"),
                """
                groups:
                  - name: basics
                    rules:
                      - {alert: TargetDown, expr: up == 0, labels: {severity: page}}
                      - {alert: LoadHigh, expr: node_load1 > 100, labels: {severity: warning}}
                """);
        String alertmanager =
                """
                route:
                  receiver: ops
                  group_wait: 0s
                  routes:
                    - {matchers: [severity=page], receiver: phone}
                    - {matchers: [severity=none], mute_time_intervals: [always]}
                time_intervals: [{name: always, time_intervals: [{}]}]
                receivers:
                  # wakes somebody up
                  - name: phone
                    webhook_configs:
                      - url: 'http://127.0.0.1:9/hook' # known to few
                  - name: ops # hears of the rest
                """;
        Files.writeString(folder.resolve("alertmanager.yml"), alertmanager);
        Path data = folder.resolve("data");
        try (GnomonServer server =
                GnomonServer.start(
                        data,
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--gnomon.alertmanager.config-file="
                                + folder.resolve("alertmanager.yml"))) {
            lookedWell(
                    "alerts",
                    server.base(),
                    "PASSWORD",
                    Files.readString(data.resolve("admin-password")).strip(),
                    "OUT_DIR",
                    folder.resolve("alerts").toString());
        }
        assertEquals(
                alertmanager.replace(
                        "# known to few\n",
                        """
                        # known to few
                                max_alerts: 7
                            discord_configs:
                            - webhook_url: http://127.0.0.1:1/
                        """),
                Files.readString(folder.resolve("alertmanager.yml")));
    }

    @Test
    void aDashboardIsMadeEditedSavedAndRestored() throws Exception {
        Path data = folder.resolve("data");
        try (GnomonServer server = GnomonServer.start(data)) {
            lookedWell(
                    "edit",
                    server.base(),
                    "PASSWORD",
                    Files.readString(data.resolve("admin-password")).strip(),
                    "OUT_DIR",
                    folder.resolve("edit").toString());
        }
        keep(folder.resolve("edit"), "editors");
    }

    /** Pictures of the tour. */
    private static void keep(Path pictures, String... names) throws IOException {
        for (String name : names) {
            Path picture = pictures.resolve(name + ".png");
            assertTrue(Files.size(picture) > 10_000, name);
            if (Boolean.getBoolean("screenshots.write")) {
                Files.copy(
                        picture,
                        Distribution.checkout().resolve("docs/images").resolve(name + ".png"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Over plain HTTP, where a browser keeps six connections to a host. */
    @ParameterizedTest
    @ValueSource(strings = {"tabs", "load"})
    void tenTabsShareAStreamAndTheFirstLoadIsSmall(String script) throws Exception {
        Path data = folder.resolve("data");
        try (GnomonServer server = GnomonServer.start(data)) {
            lookedWell(
                    script,
                    server.base(),
                    "PASSWORD",
                    Files.readString(data.resolve("admin-password")).strip());
        }
    }

    /** Twelve dashboards of the field, dropped into the folder as they are. */
    @Test
    void dashboardsOfTheFieldAreDrawn() throws Exception {
        Path dashboards = Files.createDirectories(folder.resolve("data/dashboards"));
        ObjectMapper json = new ObjectMapper();
        ObjectNode panels = json.createObjectNode();
        try (var files = Files.newDirectoryStream(PeerData.folder("dashboards"), "*.json")) {
            for (Path file : files) {
                Files.copy(file, dashboards.resolve(file.getFileName()));
                JsonNode dashboard = json.readTree(file.toFile());
                String name = file.getFileName().toString().replace(".json", "");
                panels.put(dashboard.path("uid").asText(name), panels(dashboard));
            }
        }
        assertEquals(12, panels.size());
        try (GnomonServer server = GnomonServer.start(folder.resolve("data"))) {
            server.await(
                    Duration.ofMinutes(2),
                    "samples for more than one step of the charts",
                    () -> server.query("count_over_time(node_load1[1m]) > 30").contains("value"));
            String said =
                    looked(
                            "dashboards",
                            server.base(),
                            "EXPECTED",
                            json.writeValueAsString(panels),
                            "FULL",
                            "{\"rYdddlPWk\": 60}",
                            // Functions of VictoriaMetrics that PromQL does not have.
                            "KNOWN",
                            "topk_max|increases_over_time");
            System.out.print(said);
        }
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

    /** A page that refreshes for an hour ({@code -Plong}, two minutes without) does not grow. */
    @Test
    void aPageThatRefreshesDoesNotGrow() throws Exception {
        int seconds =
                Integer.getInteger("refresh.seconds", Boolean.getBoolean("long") ? 3600 : 120);
        try (GnomonServer server = GnomonServer.start(folder.resolve("data"))) {
            String said =
                    looked(
                            "measure",
                            server.base(),
                            "REFRESH_S",
                            Integer.toString(seconds),
                            "RUNS",
                            "0");
            JsonNode measured = new ObjectMapper().readTree(said);
            System.out.println("browser heap over " + seconds + " s: " + measured + " bytes");
            assertStays(measured.path("heap"), said);
            assertStays(measured.path("made"), said);
        }
    }

    /** The last figure is less than a tenth above the second. */
    private static void assertStays(JsonNode bytes, String said) {
        // The first look is at a page whose charts still fill.
        long early = bytes.path(1).asLong();
        long late = bytes.path(bytes.size() - 1).asLong();
        assertTrue(early > 1 << 20, said);
        assertTrue(late < early + early / 10, said);
    }

    /**
     * Users, tokens, audit log and status; a metric that is found and kept as a panel; stars,
     * sharing, library panels and the keyboard.
     */
    @ParameterizedTest
    @CsvSource({"admin, series", "explore, metrics", "share, library"})
    void whatAnAdministratorDoesInThePage(String script, String picture) throws Exception {
        Path data = folder.resolve("data");
        try (GnomonServer server = GnomonServer.start(data)) {
            lookedWell(
                    script,
                    server.base(),
                    "PASSWORD",
                    Files.readString(data.resolve("admin-password")).strip(),
                    "OUT_DIR",
                    folder.resolve(script).toString());
        }
        keep(folder.resolve(script), picture);
    }

    /** With frames that never change, from the stand-in server of platform.web/mock. */
    @Test
    void everyPanelIsDrawnAndSpeaks() throws Exception {
        Process mock =
                new ProcessBuilder("node", "mock/server.mjs")
                        .directory(Browser.SCRIPTS.getParent().toFile())
                        .redirectErrorStream(true)
                        .start();
        try (var printed = mock.inputReader(StandardCharsets.UTF_8)) {
            String address = printed.readLine();
            assertTrue(address != null && address.startsWith("http://127.0.0.1:"), address);
            Path pictures = folder.resolve("panels");
            lookedWell("panels", address, "OUT_DIR", pictures.toString());
            assertTrue(Files.size(pictures.resolve("panels.png")) > 50_000);
            System.out.print(looked("tables", address, "OUT_DIR", pictures.toString()));
            lookedWell("links", address, "OUT_DIR", pictures.toString());
            lookedWell("host", address);
        } finally {
            mock.destroy();
            mock.waitFor();
        }
    }

    @Test
    void panelIsReplacedInPlaceWhileABrowserShowsIt() throws Exception {
        Path data = folder.resolve("data");
        try (GnomonServer server = GnomonServer.start(data)) {
            Process browser = look("swap", server.base(), "PANEL", "gauge");
            var output =
                    new BufferedReader(
                            new InputStreamReader(
                                    browser.getInputStream(), StandardCharsets.UTF_8));
            assertEquals("showing", output.readLine(), () -> rest(output));
            Path jar = Repackaged.write("io.gnomon.panels.gauge", "9.9.9", folder);
            long dropped = System.nanoTime();
            Files.move(
                    Files.copy(jar, data.resolve("plugins/gauge.tmp")),
                    data.resolve("plugins/io.gnomon.panels.gauge-9.9.9.jar"),
                    StandardCopyOption.ATOMIC_MOVE);
            assertEquals("swapped in place", output.readLine(), () -> rest(output));
            System.out.println(
                    "panel dropped to shown in "
                            + (System.nanoTime() - dropped) / 1_000_000
                            + " ms");
            assertTrue(browser.waitFor(60, TimeUnit.SECONDS));
            assertEquals(0, browser.exitValue());
        }
    }

    private static String rest(BufferedReader output) {
        return output.lines().reduce("", (a, b) -> a + "\n" + b);
    }
}
