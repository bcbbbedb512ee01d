package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Pages other than alerting and dashboards, in a real browser; the looking itself is
 * platform.web/browser-test. {@code -Dscreenshots.write=true} makes the pictures of docs/images
 * anew, in the other classes too.
 */
class BrowserPagesTest {
    @TempDir private static Path data;

    /** One for all: each look makes what it looks for. */
    private static GnomonServer server;

    @TempDir private Path folder;

    @BeforeAll
    static void start() throws Exception {
        server = GnomonServer.start(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void homeIsLiveAndNoPolicyIsViolated() throws Exception {
        Path pictures =
                Boolean.getBoolean("screenshots.write")
                        ? Distribution.checkout().resolve("docs/images")
                        : folder.resolve("images");
        if (Boolean.getBoolean("screenshots.write")) {
            server.await(
                    Duration.ofMinutes(6),
                    "charts that are full from left to right",
                    () -> server.query("count_over_time(node_load1[6m]) > 298").contains("value"));
        }
        Browser.lookedWell("run", server.base(), "OUT_DIR", pictures.toString());
        for (String name : List.of("home", "query", "plugins")) {
            assertTrue(Files.size(pictures.resolve(name + ".png")) > 10_000, name);
        }
    }

    /** Over plain HTTP, where a browser keeps six connections to a host. */
    @ParameterizedTest
    @ValueSource(strings = {"tabs", "load"})
    void tenTabsShareAStreamAndTheFirstLoadIsSmall(String script) throws Exception {
        Browser.lookedWellAsAdministrator(script, server, folder);
    }

    /** Users, tokens, audit log and status; a metric that is found and kept as a panel. */
    @ParameterizedTest
    @CsvSource({"admin, series", "explore, metrics"})
    void whatAnAdministratorDoesInThePage(String script, String picture) throws Exception {
        Browser.lookedWellAsAdministrator(script, server, folder);
        Browser.keep(folder, picture);
    }

    /**
     * A page that refreshes for an hour ({@code -Plong}, two minutes without) does not grow. It is
     * hardly more than a wait, so the other tests run beside it.
     */
    @Test
    @Execution(CONCURRENT)
    void aPageThatRefreshesDoesNotGrow() throws Exception {
        int seconds =
                Integer.getInteger("refresh.seconds", Boolean.getBoolean("long") ? 3600 : 120);
        try (GnomonServer own = GnomonServer.start(folder.resolve("data"))) {
            String said =
                    Browser.looked(
                            "measure",
                            own.base(),
                            "REFRESH_S",
                            Integer.toString(seconds),
                            "RUNS",
                            "0");
            JsonNode measured = new ObjectMapper().readTree(said);
            System.out.println("browser heap over " + seconds + " s: " + measured + " bytes");
            // In minutes the charts and the compiled code fill, too: up to 11 % were seen.
            int percent = seconds < 3600 ? 25 : 10;
            assertStays(measured.path("heap"), percent, said);
            assertStays(measured.path("made"), percent, said);
        }
    }

    /** The last figure is less than so many percent above the second. */
    private static void assertStays(JsonNode bytes, int percent, String said) {
        // The first look is at a page whose charts still fill.
        long early = bytes.path(1).asLong();
        long late = bytes.path(bytes.size() - 1).asLong();
        assertTrue(early > 1 << 20, said);
        assertTrue(late < early + early * percent / 100, said);
    }
}
