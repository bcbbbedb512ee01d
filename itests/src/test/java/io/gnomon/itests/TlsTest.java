package io.gnomon.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * web.yml with TLS, under a sub-path, with an exporter on a port of its own: all in the framework.
 */
class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir private Path folder;

    @Test
    void http2OverTlsUnderASubPathAndAnExporterAlone() throws Exception {
        KeyStore keys = selfSigned();
        Path web = folder.resolve("web.yml");
        Files.writeString(
                web, "tls_server_config: {cert_file: server.crt, key_file: server.key}\n");
        int exporter = GnomonServer.freePort();
        try (GnomonServer server =
                GnomonServer.launch(
                        folder.resolve("data"),
                        "--web.config.file=" + web,
                        "--web.external-url=https://monitoring.example/gnomon/",
                        "--gnomon.exporter.listen-address=node=127.0.0.1:" + exporter)) {
            Path port = server.data().resolve("http.port");
            server.await(
                    Duration.ofSeconds(60),
                    "the server listens",
                    () -> Files.exists(port) && Files.size(port) > 0);
            String base = "https://localhost:" + Files.readString(port).strip() + "/gnomon/";
            HttpClient client = trusting(keys);
            server.await(
                    Duration.ofSeconds(60),
                    "ready",
                    () -> get(client, base + "-/ready").statusCode() == 200);
            HttpResponse<String> answer = get(client, base + "api/v1/status/buildinfo");
            assertEquals(200, answer.statusCode());
            assertEquals(HttpClient.Version.HTTP_2, answer.version());
            assertTrue(get(client, base).body().contains("<title>"));

            String alone = "https://localhost:" + exporter;
            // A server that has just started may take the exporter in while it is asked.
            server.await(
                    Duration.ofSeconds(60),
                    "the exporter answers",
                    () -> get(client, alone + "/metrics").statusCode() == 200);
            HttpResponse<String> metrics = get(client, alone + "/metrics");
            assertTrue(metrics.body().contains("node_cpu_seconds_total"), metrics.body());
            assertEquals(404, get(client, alone + "/gnomon/api/v1/query?query=up").statusCode());
            assertThrows(
                    IOException.class,
                    () -> get(HttpClient.newHttpClient(), base + "-/ready"),
                    "a client that does not know the certificate refuses it");
        }
    }

    private static HttpResponse<String> get(HttpClient client, String url)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(60)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Makes a key for localhost and writes it and its certificate as PEM. */
    private KeyStore selfSigned() throws Exception {
        Path store = folder.resolve("keys.p12");
        Peers.run(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                        "-genkeypair",
                        "-keyalg",
                        "RSA",
                        "-alias",
                        "web",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        store.toString()));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        pem("server.key", "PRIVATE KEY", keys.getKey("web", PASSWORD).getEncoded());
        pem("server.crt", "CERTIFICATE", keys.getCertificate("web").getEncoded());
        return keys;
    }

    private void pem(String file, String type, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                folder.resolve(file),
                "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
    }

    private static HttpClient trusting(KeyStore keys) throws Exception {
        Certificate certificate = keys.getCertificate("web");
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("web", certificate);
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }
}
