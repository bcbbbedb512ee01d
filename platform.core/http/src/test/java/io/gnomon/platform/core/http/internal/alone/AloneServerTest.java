package io.gnomon.platform.core.http.internal.alone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.config.SettingsFlags;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.core.http.internal.login.Passwords;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Flag;
import io.gnomon.spi.exporter.CollectRequest;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.exporter.MetricSink;
import io.gnomon.spi.runtime.PluginException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** An exporter alone, from its command line to its answers. */
@Timeout(60)
class AloneServerTest {
    @TempDir Path temp;

    /** A queue's. */
    record Queue(
            @Default("/var/spool") String folder,
            @Flag(switchesOn = "collector.") List<String> enabledCollectors) {}

    private static final class QueueExporter implements Exporter {
        private final Queue settings;
        private int reloads;

        QueueExporter(Queue settings) {
            this.settings = settings;
        }

        @Override
        public void collect(CollectRequest request, MetricSink sink) throws Exception {
            if (!request.parameter("sleep").isEmpty()) {
                // Hangs as a dead disk does; the deadline interrupts it.
                Thread.sleep(60_000);
            }
            sink.family("queue_files", MetricType.GAUGE, "Files.");
            sink.sample(
                    reloads,
                    "folder",
                    settings.folder(),
                    "collectors",
                    String.join("+", settings.enabledCollectors()));
        }

        @Override
        public void reload() {
            reloads++;
        }
    }

    private static final ExporterFactory<Queue> FACTORY =
            new ExporterFactory<>() {
                @Override
                public String name() {
                    return "queue";
                }

                @Override
                public Class<Queue> settings() {
                    return Queue.class;
                }

                @Override
                public String program() {
                    return "queue_exporter";
                }

                @Override
                public boolean reloads() {
                    return true;
                }

                @Override
                public Map<String, Boolean> collectors() {
                    return Map.of("age", false);
                }

                @Override
                public Exporter create(Queue settings) {
                    if (settings.folder().isEmpty()) {
                        throw new IllegalStateException("there is no folder");
                    }
                    return new QueueExporter(settings);
                }
            };

    private static AloneServer server(String... arguments) throws Exception {
        List<String> flags = new ArrayList<>(List.of(arguments));
        flags.add("--web.listen-address=127.0.0.1:0");
        SettingsFlags known =
                new SettingsFlags(
                        FACTORY.collectors(), List.of(FACTORY.settings(), AloneSettings.class));
        AloneServer server =
                new AloneServer(
                        FACTORY, "1.2.3", known.parse(flags, name -> ""), new RecordBinder());
        server.start();
        return server;
    }

    private static HttpResponse<String> get(AloneServer server, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.ports().getFirst() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void servesAsThePeerWould() throws Exception {
        try (AloneServer server =
                server("--folder=/q", "--collector.age", "--web.telemetry-path=/own")) {
            String metrics = get(server, "/own").body();
            assertTrue(
                    metrics.contains("queue_files{folder=\"/q\",collectors=\"age\"} 0\n"), metrics);
            assertTrue(metrics.contains("queue_exporter_build_info{"), metrics);
            assertTrue(metrics.contains("version=\"1.2.3\"} 1\n"), metrics);
            assertTrue(metrics.contains("process_cpu_seconds_total "), metrics);
            assertEquals(404, get(server, "/metrics").statusCode());
            assertTrue(get(server, "/").body().contains("<a href=\"own\">Metrics</a>"));
            server.reload();
            assertTrue(get(server, "/own").body().contains("collectors=\"age\"} 1\n"));
            HttpResponse<String> late =
                    get(server, "/own?sleep=1", "X-Prometheus-Scrape-Timeout-Seconds", "0.2");
            assertEquals(504, late.statusCode());
            assertEquals("queue did not answer within 190ms\n", late.body());
        }
    }

    @Test
    void belowAPathAndUnderOtherNames() throws Exception {
        try (AloneServer server =
                server(
                        "--web.external-url=http://mon.example.com/queue/",
                        "--gnomon.allowed-hosts=alias")) {
            assertEquals(200, get(server, "/queue/metrics").statusCode());
            assertEquals(302, get(server, "/").statusCode());
            assertTrue(raw(server, "alias").startsWith("HTTP/1.1 200"), raw(server, "alias"));
            assertTrue(raw(server, "mon.example.com").startsWith("HTTP/1.1 200"));
            assertTrue(raw(server, "evil.example").startsWith("HTTP/1.1 403"));
        }
    }

    /** The answer to a Host header that clients do not send. */
    private static String raw(AloneServer server, String host) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.ports().getFirst())) {
            String request =
                    "GET /queue/metrics HTTP/1.1\r\nHost: "
                            + host
                            + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            byte[] answer = socket.getInputStream().readAllBytes();
            return new String(answer, StandardCharsets.UTF_8);
        }
    }

    @Test
    void usersOfWebYmlMustShowThemselves() throws Exception {
        Path web = temp.resolve("web.yml");
        Files.writeString(web, "basic_auth_users: {prom: " + Passwords.hash("secret") + "}\n");
        try (AloneServer server = server("--web.config.file=" + web)) {
            assertEquals(401, get(server, "/metrics").statusCode());
            assertEquals(401, get(server, "/metrics", "Authorization", basic("x")).statusCode());
            HttpResponse<String> in = get(server, "/metrics", "Authorization", basic("secret"));
            assertEquals(200, in.statusCode());
        }
    }

    private static String basic(String password) {
        byte[] pair = ("prom:" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Test
    void whatIsWrongIsSaid() {
        assertEquals(
                "there is no folder",
                assertThrows(PluginException.class, () -> server("--folder=")).getMessage());
        assertEquals(
                "--web.telemetry-path: \"metrics\" must be a path such as /metrics",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> server("--web.telemetry-path=metrics"))
                        .getMessage());
        assertTrue(
                String.valueOf(
                                assertThrows(
                                                IOException.class,
                                                () -> server("--web.config.file=/nowhere.yml"))
                                        .getMessage())
                        .startsWith("cannot read /nowhere.yml"));
    }

    @Test
    void anExporterThatIsNotThereIsNamedWithThoseThatAre() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code =
                new RunExporter()
                        .run(new PrintWriter(out), new PrintWriter(err), temp.toString(), "nod");
        assertEquals(2, code);
        assertTrue(
                err.toString()
                        .startsWith(
                                "gnomon exporter: no plugin in "
                                        + temp
                                        + " offers the exporter \"nod\""),
                err.toString());
    }
}
