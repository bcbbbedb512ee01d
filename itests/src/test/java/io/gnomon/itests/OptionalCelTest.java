package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Conditions in CEL of blackbox.yml in the distribution: refused with one sentence while the bundle
 * exporters.cel is not there, evaluated when it is dropped in, without a restart.
 */
@Timeout(120)
class OptionalCelTest {
    private static final String ID = "io.gnomon.exporters.cel";
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir Path data;
    private HttpServer target;

    @BeforeEach
    void serveJson() throws IOException {
        target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] body = "{\"status\": \"green\", \"nodes\": 3}".getBytes(StandardCharsets.UTF_8);
        target.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        target.start();
    }

    @AfterEach
    void stop() {
        target.stop(0);
    }

    private HttpResponse<String> probe(GnomonServer server, String module) throws Exception {
        return server.send(
                server.admin(
                        "exporters/blackbox/probe?module="
                                + module
                                + "&target=http://127.0.0.1:"
                                + target.getAddress().getPort()
                                + "/"));
    }

    @Test
    void conditionsInCelAreEvaluatedOnceTheBundleIsThere() throws Exception {
        Path modules =
                Files.writeString(
                        data.resolve("blackbox.yml"),
                        """
                        modules:
                          plain: {prober: http}
                          green:
                            prober: http
                            http: {fail_if_body_json_not_matches_cel: "body.status == 'green'"}
                          small:
                            prober: http
                            http: {fail_if_body_json_matches_cel: "body.nodes < 5.0"}
                          wrong:
                            prober: http
                            http: {fail_if_body_json_matches_cel: "body.nodes <"}
                        """);
        Path settings =
                Files.writeString(
                        data.resolve("gnomon.yml"),
                        "exporters: {blackbox: {settings: {config.file: '%s'}}}\n"
                                .formatted(modules));
        try (GnomonServer server = GnomonServer.start(data, "--gnomon.config-file=" + settings)) {
            // A server that has just started may take the exporter in while it is asked.
            server.await(
                    SOON,
                    "the module is refused",
                    () -> probe(server, "green").statusCode() == 400);
            HttpResponse<String> refused = probe(server, "green");
            assertTrue(
                    refused.body().contains("the bundle " + ID + ", which evaluates CEL"),
                    refused.body());
            assertEquals(1, refused.body().strip().lines().count(), "one sentence");
            assertTrue(probe(server, "plain").body().contains("\nprobe_success 1\n"));
            assertTrue(server.log().contains("blackbox.yml:3:3: the module"), server.log());

            new DroppedPlugins(server).drop(bundle(), ID);
            server.await(
                    SOON,
                    "the condition passes",
                    () -> probe(server, "green").body().contains("\nprobe_success 1\n"));
            String small = probe(server, "small").body();
            assertTrue(small.contains("\nprobe_success 0\n"), small);
            assertTrue(small.contains("\nprobe_failed_due_to_cel 1\n"), small);
            HttpResponse<String> wrong = probe(server, "wrong");
            assertEquals(400, wrong.statusCode(), wrong.body());
            assertTrue(wrong.body().contains("fail_if_body_json_matches_cel: "), wrong.body());
            assertTrue(probe(server, "plain").body().contains("\nprobe_success 1\n"));
        }
    }

    /** Where the distribution keeps it for those who want it. */
    private static Path bundle() throws IOException {
        try (Stream<Path> files = Files.list(Distribution.home().resolve("optional"))) {
            return files.filter(f -> f.getFileName().toString().contains(ID))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
