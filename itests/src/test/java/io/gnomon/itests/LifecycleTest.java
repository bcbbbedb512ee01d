package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starting, signals and stopping of the real server. */
class LifecycleTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir private Path folder;

    @Test
    void stopsInOrderOnSigtermAndStartsAgain() throws Exception {
        for (int start = 0; start < 2; start++) {
            try (GnomonServer server = GnomonServer.start(folder.resolve("data"))) {
                assertEquals(143, server.stop());
                assertFalse(server.log().contains("Exception"), server.log());
            }
        }
    }

    @Test
    void secondServerOnTheSameDataIsRefused() throws Exception {
        Path data = folder.resolve("data");
        try (GnomonServer server = GnomonServer.start(data)) {
            Process second =
                    new ProcessBuilder(
                                    Distribution.home().resolve("bin/gnomon").toString(),
                                    "--storage.tsdb.path=" + data,
                                    "--web.listen-address=127.0.0.1:0")
                            .redirectErrorStream(true)
                            .start();
            String said =
                    new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(75, second.waitFor());
            assertTrue(
                    said.contains("in use by another server (pid " + server.process().pid()), said);
        }
    }

    @Test
    void missingConfigurationIsOneSentence() throws Exception {
        try (GnomonServer server =
                GnomonServer.launch(folder.resolve("data"), "--config.file=no-such.yml")) {
            assertTrue(server.process().waitFor(60, TimeUnit.SECONDS));
            assertEquals(1, server.process().exitValue());
            assertTrue(server.log().contains("no-such.yml"), server.log());
            assertFalse(server.log().contains("\tat "), server.log());
        }
    }

    @Test
    void badConfigurationSaysWhereAndWhat() throws Exception {
        Path config = folder.resolve("prometheus.yml");
        Files.writeString(config, "global:\n  scrape_intervall: 5s\n");
        try (GnomonServer server =
                GnomonServer.launch(folder.resolve("data"), "--config.file=" + config)) {
            assertTrue(server.process().waitFor(60, TimeUnit.SECONDS));
            assertEquals(1, server.process().exitValue());
            assertTrue(server.log().contains("prometheus.yml:2:3"), server.log());
            assertTrue(server.log().contains("scrape_intervall"), server.log());
        }
    }

    @Test
    void aServerWithoutItsWebInterfaceDoesNotRun() throws Exception {
        Path users = folder.resolve("web.yml");
        Files.writeString(users, "basic_auth_users: {ann: plain}\n");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> sentences =
                    Map.of(
                            "--web.listen-address=127.0.0.1:" + taken.getLocalPort(),
                            "127.0.0.1:" + taken.getLocalPort(),
                            "--web.external-url=nope",
                            "web.external-url: \"nope\" must begin with http",
                            "--web.config.file=" + users,
                            "web.yml: basic_auth_users: the password of \"ann\"");
            for (Map.Entry<String, String> flag : sentences.entrySet()) {
                try (GnomonServer server =
                        GnomonServer.launch(folder.resolve("data"), flag.getKey())) {
                    assertTrue(server.process().waitFor(60, TimeUnit.SECONDS));
                    assertEquals(1, server.process().exitValue());
                    // logfmt writes quotes inside a message with a backslash.
                    String log = server.log().replace("\\", "");
                    assertTrue(log.contains(flag.getValue()), log);
                    assertFalse(server.log().contains("\tat "), server.log());
                }
            }
        }
    }

    @Test
    void hangUpReloadsAndABadFileKeepsTheOldConfiguration() throws Exception {
        Path config = folder.resolve("prometheus.yml");
        Files.writeString(config, "scrape_configs: []\n");
        try (GnomonServer server =
                GnomonServer.startWithHangUpIgnored(
                        folder.resolve("data"), "--config.file=" + config)) {
            Files.writeString(
                    config,
                    """
                    scrape_configs:
                      - job_name: host
                        scrape_interval: 1s
                        scheme: exporter
                        static_configs: [{targets: ['node']}]
                    """);
            hangUp(server);
            server.await(
                    SOON, "up", () -> server.query("up{job=\"host\"} == 1").contains("\"1\"]"));
            Files.writeString(config, "scrape_configs: {\n");
            hangUp(server);
            server.await(
                    SOON,
                    "the failure shows",
                    () ->
                            server.get("metrics")
                                    .body()
                                    .contains("prometheus_config_last_reload_successful 0"));
            assertTrue(server.get("api/v1/status/config").body().contains("job_name: host"));
        }
    }

    private static void hangUp(GnomonServer server) throws Exception {
        Process kill = new ProcessBuilder("kill", "-HUP", "" + server.process().pid()).start();
        assertEquals(0, kill.waitFor());
    }
}
