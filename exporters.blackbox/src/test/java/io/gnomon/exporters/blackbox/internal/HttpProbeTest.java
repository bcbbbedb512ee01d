package io.gnomon.exporters.blackbox.internal;

import static io.gnomon.exporters.blackbox.internal.Exporters.succeeded;
import static io.gnomon.exporters.blackbox.internal.Exporters.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import io.gnomon.platform.testkit.exporter.RecordedMetrics;
import io.gnomon.platform.testkit.http.ServerKey;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.GZIPOutputStream;

/** Against real HTTP servers on loopback. */
class HttpProbeTest {
    /** "hello " ten times, by the encoder of Node.js. */
    private static final String BROTLI = "1b3b00f88d946ede445586966c206f714f1c00e200";

    @TempDir Path folder;
    private HttpServer server;
    private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve(server);
    }

    private void serve(HttpServer to) {
        to.createContext("/", exchange -> answer(exchange, 200, "hello world\n"));
        to.createContext("/500", exchange -> answer(exchange, 500, ""));
        to.createContext(
                "/redirect",
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "/cookie");
                    exchange.getResponseHeaders().add("Set-Cookie", "a=b");
                    answer(exchange, 302, "elsewhere");
                });
        to.createContext(
                "/cookie",
                exchange ->
                        answer(
                                exchange,
                                "a=b".equals(exchange.getRequestHeaders().getFirst("Cookie"))
                                        ? 200
                                        : 403,
                                "hello"));
        to.createContext(
                "/gzip",
                exchange -> {
                    ByteArrayOutputStream packed = new ByteArrayOutputStream();
                    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                        gzip.write("hello ".repeat(100).getBytes(UTF_8));
                    }
                    send(exchange, packed.toByteArray());
                });
        to.createContext("/brotli", exchange -> send(exchange, HexFormat.of().parseHex(BROTLI)));
        to.createContext(
                "/modified",
                exchange -> {
                    exchange.getResponseHeaders()
                            .add("Last-Modified", "Sun, 01 Jan 2023 00:00:00 GMT");
                    answer(exchange, 200, "x");
                });
        to.start();
    }

    private static void send(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        seen.add(
                exchange.getRequestMethod()
                        + " "
                        + exchange.getRequestURI()
                        + " "
                        + exchange.getRequestHeaders().getFirst("Host")
                        + " "
                        + exchange.getRequestHeaders().getFirst("Authorization")
                        + " "
                        + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
        exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
        exchange.getResponseBody().write(body.getBytes(UTF_8));
        exchange.close();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static String module(String options) {
        return "modules: {m: {prober: http, timeout: 5s, http: {preferred_ip_protocol: ip4"
                + (options.isEmpty() ? "" : ", " + options)
                + "}}}";
    }

    private RecordedMetrics probe(String options, String target) throws Exception {
        try (Exporters exporters = new Exporters(folder, module(options))) {
            return exporters.probe(target, "m");
        }
    }

    @Test
    void reportsWhatThePeerReports() throws Exception {
        RecordedMetrics found = probe("", url("/modified"));
        assertTrue(succeeded(found));
        assertEquals(Exporters.peerFamilies("http-ok"), new TreeSet<>(found.families().keySet()));
        assertEquals(200, value(found, "probe_http_status_code"));
        assertEquals(1.1, value(found, "probe_http_version"));
        assertEquals(1, value(found, "probe_http_content_length"));
        assertEquals(4, value(found, "probe_ip_protocol"));
        assertEquals(3668918509.0, value(found, "probe_ip_addr_hash"));
        assertEquals(1672531200, value(found, "probe_http_last_modified_timestamp_seconds"));
        for (String phase : new String[] {"connect", "processing", "transfer"}) {
            double seconds = value(found, "probe_http_duration_seconds", "phase", phase);
            assertTrue(seconds > 0 && seconds < 5, phase + " " + seconds);
        }
        assertEquals(0, value(found, "probe_http_duration_seconds", "phase", "tls"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "-|/|1",
                "-|/500|0",
                "valid_status_codes: [500, 503]|/500|1",
                "valid_http_versions: [HTTP/1.1]|/|1",
                "valid_http_versions: [HTTP/2.0]|/|0",
                "fail_if_ssl: true|/|1",
                "fail_if_not_ssl: true|/|0",
                "fail_if_body_matches_regexp: [goodbye]|/|1",
                "fail_if_body_matches_regexp: ['wor.d']|/|0",
                "fail_if_body_not_matches_regexp: ['^hello']|/|1",
                "fail_if_body_not_matches_regexp: [hello, '^world']|/|0",
                "fail_if_header_matches: [{header: last-modified, regexp: 2023}]|/modified|0",
                "fail_if_header_matches: [{header: no, regexp: a}]|/|0",
                "fail_if_header_matches: [{header: no, regexp: a, allow_missing: true}]|/|1",
                "fail_if_header_not_matches: [{header: Last-Modified, regexp: Jan}]|/modified|1",
                "fail_if_header_not_matches: [{header: Last-Modified, regexp: Feb}]|/modified|0",
                "body_size_limit: 12B|/|1",
                "body_size_limit: 11B|/|0",
                "compression: gzip|/gzip|1",
                "compression: gzip|/|0",
                "'compression: gzip, body_size_limit: 599B'|/gzip|0",
                "'compression: br, fail_if_body_not_matches_regexp: [^(hello )+$]'|/brotli|1",
                "compression: br|/|0",
                "'compression: br, body_size_limit: 59B'|/brotli|0",
            })
    void looksAtTheAnswer(String options, String path, int success) throws Exception {
        RecordedMetrics found =
                probe(options == null ? "" : options.replaceAll("^'|'$", ""), url(path));
        assertEquals(success, value(found, "probe_success"));
    }

    @Test
    void countsTheUnpackedBody() throws Exception {
        RecordedMetrics found = probe("compression: gzip", url("/gzip"));
        assertEquals(600, value(found, "probe_http_uncompressed_body_length"));
        assertTrue(value(found, "probe_http_content_length") < 100);
    }

    @Test
    void followsRedirectsWithTheirCookies() throws Exception {
        RecordedMetrics found = probe("", url("/redirect"));
        assertTrue(succeeded(found));
        assertEquals(1, value(found, "probe_http_redirects"));
        RecordedMetrics first = probe("follow_redirects: false", url("/redirect"));
        assertFalse(succeeded(first));
        assertEquals(302, value(first, "probe_http_status_code"));
        assertEquals(1, value(first, "probe_http_redirects"));
        assertTrue(
                succeeded(
                        probe(
                                "no_follow_redirects: true, valid_status_codes: [302]",
                                url("/redirect"))));
    }

    @Test
    void sendsWhatTheModuleSays() throws Exception {
        Path body = Files.writeString(folder.resolve("body.txt"), "from file");
        assertTrue(
                succeeded(
                        probe(
                                "method: POST, body_file: body.txt, headers: {host: 'vhost:1'},"
                                        + " basic_auth: {username: u, password: p}",
                                url("/a?b=c"))),
                body.toString());
        assertEquals("POST /a?b=c vhost:1 Basic dTpw from file", seen.take());
        assertTrue(succeeded(probe("method: PUT, body: x, bearer_token: t", url("/"))));
        assertEquals(
                "PUT / 127.0.0.1:" + server.getAddress().getPort() + " Bearer t x", seen.take());
        try (Exporters exporters = new Exporters(folder, module(""))) {
            assertTrue(
                    succeeded(
                            exporters.probe(
                                    Map.of(
                                            "target",
                                            url(""),
                                            "module",
                                            "m",
                                            "hostname",
                                            "other"))));
        }
        assertEquals("GET / other null ", seen.take());
    }

    @Test
    void looksNamesUp() throws Exception {
        RecordedMetrics found =
                probe("", "localhost:" + server.getAddress().getPort() + "/modified");
        assertTrue(succeeded(found));
        assertTrue(value(found, "probe_dns_lookup_time_seconds") > 0);
    }

    @Test
    void tellsOfTls() throws Exception {
        ServerKey key = ServerKey.in(folder);
        HttpsServer secure =
                HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(key.context()));
        serve(secure);
        String url = "https://localhost:" + secure.getAddress().getPort() + "/";
        try {
            RecordedMetrics unknown = probe("", url);
            assertFalse(succeeded(unknown));
            assertEquals(0, value(unknown, "probe_http_ssl"));

            RecordedMetrics insecure = probe("tls_config: {insecure_skip_verify: true}", url);
            assertTrue(succeeded(insecure));
            assertEquals(
                    -62135596800.0,
                    value(insecure, "probe_ssl_last_chain_expiry_timestamp_seconds"));

            String ca = key.certificate(folder).getFileName().toString();
            RecordedMetrics trusted = probe("tls_config: {ca_file: " + ca + "}", url);
            assertTrue(succeeded(trusted));
            assertEquals(1, value(trusted, "probe_http_ssl"));
            assertEquals(1, value(trusted, "probe_tls_version_info", "version", "TLS 1.3"));
            assertTrue(value(trusted, "probe_http_duration_seconds", "phase", "tls") > 0);
            double expiry = value(trusted, "probe_ssl_earliest_cert_expiry");
            assertEquals(expiry, value(trusted, "probe_ssl_last_chain_expiry_timestamp_seconds"));
            var info = trusted.samples("probe_ssl_last_chain_info").keySet().iterator().next();
            assertEquals("CN=localhost", info.get("subject"));
            assertEquals("CN=localhost", info.get("issuer"));
            assertEquals("localhost", info.get("subjectalternative"));
            assertTrue(info.get("fingerprint_sha256").matches("[0-9a-f]{64}"));
            assertTrue(info.get("serialnumber").matches("[0-9a-f]+"));
            assertFalse(
                    succeeded(probe("tls_config: {ca_file: " + ca + ", server_name: other}", url)));
        } finally {
            secure.stop(0);
        }
    }

    @Test
    void saysWhyNothingCame() throws Exception {
        try (Exporters exporters = new Exporters(folder, module(""))) {
            int port = server.getAddress().getPort();
            server.stop(0);
            String refused = exporters.debug("127.0.0.1:" + port, "m");
            assertTrue(refused.contains("connection refused"), refused);
            String name = exporters.debug("http://nowhere.invalid/", "m");
            assertTrue(name.contains("lookup nowhere.invalid: no such host"), name);
            String url = exporters.debug("http://a b/", "m");
            assertTrue(url.contains("is not a URL"), url);
        }
    }
}
