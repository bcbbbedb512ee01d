package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code gnomon backup} and {@code restore} beside the real server; its admin API. */
class BackupTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir private Path folder;

    private record Ran(int code, String said) {}

    private static Ran gnomon(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Distribution.home().resolve("bin/gnomon").toString());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return new Ran(process.exitValue(), said);
    }

    private static boolean hasSamples(GnomonServer server) throws Exception {
        return server.query("count_over_time(up{job=\"gnomon\"}[5m]) >= 3").contains("\"value\"");
    }

    /** Whether there is a sample of a time or of the five minutes before it. */
    private static boolean hasSamplesUntil(GnomonServer server, long unixSeconds) throws Exception {
        return server.query("count_over_time(up{job=\"gnomon\"}[5m] @ " + unixSeconds + ")")
                .contains("\"value\"");
    }

    @Test
    void aBackupOfARunningServerIsAServer() throws Exception {
        Path data = folder.resolve("data");
        Path backup = folder.resolve("backup");
        String password;
        try (GnomonServer server = GnomonServer.start(data)) {
            server.await(SOON, "samples", () -> hasSamples(server));
            password = Files.readString(data.resolve("admin-password"));
            Ran ran = gnomon("backup", backup.toString(), "--storage.tsdb.path=" + data);
            assertEquals(0, ran.code(), ran.said());
            Ran again = gnomon("backup", backup.toString(), "--storage.tsdb.path=" + data);
            assertEquals(1, again.code());
            assertTrue(again.said().contains("is not empty"), again.said());
        }
        Path restored = folder.resolve("restored");
        Ran ran = gnomon("restore", backup.toString(), "--storage.tsdb.path=" + restored);
        assertEquals(0, ran.code(), ran.said());
        Files.delete(restored.resolve("gnomon.log"));
        try (GnomonServer server =
                GnomonServer.start(
                        restored,
                        "--config.file=" + Files.writeString(folder.resolve("e.yml"), ""))) {
            assertTrue(hasSamples(server), "samples that were in memory came along");
            assertEquals(password, Files.readString(restored.resolve("admin-password")));
            assertFalse(server.log().contains("ERROR"), server.log());
        }
        // The same once more, of the stopped server.
        Path cold = folder.resolve("cold");
        assertEquals(
                0, gnomon("backup", cold.toString(), "--storage.tsdb.path=" + restored).code());
        damageOneByte(cold.resolve("secrets.key"));
        Ran refused =
                gnomon("restore", cold.toString(), "--storage.tsdb.path=" + folder.resolve("x"));
        assertEquals(1, refused.code());
        assertTrue(refused.said().contains("secrets.key is damaged"), refused.said());
        assertFalse(Files.exists(folder.resolve("x")));
    }

    private static void damageOneByte(Path file) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void aNewerFormatIsRefusedInWords() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("format"), "99\n");
        try (GnomonServer server = GnomonServer.launch(data)) {
            assertTrue(server.process().waitFor(60, TimeUnit.SECONDS));
            assertEquals(1, server.process().exitValue());
            assertTrue(server.log().contains("has format 99, this Gnomon knows"), server.log());
            assertFalse(server.log().contains("\tat "), server.log());
        }
    }

    @Test
    void seriesAreDeletedAndCopiedThroughTheApi() throws Exception {
        Path data = folder.resolve("data");
        Path config = Files.writeString(folder.resolve("prometheus.yml"), ONE_JOB);
        try (GnomonServer server =
                GnomonServer.start(data, "--web.enable-admin-api", "--config.file=" + config)) {
            server.await(SOON, "samples", () -> hasSamples(server));
            assertEquals(200, post(server, "snapshot"));
            try (Stream<Path> snapshots = Files.list(data.resolve("snapshots"))) {
                assertEquals(1, snapshots.count());
            }
            // New ones come each second, also between the next requests.
            long now = System.currentTimeMillis() / 1000;
            assertTrue(hasSamplesUntil(server, now));
            assertEquals(204, post(server, "delete_series?match%5B%5D=up&end=" + (now + 60)));
            assertFalse(hasSamplesUntil(server, now), "they are gone at once");
            assertEquals(204, post(server, "clean_tombstones"));
            server.await(SOON, "new samples", () -> hasSamples(server));
        }
    }

    private static final String ONE_JOB =
            """
            scrape_configs:
              - job_name: gnomon
                scheme: exporter
                scrape_interval: 1s
                static_configs: [{targets: [self-tsdb]}]
            """;

    private static int post(GnomonServer server, String path) throws Exception {
        return server.send(
                        HttpRequest.newBuilder(server.base().resolve("api/v1/admin/tsdb/" + path))
                                .POST(HttpRequest.BodyPublishers.noBody()))
                .statusCode();
    }
}
