package io.gnomon.platform.core.http.internal.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.platform.core.http.internal.server.TestServer;
import io.gnomon.platform.core.http.internal.tls.TlsServerConfig.ClientAuth;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Which certificates of clients open the door, for each client_auth_type of Go. */
@Timeout(120)
class ClientCertificateTest {
    @TempDir static Path made;
    private static TestCertificate own;
    private static TestCertificate known;
    private static TestCertificate stranger;

    @BeforeAll
    static void makeCertificates() throws Exception {
        own = TestCertificate.create(made, "own", "EC");
        known = TestCertificate.create(made, "known", "EC");
        stranger = TestCertificate.create(made, "stranger", "EC");
    }

    private static TlsServerConfig config(ClientAuth auth, String... allowedSans) throws Exception {
        return new TlsServerConfig(
                own.certificatePem(),
                Path.of(""),
                own.keyPem(),
                Path.of(""),
                auth,
                auth == ClientAuth.NONE ? "" : known.certificatePem(),
                Path.of(""),
                "TLS12",
                "TLS13",
                List.of("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
                List.of("CurveP256"),
                List.of(allowedSans));
    }

    /** Whether somebody with this certificate, or with none, is let in. */
    private static boolean isLetIn(TestServer server, @Nullable TestCertificate shown)
            throws Exception {
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(ServerIdentity.trusting(List.of(own.certificate())));
        KeyManager[] keys = null;
        if (shown != null) {
            KeyManagerFactory factory =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(
                    new ServerIdentity(
                                    List.<X509Certificate>of(shown.certificate()),
                                    (PrivateKey) shown.key())
                            .keyStore(),
                    ServerIdentity.PASSWORD.toCharArray());
            keys = factory.getKeyManagers();
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust.getTrustManagers(), null);
        try (HttpClient client = HttpClient.newBuilder().sslContext(context).build()) {
            return client.send(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            "https://127.0.0.1:"
                                                                    + server.port()
                                                                    + "/hello"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .statusCode()
                    == 200;
        } catch (IOException refused) {
            return false;
        }
    }

    private static void check(
            TestServer server, boolean nobody, boolean somebodyKnown, boolean somebodyElse)
            throws Exception {
        assertEquals(
                List.of(nobody, somebodyKnown, somebodyElse),
                List.of(isLetIn(server, null), isLetIn(server, known), isLetIn(server, stranger)));
    }

    @Test
    void eachTypeAndChangesWhileRunning() throws Exception {
        ReloadingTls tls = new ReloadingTls(config(ClientAuth.NONE));
        try (TestServer server = TestServer.hello(tls.tls(true))) {
            check(server, true, true, true);
            tls.check(config(ClientAuth.REQUEST));
            check(server, true, true, true);
            tls.check(config(ClientAuth.REQUIRE_ANY));
            check(server, false, true, true);
            tls.check(config(ClientAuth.REQUIRE));
            check(server, false, true, false);
            tls.check(config(ClientAuth.REQUIRE, "another.test"));
            check(server, false, false, false);
            tls.check(config(ClientAuth.REQUIRE, "another.test", "localhost"));
            check(server, false, true, false);
            tls.check(null);
            check(server, false, true, false);
        }
    }
}
