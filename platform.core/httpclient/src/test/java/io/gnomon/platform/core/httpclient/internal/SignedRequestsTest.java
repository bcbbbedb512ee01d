package io.gnomon.platform.core.httpclient.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.testkit.http.LoopbackServer;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;
import io.gnomon.platform.testkit.http.LoopbackServer.Asked;
import io.gnomon.spi.common.HttpCaller;
import io.gnomon.spi.common.HttpCaller.Request;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.HttpSigning;
import io.gnomon.spi.common.Secret;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Signing as a part of sending. */
class SignedRequestsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpSigning AMAZON =
            new HttpSigning.Amazon("aps", "eu-west-2", "AK", new Secret("SK"), "", null, false);

    private final LoopbackServer elsewhere =
            new LoopbackServer(asked -> Answer.text(200, "elsewhere"));
    private final LoopbackServer server = new LoopbackServer(this::answer);
    private final JettyHttpClients clients =
            new JettyHttpClients(name -> "", server.uri("").toString());

    private Answer answer(Asked asked) {
        String path = asked.uri().getPath();
        if (path.startsWith("/metadata/identity")) {
            return Answer.json(200, "{\"access_token\": \"T\", \"expires_in\": 3600}");
        }
        return path.equals("/leave")
                ? new Answer(
                        307,
                        "text/plain",
                        new byte[0],
                        Map.of("Location", elsewhere.uri("/").toString()))
                : Answer.text(200, "hello");
    }

    @AfterEach
    void stop() {
        clients.stop();
        server.close();
        elsewhere.close();
    }

    private void post(HttpSigning signing, String path) throws Exception {
        try (HttpCaller caller = clients.open(HttpSettings.PLAIN, signing);
                HttpCaller.Response response =
                        caller.send(
                                new Request(
                                        "POST",
                                        server.uri(path),
                                        Map.of("Content-Type", "text/x"),
                                        "body".getBytes(StandardCharsets.UTF_8),
                                        PATIENCE))) {
            assertEquals(200, response.status());
        }
        assertEquals(0, clients.openClients());
    }

    @Test
    void whatIsSentIsWhatIsSigned() throws Exception {
        post(AMAZON, "/write?a=b");
        Asked asked = server.asked().get(0);
        assertEquals("text/x", asked.headers().get("Content-type"));
        assertEquals(server.uri("").toString().replace("http://", ""), asked.headers().get("Host"));
        String authorization = asked.headers().getOrDefault("Authorization", "");
        assertTrue(
                authorization.contains(
                        "/eu-west-2/aps/aws4_request, SignedHeaders=content-type;host;x-amz-date,"),
                authorization);
        assertTrue(asked.headers().containsKey("X-amz-date"));
    }

    @Test
    void noSignatureGoesToAnotherHost() throws Exception {
        post(AMAZON, "/leave");
        assertTrue(server.asked().get(0).headers().containsKey("Authorization"));
        assertFalse(elsewhere.asked().get(0).headers().containsKey("Authorization"));
        assertFalse(elsewhere.asked().get(0).headers().containsKey("X-amz-date"));
    }

    @Test
    void tokensAreFetchedOnceForACaller() throws Exception {
        HttpSigning machine =
                new HttpSigning.Azure("", "s/.default", new HttpSigning.Azure.ManagedIdentity(""));
        try (HttpCaller caller = clients.open(HttpSettings.PLAIN, machine)) {
            for (int i = 0; i < 2; i++) {
                caller.send(Request.get(server.uri("/x"), PATIENCE)).close();
            }
        }
        assertEquals(3, server.asked().size());
        assertEquals("Bearer T", server.asked().getLast().headers().get("Authorization"));
    }

    @Test
    void nothingIsSentWithoutCredentials() {
        HttpSigning nobody = new HttpSigning.Google("/nowhere/credentials.json", "https://scope/a");
        try (HttpCaller caller = clients.open(HttpSettings.PLAIN, nobody)) {
            URI uri = server.uri("/x");
            assertThrows(IOException.class, () -> caller.send(Request.get(uri, PATIENCE)));
        }
        assertEquals(0, server.asked().size());
    }
}
