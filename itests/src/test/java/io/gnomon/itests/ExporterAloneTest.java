package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.InetSocketAddress;
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
    private static final int PROBES = 60;
    private static final double RESIDENT_MAX = 90e6;

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
            exporter.hangUp();
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

    @Test
    void probesAndReadsItsModulesAgain() throws Exception {
        Path modules = Files.writeString(folder.resolve("blackbox.yml"), modules("one"));
        HttpServer target =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        target.start();
        String asked = "&target=http://127.0.0.1:" + target.getAddress().getPort();
        try (AloneExporter exporter =
                        AloneExporter.start(
                                folder,
                                AloneExporter.program(),
                                List.of(
                                        "exporter",
                                        "blackbox",
                                        "--config.file=" + modules,
                                        "--web.listen-address=127.0.0.1:0"));
                HttpClient client = HttpClient.newHttpClient()) {
            URI address = exporter.awaitAddress();
            for (int i = 0; i < PROBES; i++) {
                String probe = get(client, address.resolve("/probe?module=one" + asked)).body();
                assertTrue(probe.contains("\nprobe_success 1\n"), probe);
            }
            assertEquals(
                    "Unknown module \"two\"",
                    get(client, address.resolve("/probe?module=two" + asked)).body().strip());
            exporter.await(
                    "it takes at most 90 MB",
                    () -> residentBytes(client, address.resolve("/metrics")) <= RESIDENT_MAX);

            Files.writeString(modules, modules("two"));
            exporter.hangUp();
            exporter.await(
                    "the module is there",
                    () ->
                            get(client, address.resolve("/probe?module=two" + asked)).statusCode()
                                    == 200);
            Files.writeString(modules, "modules: {two: {prober: htp}}");
            exporter.hangUp();
            exporter.await(
                    "it says what is wrong", () -> exporter.text().contains("blackbox.yml:1:25: "));
            assertTrue(
                    get(client, address.resolve("/metrics"))
                            .body()
                            .contains("\nblackbox_exporter_config_last_reload_successful 0\n"));
            assertEquals(
                    200, get(client, address.resolve("/probe?module=two" + asked)).statusCode());
        } finally {
            target.stop(0);
        }
    }

    private static String modules(String name) {
        return "modules: {%s: {prober: http, timeout: 5s}}\n".formatted(name);
    }

    private static double residentBytes(HttpClient client, URI metrics) throws Exception {
        return get(client, metrics)
                .body()
                .lines()
                .filter(line -> line.startsWith("process_resident_memory_bytes "))
                .mapToDouble(line -> Double.parseDouble(line.split(" ", -1)[1]))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void modulesThatAreNotValidAreSaidWithTheirPlace() throws Exception {
        Path modules =
                Files.writeString(folder.resolve("blackbox.yml"), "modules: {a: {prober: htp}}");
        AloneExporter exporter =
                AloneExporter.start(
                        folder,
                        AloneExporter.program(),
                        List.of(
                                "exporter",
                                "blackbox",
                                "--config.file=" + modules,
                                "--config.check"));
        assertTrue(exporter.process().waitFor(60, TimeUnit.SECONDS));
        assertEquals(1, exporter.process().exitValue());
        assertTrue(exporter.text().contains("blackbox.yml:1:23: "), exporter.text());
        assertFalse(exporter.text().contains("\tat "), exporter.text());
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
