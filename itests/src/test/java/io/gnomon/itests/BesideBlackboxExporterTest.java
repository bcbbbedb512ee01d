package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import io.gnomon.platform.testkit.http.ServerKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Probes through the server, and the same ones by the real blackbox_exporter. */
@Timeout(180)
class BesideBlackboxExporterTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    /**
     * Lines of families that came after the peer's version 0.28 (README of its test data); of TCP
     * also those about what is expected, which 0.28 has only where something is, and the cipher.
     */
    private static boolean isNewer(String probe, String line) {
        boolean tcp = probe.contains("module=tcp&") || probe.contains("module=tls&");
        return line.contains("probe_timeout_seconds")
                || (tcp && line.matches(".*probe_(failed_due_to_|tls_cipher_info).*"));
    }

    private static final String MODULES =
            """
            modules:
              http: {prober: http, timeout: 5s, http: {preferred_ip_protocol: ip4}}
              insecure:
                prober: http
                timeout: 5s
                http:
                  preferred_ip_protocol: ip4
                  tls_config: {insecure_skip_verify: true}
                  fail_if_body_not_matches_regexp: [hello]
              trusting:
                prober: http
                timeout: 5s
                http: {preferred_ip_protocol: ip4, tls_config: {ca_file: ca.pem}}
              tcp: {prober: tcp, timeout: 5s, tcp: {preferred_ip_protocol: ip4}}
              tls:
                prober: tcp
                timeout: 5s
                tcp:
                  preferred_ip_protocol: ip4
                  tls: true
                  tls_config: {insecure_skip_verify: true}
              dns:
                prober: dns
                timeout: 1s
                dns: {preferred_ip_protocol: ip4, query_name: a.test, transport_protocol: tcp}
              icmp: {prober: icmp, timeout: 5s, icmp: {preferred_ip_protocol: ip4}}
            """;

    @TempDir private Path folder;

    private GnomonServer server(String scrapes) throws Exception {
        // The peer reads relative paths from its working folder, we from the folder of the file.
        String modules = MODULES.replace("ca.pem", folder.resolve("ca.pem").toString());
        Files.writeString(folder.resolve("blackbox.yml"), modules);
        Path gnomon =
                Files.writeString(
                        folder.resolve("gnomon.yml"),
                        "exporters: {blackbox: {settings: {config.file: '%s'}}}\n"
                                .formatted(folder.resolve("blackbox.yml")));
        Path prometheus = Files.writeString(folder.resolve("prometheus.yml"), scrapes);
        return GnomonServer.start(
                folder.resolve("data"),
                "--gnomon.config-file=" + gnomon,
                "--config.file=" + prometheus);
    }

    private static String probe(String module, String target) {
        return "probe?module=" + module + "&target=" + URLEncoder.encode(target, UTF_8);
    }

    private static String ours(GnomonServer server, String path)
            throws IOException, InterruptedException {
        var answer = server.send(server.admin("exporters/blackbox/" + path));
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    @Test
    void scrapesProbesInsideTheServer() throws Exception {
        HttpServer target = target(HttpServer.create(loopback(), 0));
        String scrapes =
                """
                scrape_configs:
                  - job_name: web
                    scheme: exporter
                    scrape_interval: 1s
                    metrics_path: /probe
                    params: {module: [http], target: ['http://127.0.0.1:%d/']}
                    static_configs: [{targets: [blackbox]}]
                """
                        .formatted(target.getAddress().getPort());
        try (GnomonServer server = server(scrapes)) {
            server.await(
                    SOON,
                    "a probe succeeds",
                    () -> server.query("probe_success{job=\"web\"} == 1").contains("\"value\""));
            String page = ours(server, "");
            assertTrue(page.contains("<td>http</td>"), page);
            assertTrue(ours(server, "metrics").contains("blackbox_exporter_build_info{"));
            assertEquals(401, server.get("exporters/blackbox/probe?target=a").statusCode());
        } finally {
            target.stop(0);
        }
    }

    @Test
    void findsWhatThePeerFinds() throws Exception {
        ServerKey key = ServerKey.in(folder);
        key.certificate(folder);
        HttpServer plain = target(HttpServer.create(loopback(), 0));
        HttpsServer secure = HttpsServer.create(loopback(), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(key.context()));
        target(secure);
        String http = "127.0.0.1:" + plain.getAddress().getPort();
        String https = "localhost:" + secure.getAddress().getPort();
        String nobody = "127.0.0.1:" + GnomonServer.freePort();
        List<String> probes =
                List.of(
                        probe("http", "http://" + http + "/"),
                        probe("http", "http://" + http + "/there"),
                        probe("http", "http://" + http + "/none"),
                        probe("http", "http://" + nobody + "/"),
                        probe("http", "https://" + https + "/"),
                        probe("insecure", "https://" + https + "/"),
                        probe("trusting", "https://" + https + "/"),
                        probe("tcp", http),
                        probe("tcp", nobody),
                        probe("tls", https),
                        probe("dns", nobody),
                        probe("icmp", "127.0.0.1"));
        try (GnomonServer server = server("scrape_configs: []\n");
                PeerServer peer =
                        PeerServer.blackboxExporter(folder, folder.resolve("blackbox.yml"))) {
            // A server that has just started may take the exporter in while it is asked.
            server.await(
                    SOON,
                    "the exporter answers",
                    () ->
                            server.send(server.admin("exporters/blackbox/metrics")).statusCode()
                                    == 200);
            boolean icmp = ours(server, probes.getLast()).contains("probe_success 1");
            for (String probe : icmp ? probes : probes.subList(0, probes.size() - 1)) {
                Series own = Series.of(probe, ours(server, probe));
                Series other = Series.of(probe, peer.ask("GET", probe).body());
                assertEquals(other.types, own.types, probe);
                assertEquals(other.labels, own.labels, probe);
                assertEquals(other.fixed, own.fixed, probe);
            }
        } finally {
            plain.stop(0);
            secure.stop(0);
        }
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static <T extends HttpServer> T target(T server) {
        server.createContext(
                "/",
                exchange -> {
                    String path = exchange.getRequestURI().getPath();
                    byte[] body = "hello\n".getBytes(UTF_8);
                    if (path.equals("/there")) {
                        exchange.getResponseHeaders().add("Location", "/");
                    }
                    exchange.getResponseHeaders()
                            .add("Last-Modified", "Sun, 01 Jan 2023 00:00:00 GMT");
                    exchange.sendResponseHeaders(
                            path.equals("/there") ? 302 : path.equals("/none") ? 404 : 200,
                            body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        return server;
    }

    /**
     * What an exposition says.
     *
     * @param labels names of metrics with their labels
     * @param fixed lines whose value does not depend on the time it took
     */
    private record Series(Map<String, String> types, TreeSet<String> labels, List<String> fixed) {
        static Series of(String probe, String text) {
            Series series = new Series(new TreeMap<>(), new TreeSet<>(), new ArrayList<>());
            for (String line : text.lines().filter(l -> !isNewer(probe, l)).toList()) {
                String[] words = line.split(" ", -1);
                if (line.startsWith("# TYPE ")) {
                    series.types.put(words[2], words[3]);
                } else if (!line.startsWith("#")) {
                    int end = line.lastIndexOf(' ');
                    series.labels.add(line.substring(0, end));
                    if (!line.contains("_seconds") && !line.contains("lookup_time")) {
                        series.fixed.add(line);
                    }
                }
            }
            return series;
        }
    }
}
