package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program runs one exporter alone on this host, under its own name and its peer's. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class ExporterAloneTest {
    @TempDir Path folder;

    @Test
    void servesUntilItIsToldToEnd() throws Exception {
        // Called as its peer is: by a link of that name.
        Path link = folder.resolve("node_exporter");
        Files.createSymbolicLink(link, AloneExporter.program());
        AloneExporter exporter =
                AloneExporter.start(
                        folder,
                        link,
                        List.of(
                                "--web.listen-address=127.0.0.1:0",
                                "--web.telemetry-path=/node",
                                "--log.format=json"));
        Process process = exporter.process();
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI address = exporter.awaitAddress();
            String metrics = get(client, address.resolve("/node")).body();
            assertTrue(metrics.contains("node_cpu_seconds_total{"), metrics);
            assertTrue(metrics.contains("process_resident_memory_bytes "), metrics);
            assertEquals(200, get(client, address.resolve("/")).statusCode());
            assertEquals(404, get(client, address.resolve("/metrics")).statusCode());
            assertTrue(exporter.text().startsWith("{"), exporter.text());
            Process hangUp =
                    new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start();
            assertEquals(0, hangUp.waitFor());
            assertEquals(200, get(client, address.resolve("/node")).statusCode());
        } finally {
            exporter.close();
        }
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(143, process.exitValue(), exporter.text());
        try (Stream<Path> archives = Files.walk(folder.resolve("cache"))) {
            assertEquals(
                    1,
                    archives.filter(file -> file.toString().endsWith(".jsa")).count(),
                    exporter.text());
        }
        assertFalse(Files.exists(folder.resolve("data")), "it keeps nothing");
    }

    private static HttpResponse<String> get(HttpClient client, URI uri) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aFlagThatIsNotThereIsOneSentence() throws Exception {
        AloneExporter exporter =
                AloneExporter.start(
                        folder,
                        AloneExporter.program(),
                        List.of("exporter", "node", "--path.procf=/host/proc"));
        Process process = exporter.process();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(2, process.exitValue());
        assertTrue(
                exporter.text()
                        .endsWith(
                                "error: unknown flag --path.procf, did you mean --path.procfs?; try"
                                        + " --help\n"),
                exporter.text());
    }
}
