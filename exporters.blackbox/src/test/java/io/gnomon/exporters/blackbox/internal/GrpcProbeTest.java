package io.gnomon.exporters.blackbox.internal;

import static io.gnomon.exporters.blackbox.internal.Exporters.succeeded;
import static io.gnomon.exporters.blackbox.internal.Exporters.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.platform.testkit.exporter.RecordedMetrics;
import io.gnomon.platform.testkit.http.ServerKey;

import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/** Against a health service on loopback, over HTTP/2 with and without TLS. */
class GrpcProbeTest {
    @TempDir Path folder;
    private final Server server = new Server();
    private ServerConnector plain;
    private ServerConnector secure;
    private final CompletableFuture<String> authorization = new CompletableFuture<>();

    @BeforeEach
    void start() throws Exception {
        HttpConfiguration config = new HttpConfiguration();
        plain =
                new ServerConnector(
                        server,
                        new HttpConnectionFactory(config),
                        new HTTP2CServerConnectionFactory(config));
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setSslContext(ServerKey.in(folder).context());
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        secure =
                new ServerConnector(
                        server,
                        new SslConnectionFactory(tls, "alpn"),
                        alpn,
                        new HTTP2ServerConnectionFactory(config));
        for (ServerConnector connector : new ServerConnector[] {plain, secure}) {
            connector.setHost("127.0.0.1");
            server.addConnector(connector);
        }
        server.setHandler(new Health());
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    /** Answers as the name of the service asks for. */
    private final class Health extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback)
                throws Exception {
            authorization.complete(String.valueOf(request.getHeaders().get("authorization")));
            byte[] question = Content.Source.asByteBuffer(request).array();
            String service = question.length > 7 ? new String(question, 7, question[6], UTF_8) : "";
            int status = service.equals("missing") ? 5 : 0;
            response.getHeaders().put("Content-Type", "application/grpc");
            response.setTrailersSupplier(
                    () -> HttpFields.build().put("grpc-status", String.valueOf(status)));
            byte[] answer =
                    switch (service) {
                        case "down" -> new byte[] {0, 0, 0, 0, 2, 8, 2};
                        case "liar" -> new byte[] {0, 0, 0, 0, 9, 8, 1};
                        case "unknown" -> new byte[] {0, 0, 0, 0, 0};
                        case "missing" -> new byte[0];
                        default -> new byte[] {0, 0, 0, 0, 2, 8, 1};
                    };
            response.write(true, ByteBuffer.wrap(answer), callback);
            return true;
        }
    }

    private RecordedMetrics probe(String options, ServerConnector to) throws Exception {
        return probe(options, "localhost:" + to.getLocalPort());
    }

    private RecordedMetrics probe(String options, String target) throws Exception {
        String modules =
                "modules: {m: {prober: grpc, timeout: 5s, grpc: {preferred_ip_protocol: ip4"
                        + options
                        + "}}}";
        try (Exporters exporters = new Exporters(folder, modules)) {
            return exporters.probe(target, "m");
        }
    }

    private static double health(RecordedMetrics found, String state) {
        return value(found, "probe_grpc_healthcheck_response", "serving_status", state);
    }

    @Test
    void asksForTheHealthOfTheServer() throws Exception {
        RecordedMetrics found = probe(", metadata: {authorization: [Bearer t]}", plain);
        assertTrue(succeeded(found));
        assertEquals("Bearer t", authorization.get());
        assertEquals(
                Exporters.peerFamilies("grpc-refused"), new TreeSet<>(found.families().keySet()));
        assertEquals(0, value(found, "probe_grpc_status_code"));
        assertEquals(0, value(found, "probe_grpc_ssl"));
        assertEquals(1, health(found, "SERVING"));
        assertEquals(0, health(found, "UNKNOWN"));
    }

    @ParameterizedTest
    @CsvSource({
        "up, 1, 0, SERVING",
        "down, 0, 0, NOT_SERVING",
        "unknown, 0, 0, UNKNOWN",
        "missing, 0, 5, SERVICE_UNKNOWN"
    })
    void asksForTheHealthOfAService(String service, int success, int status, String state)
            throws Exception {
        RecordedMetrics found = probe(", service: " + service, plain);
        assertEquals(success, value(found, "probe_success"));
        assertEquals(status, value(found, "probe_grpc_status_code"));
        assertEquals(1, health(found, state));
    }

    @Test
    void asksOverTls() throws Exception {
        RecordedMetrics found =
                probe(", tls: true, tls_config: {insecure_skip_verify: true}", secure);
        assertTrue(succeeded(found));
        assertEquals(1, value(found, "probe_grpc_ssl"));
        assertTrue(value(found, "probe_ssl_earliest_cert_expiry") > 1e9);
        assertFalse(succeeded(probe(", tls: true", secure)));
    }

    @Test
    void nothingButHealthCounts() throws Exception {
        assertFalse(succeeded(probe(", service: liar", plain)));
        String target = "127.0.0.1:" + plain.getLocalPort();
        server.stop();
        RecordedMetrics refused = probe("", target);
        assertFalse(succeeded(refused));
        assertEquals(14, value(refused, "probe_grpc_status_code"));
        try (ScriptedServer other =
                new ScriptedServer(socket -> {
                    socket.getInputStream().read();
                    socket.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
                })) {
            assertFalse(succeeded(probe("", other.address())));
        }
    }
}
