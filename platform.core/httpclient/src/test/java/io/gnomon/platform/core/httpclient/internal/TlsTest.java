package io.gnomon.platform.core.httpclient.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.httpclient.internal.proxy.ProxyRules;
import io.gnomon.platform.core.httpclient.internal.tls.TestKeys;
import io.gnomon.spi.common.HttpCaller;
import io.gnomon.spi.common.HttpCaller.Request;
import io.gnomon.spi.common.HttpCaller.Response;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.common.TlsSettings;

import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Against a server that speaks HTTP/1.1 and HTTP/2 over TLS and answers with what it saw. */
@Timeout(60)
class TlsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir Path folder;
    private final JettyHttpClients clients = new JettyHttpClients(name -> "", "");
    private final Server server = new Server();

    @AfterEach
    void stop() throws Exception {
        server.stop();
        clients.stop();
    }

    private int start(TestKeys keys, @Nullable TestKeys clientCa) throws Exception {
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(keys.store());
        tls.setKeyStorePassword("changeit");
        if (clientCa != null) {
            tls.setTrustStore(clientCa.store());
            tls.setNeedClientAuth(true);
        }
        HttpConfiguration config = new HttpConfiguration();
        config.addCustomizer(new SecureRequestCustomizer(false));
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol("http/1.1");
        ServerConnector connector =
                new ServerConnector(
                        server,
                        new SslConnectionFactory(tls, "alpn"),
                        alpn,
                        new HTTP2ServerConnectionFactory(config),
                        new HttpConnectionFactory(config));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(
                new Handler.Abstract() {
                    @Override
                    public boolean handle(
                            org.eclipse.jetty.server.Request request,
                            org.eclipse.jetty.server.Response response,
                            Callback callback) {
                        String version =
                                request.getConnectionMetaData().getHttpVersion().asString();
                        Content.Sink.write(response, true, version, callback);
                        return true;
                    }
                });
        server.start();
        return connector.getLocalPort();
    }

    private String get(@Nullable TlsSettings tls, boolean http2, String host, int port)
            throws Exception {
        HttpSettings settings =
                new HttpSettings(
                        null, null, null, null, null, tls, null, null, false, Map.of(), true, http2,
                        Map.of());
        URI uri = URI.create("https://" + host + ":" + port + "/");
        try (HttpCaller caller = clients.open(settings);
                Response response = caller.send(Request.get(uri, PATIENCE))) {
            return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static TlsSettings tls(String ca, @Nullable String serverName, boolean insecure) {
        return new TlsSettings(
                ca.isEmpty() ? null : ca,
                null,
                null,
                null,
                null,
                null,
                serverName,
                insecure,
                null,
                null);
    }

    private void assertRefused(String message, @Nullable TlsSettings tls, int port) {
        IOException e = assertThrows(IOException.class, () -> get(tls, true, "127.0.0.1", port));
        assertTrue(String.valueOf(e.getMessage()).endsWith(message), e.getMessage());
    }

    @Test
    void trustsWhatItIsTold() throws Exception {
        TestKeys keys = TestKeys.make(folder, "EC", "ip:127.0.0.1");
        int port = start(keys, null);
        assertEquals(
                "HTTP/2.0", get(tls(keys.certificatePem(), null, false), true, "127.0.0.1", port));
        assertEquals(
                "HTTP/1.1", get(tls(keys.certificatePem(), null, false), false, "127.0.0.1", port));
        assertEquals("HTTP/2.0", get(tls("", null, true), true, "127.0.0.1", port));
        assertRefused("x509: certificate signed by unknown authority", null, port);
    }

    @Test
    void expectsTheNameOfTheServer() throws Exception {
        TestKeys keys = TestKeys.make(folder, "EC", "dns:other.example");
        int port = start(keys, null);
        assertRefused(
                "x509: certificate is not valid for 127.0.0.1",
                tls(keys.certificatePem(), null, false),
                port);
        TlsSettings named = tls(keys.certificatePem(), "other.example", false);
        assertEquals("HTTP/2.0", get(named, true, "127.0.0.1", port));
    }

    @Test
    void showsItsCertificate() throws Exception {
        TestKeys keys = TestKeys.make(folder, "EC", "ip:127.0.0.1");
        TestKeys client = TestKeys.make(folder, "RSA", "dns:a");
        int port = start(keys, client);
        TlsSettings own =
                new TlsSettings(
                        keys.certificatePem(),
                        null,
                        client.certificatePem(),
                        null,
                        new Secret(client.keyPem()),
                        null,
                        null,
                        false,
                        "TLS12",
                        "TLS13");
        assertEquals("HTTP/2.0", get(own, true, "127.0.0.1", port));
        assertThrows(
                IOException.class,
                () -> get(tls(keys.certificatePem(), null, false), true, "127.0.0.1", port));
    }

    @Test
    void usesReplacedFiles() throws Exception {
        TestKeys keys = TestKeys.make(folder, "EC", "ip:127.0.0.1");
        TestKeys stranger = TestKeys.make(folder, "EC", "dns:a");
        Path ca = Files.writeString(folder.resolve("ca.pem"), stranger.certificatePem());
        TlsSettings settings =
                new TlsSettings(
                        null, ca.toString(), null, null, null, null, null, false, null, null);
        long[] nanos = {0};
        SharedClients shared = new SharedClients();
        int port = start(keys, null);
        Request request = Request.get(URI.create("https://127.0.0.1:" + port + "/"), PATIENCE);
        try (CurrentClient current =
                        new CurrentClient(
                                shared, settings, ProxyRules.NONE, true, false, () -> nanos[0]);
                HttpCaller caller =
                        new Caller(
                                current,
                                null,
                                new Credentials(HttpSettings.PLAIN, null),
                                null,
                                true,
                                current::close)) {
            assertThrows(IOException.class, () -> caller.send(request));
            Files.writeString(ca, keys.certificatePem());
            assertThrows(IOException.class, () -> caller.send(request));
            nanos[0] += CurrentClient.CHECK_NANOS;
            try (Response response = caller.send(request)) {
                assertEquals(200, response.status());
            }
            Files.writeString(ca, "broken");
            nanos[0] += CurrentClient.CHECK_NANOS;
            try (Response response = caller.send(request)) {
                assertEquals(200, response.status());
            }
        }
        assertEquals(0, shared.size());
        shared.close();
    }

    @Test
    void refusesFilesThatDoNotFit() throws Exception {
        String missing = folder.resolve("no.pem").toString();
        TlsSettings settings =
                new TlsSettings(null, missing, null, null, null, null, null, false, null, null);
        Exception e =
                assertThrows(
                        IllegalArgumentException.class, () -> get(settings, true, "localhost", 1));
        assertEquals(
                "unable to read CA certificate: " + missing + " does not exist", e.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> get(tls("no pem", null, false), true, "localhost", 1));
    }
}
