package io.gnomon.platform.core.http.internal.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.http.internal.server.TestServer;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

@Timeout(120)
class ReloadingTlsTest {
    @TempDir static Path made;
    private static TestCertificate first;
    private static TestCertificate second;

    @TempDir Path folder;

    @BeforeAll
    static void makeCertificates() throws Exception {
        first = TestCertificate.create(made, "first", "EC");
        second = TestCertificate.create(made, "second", "RSA");
    }

    private ReloadingTls tlsOf(TestCertificate certificate) throws Exception {
        write(certificate, certificate);
        return new ReloadingTls(
                TlsServerConfig.ofFiles(folder.resolve("cert.pem"), folder.resolve("key.pem")));
    }

    private void write(TestCertificate certificate, TestCertificate key) throws Exception {
        Files.writeString(folder.resolve("cert.pem"), certificate.certificatePem());
        Files.writeString(folder.resolve("key.pem"), key.keyPem());
    }

    @Test
    void http2AndHttp1OverTls() throws Exception {
        try (TestServer server = TestServer.hello(tlsOf(first).tls(true))) {
            for (HttpClient.Version version : HttpClient.Version.values()) {
                HttpResponse<String> answer = get(server, version);
                assertEquals("hello", answer.body());
                assertEquals(version, answer.version());
            }
        }
    }

    @Test
    void aNewCertificateIsTakenWhileRunning() throws Exception {
        ReloadingTls tls = tlsOf(first);
        try (TestServer server = TestServer.hello(tls.tls(true))) {
            assertEquals(first.certificate(), shown(server));

            write(second, first);
            tls.check(null);
            assertEquals(
                    first.certificate(), shown(server), "the key does not fit yet: the old stays");

            write(second, second);
            tls.check(null);
            assertEquals(second.certificate(), shown(server));

            Files.delete(folder.resolve("key.pem"));
            tls.check(null);
            assertEquals(second.certificate(), shown(server));
        }
    }

    @Test
    void mistakesAtStartAreSaid() throws Exception {
        write(first, second);
        IOException e =
                assertThrows(
                        IOException.class,
                        () ->
                                new ReloadingTls(
                                        TlsServerConfig.ofFiles(
                                                folder.resolve("cert.pem"),
                                                folder.resolve("key.pem"))));
        assertTrue(e.toString().contains("do not belong together"), e.toString());
        assertTrue(e.toString().contains("cert.pem"), e.toString());
    }

    private static X509Certificate shown(TestServer server) throws Exception {
        return (X509Certificate)
                get(server, HttpClient.Version.HTTP_2)
                        .sslSession()
                        .orElseThrow()
                        .getPeerCertificates()[0];
    }

    private static HttpResponse<String> get(TestServer server, HttpClient.Version version)
            throws Exception {
        KeyStore trusted =
                ServerIdentity.trusting(List.of(first.certificate(), second.certificate()));
        TrustManagerFactory managers =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
            return client.send(
                    HttpRequest.newBuilder(
                                    URI.create("https://127.0.0.1:" + server.port() + "/hello"))
                            .version(version)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
