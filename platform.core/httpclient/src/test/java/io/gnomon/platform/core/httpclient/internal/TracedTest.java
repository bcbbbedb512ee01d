package io.gnomon.platform.core.httpclient.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.gnomon.platform.core.httpclient.internal.proxy.ProxyRules;
import io.gnomon.platform.core.httpclient.internal.tls.TlsMaterial;
import io.gnomon.spi.common.HttpCaller.Request;
import io.gnomon.spi.common.HttpCaller.Response;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.TracedHttp;

import org.eclipse.jetty.client.HttpClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLSession;

@Timeout(60)
class TracedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SharedClients shared = new SharedClients();
    private final HttpClient client =
            shared.acquire(new SharedClients.Key(TlsMaterial.USUAL, ProxyRules.NONE, true, false));
    private final TracedHttp.Sender sender =
            new Caller(
                    () -> client,
                    shared.plain(),
                    new Credentials(HttpSettings.PLAIN, null),
                    null,
                    true,
                    () -> {});
    private final List<Integer> ports = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, 200));
        server.createContext(
                "/there",
                exchange -> {
                    exchange.getResponseHeaders().add("Location", "/");
                    answer(exchange, 302);
                });
        server.start();
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
        ports.add(exchange.getRemoteAddress().getPort());
        exchange.sendResponseHeaders(status, 2);
        exchange.getResponseBody().write(new byte[] {'o', 'k'});
        exchange.close();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        shared.close();
    }

    /** Remembers what it was told. */
    private static final class Told implements TracedHttp.Trace {
        final List<String> steps = new CopyOnWriteArrayList<>();

        @Override
        public @Nullable InetAddress begin(URI uri) throws IOException {
            steps.add("begin " + uri.getPath());
            if (uri.getHost().equals("nowhere.test")) {
                throw new IOException("no such host");
            }
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public void connected() {
            steps.add("connected");
        }

        @Override
        public void secured() {
            steps.add("secured");
        }

        @Override
        public void sent() {
            steps.add("sent");
        }

        @Override
        public void answered(String version, @Nullable SSLSession session) {
            steps.add("answered " + version + (session == null ? "" : " tls"));
        }
    }

    private URI uri(String host, String path) {
        return URI.create("http://" + host + ":" + server.getAddress().getPort() + path);
    }

    @Test
    void tellsOfEachStepOfEachRequest() throws Exception {
        Told told = new Told();
        // The name has no address: that of the trace counts.
        Request request = Request.get(uri("some.test", "/there"), PATIENCE);
        try (Response response = sender.send(request, told)) {
            assertEquals("ok", new String(response.body().readAllBytes(), UTF_8));
        }
        List<String> rest = List.of("connected", "sent", "answered HTTP/1.1");
        assertEquals("begin /there", told.steps.getFirst());
        assertEquals(rest, told.steps.subList(1, 4));
        assertEquals("begin /", told.steps.get(4));
        assertEquals(rest, told.steps.subList(5, 8));
    }

    @Test
    void eachRequestHasAConnectionOfItsOwnOfWhichNothingStays() throws Exception {
        for (int i = 0; i < 3; i++) {
            Request request = Request.get(uri("127.0.0.1", "/"), PATIENCE);
            sender.send(request, new Told()).close();
        }
        assertEquals(3, ports.size());
        assertNotEquals(ports.get(0), ports.get(1));
        assertNotEquals(ports.get(1), ports.get(2));
        assertEquals(List.of(), client.getDestinations());
    }

    @Test
    void nothingStaysOfWhatFailed() {
        int port = server.getAddress().getPort();
        server.stop(0);
        Request refused = Request.get(URI.create("http://127.0.0.1:" + port + "/"), PATIENCE);
        IOException e = assertThrows(IOException.class, () -> sender.send(refused, new Told()));
        assertTrue(String.valueOf(e.getMessage()).endsWith("connection refused"), e::toString);
        Request unknown = Request.get(URI.create("http://nowhere.test/"), PATIENCE);
        e = assertThrows(IOException.class, () -> sender.send(unknown, new Told()));
        assertTrue(String.valueOf(e.getMessage()).endsWith("no such host"), e::toString);
        assertEquals(List.of(), client.getDestinations());
    }
}
