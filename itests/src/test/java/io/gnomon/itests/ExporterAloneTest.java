package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The program runs one exporter alone on this host, under its own name and its peer's. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class ExporterAloneTest {
    private static final Pattern LISTENS = Pattern.compile("listens on (http://[^/]+)/");

    @TempDir Path folder;

    private Path log() {
        return folder.resolve("exporter.log");
    }

    private Process start(Path program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log().toFile());
        builder.environment().put("GNOMON_CACHE", folder.resolve("cache").toString());
        builder.environment().put("GNOMON_JAVA", System.getProperty("java.home") + "/bin/java");
        return builder.start();
    }

    private static Path program() {
        return Distribution.home().resolve("bin/gnomon");
    }

    /** Where it listens, once it does. */
    private URI awaitAddress(Process process) throws IOException {
        while (true) {
            Matcher matcher = LISTENS.matcher(Files.readString(log()));
            if (matcher.find()) {
                return URI.create(matcher.group(1));
            }
            assertTrue(process.isAlive(), () -> "it ended: " + text());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private String text() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void servesUntilItIsToldToEnd() throws Exception {
        // Called as its peer is: by a link of that name.
        Path link = folder.resolve("node_exporter");
        Files.createSymbolicLink(link, program());
        Process process =
                start(
                        link,
                        "--web.listen-address=127.0.0.1:0",
                        "--web.telemetry-path=/node",
                        "--log.format=json");
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI address = awaitAddress(process);
            String metrics = get(client, address.resolve("/node")).body();
            assertTrue(metrics.contains("node_cpu_seconds_total{"), metrics);
            assertTrue(metrics.contains("process_resident_memory_bytes "), metrics);
            assertEquals(200, get(client, address.resolve("/")).statusCode());
            assertEquals(404, get(client, address.resolve("/metrics")).statusCode());
            assertTrue(text().startsWith("{"), text());
            Process hangUp =
                    new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start();
            assertEquals(0, hangUp.waitFor());
            assertEquals(200, get(client, address.resolve("/node")).statusCode());
        } finally {
            process.destroy();
        }
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(143, process.exitValue(), text());
        try (Stream<Path> archives = Files.walk(folder.resolve("cache"))) {
            assertEquals(
                    1, archives.filter(file -> file.toString().endsWith(".jsa")).count(), text());
        }
        assertFalse(Files.exists(folder.resolve("data")), "it keeps nothing");
    }

    private static HttpResponse<String> get(HttpClient client, URI uri) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aFlagThatIsNotThereIsOneSentence() throws Exception {
        Process process = start(program(), "exporter", "node", "--path.procf=/host/proc");
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(2, process.exitValue());
        assertTrue(
                text().endsWith(
                                "error: unknown flag --path.procf, did you mean --path.procfs?; try"
                                        + " --help\n"),
                text());
    }
}
