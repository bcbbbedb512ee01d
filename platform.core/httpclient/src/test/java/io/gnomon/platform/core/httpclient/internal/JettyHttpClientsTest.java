package io.gnomon.platform.core.httpclient.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

import io.gnomon.spi.common.HttpCaller;
import io.gnomon.spi.common.HttpCaller.Request;
import io.gnomon.spi.common.HttpCaller.Response;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.HttpSettings.Authorization;
import io.gnomon.spi.common.HttpSettings.BasicAuth;
import io.gnomon.spi.common.HttpSettings.HeaderValues;
import io.gnomon.spi.common.HttpSettings.OAuth2;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.common.TlsSettings;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(30)
class JettyHttpClientsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir Path folder;
    private final JettyHttpClients clients = new JettyHttpClients(name -> "", "");
    private final List<HttpServer> servers = new ArrayList<>();
    private final List<Headers> seen = new CopyOnWriteArrayList<>();
    private final List<String> methods = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = server();
        handle(server, "/", exchange -> answer(exchange, 200, "hello"));
    }

    @AfterEach
    void stop() {
        servers.forEach(each -> each.stop(0));
        clients.stop();
    }

    private HttpServer server() throws IOException {
        HttpServer made =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        made.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        made.start();
        servers.add(made);
        return made;
    }

    private void handle(HttpServer on, String path, HttpHandler handler) {
        on.createContext(
                path,
                exchange -> {
                    seen.add(exchange.getRequestHeaders());
                    methods.add(exchange.getRequestMethod());
                    handler.handle(exchange);
                });
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static void redirect(HttpExchange exchange, int status, String to) throws IOException {
        exchange.getResponseHeaders().add("Location", to);
        answer(exchange, status, "");
    }

    private static URI uri(HttpServer of, String path) {
        return URI.create("http://127.0.0.1:" + of.getAddress().getPort() + path);
    }

    private static String text(Response response) throws IOException {
        try (response) {
            return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String get(HttpSettings settings, URI uri) throws Exception {
        try (HttpCaller caller = clients.open(settings)) {
            return text(caller.send(Request.get(uri, PATIENCE)));
        }
    }

    private static HttpSettings settings(
            @Nullable BasicAuth basic,
            @Nullable Authorization authorization,
            @Nullable OAuth2 oauth2,
            Map<String, HeaderValues> headers) {
        return new HttpSettings(
                basic,
                authorization,
                oauth2,
                null,
                null,
                null,
                null,
                null,
                false,
                Map.of(),
                true,
                true,
                headers);
    }

    private static BasicAuth basic(String user, String password) {
        return new BasicAuth(user, null, new Secret(password), null);
    }

    @Test
    void bringsTheAnswerAsItIs() throws Exception {
        handle(
                server,
                "/echo",
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    exchange.getResponseHeaders().add("X-A", "1");
                    exchange.getResponseHeaders().add("X-A", "2");
                    exchange.getResponseHeaders().add("Content-Encoding", "gzip");
                    exchange.sendResponseHeaders(418, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        byte[] body = {31, (byte) 139, 8, 0, 1};
        Request request =
                new Request(
                        "PUT",
                        uri(server, "/echo?q=a%20b"),
                        Map.of("Content-Type", "text/x", "Accept-Encoding", "gzip"),
                        body,
                        PATIENCE);
        try (HttpCaller caller = clients.open(HttpSettings.PLAIN);
                Response response = caller.send(request)) {
            assertEquals(418, response.status());
            assertEquals(List.of("1", "2"), response.headers().get("x-a"));
            assertEquals("1", response.header("x-a"));
            assertEquals("", response.header("x-b"));
            assertArrayEquals(body, response.body().readAllBytes());
        }
        Headers headers = seen.get(0);
        assertEquals("text/x", headers.getFirst("Content-Type"));
        assertEquals(List.of("gzip"), headers.get("Accept-Encoding"));
        assertEquals("Gnomon", headers.getFirst("User-Agent"));
        assertEquals("PUT", methods.get(0));
    }

    @Test
    void sendsCredentials() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "first\n");
        get(settings(basic("u", "p:ä"), null, null, Map.of()), uri(server, "/"));
        HttpSettings bearer =
                settings(null, new Authorization("Bearer", null, file.toString()), null, Map.of());
        try (HttpCaller caller = clients.open(bearer)) {
            text(caller.send(Request.get(uri(server, "/"), PATIENCE)));
            Files.writeString(file, "second");
            text(caller.send(Request.get(uri(server, "/"), PATIENCE)));
        }
        get(HttpSettings.PLAIN, URI.create(uri(server, "/").toString().replace("//", "//me:pw@")));
        assertEquals(
                List.of("Basic dTpwOsOk", "Bearer first", "Bearer second", "Basic bWU6cHc="),
                seen.stream().map(h -> h.getFirst("Authorization")).toList());
    }

    @Test
    void sendsHeadersOfTheSettings() throws Exception {
        Path file = Files.writeString(folder.resolve("header"), "c\n");
        HeaderValues values =
                new HeaderValues(List.of("a"), List.of(new Secret("b")), List.of(file.toString()));
        get(settings(null, null, null, Map.of("X-Scope", values)), uri(server, "/"));
        assertEquals(List.of("a", "b", "c"), seen.get(0).get("X-Scope"));
    }

    @Test
    void aMissingCredentialsFileFailsTheRequest() {
        HttpSettings settings =
                settings(null, new Authorization("Bearer", null, "/no/file"), null, Map.of());
        IOException e = assertThrows(IOException.class, () -> get(settings, uri(server, "/")));
        assertEquals("unable to read authorization credentials file /no/file", e.getMessage());
    }

    @Test
    void takesSecretsToNoOtherServer() throws Exception {
        HttpServer other = server();
        handle(other, "/", exchange -> answer(exchange, 200, "other"));
        handle(other, "/back", e -> redirect(e, 302, uri(server, "/").toString()));
        handle(server, "/same", exchange -> redirect(exchange, 302, "/"));
        handle(server, "/away", e -> redirect(e, 302, uri(other, "/").toString()));
        handle(server, "/around", e -> redirect(e, 307, uri(other, "/back").toString()));
        HttpSettings settings =
                settings(
                        basic("u", "p"),
                        null,
                        null,
                        Map.of("X-Key", new HeaderValues(List.of("k"), List.of(), List.of())));
        assertEquals("hello", get(settings, uri(server, "/same")));
        assertTrue(seen.stream().allMatch(h -> h.containsKey("Authorization")));
        assertTrue(seen.stream().allMatch(h -> h.containsKey("X-Key")));

        for (String path : List.of("/away", "/around")) {
            seen.clear();
            get(settings, uri(server, path));
            assertTrue(seen.get(0).containsKey("Authorization"));
            for (Headers later : seen.subList(1, seen.size())) {
                assertFalse(later.containsKey("Authorization"));
                assertFalse(later.containsKey("X-Key"));
            }
        }
    }

    @Test
    void followsRedirectsOnlyWhenItShall() throws Exception {
        handle(server, "/loop", exchange -> redirect(exchange, 302, "/loop"));
        handle(server, "/post", exchange -> redirect(exchange, 307, "/post2"));
        handle(
                server,
                "/post2",
                e ->
                        answer(
                                e,
                                200,
                                new String(
                                        e.getRequestBody().readAllBytes(),
                                        StandardCharsets.UTF_8)));
        try (HttpCaller caller = clients.open(HttpSettings.PLAIN)) {
            Request post =
                    new Request(
                            "POST",
                            uri(server, "/post"),
                            Map.of(),
                            "x=1".getBytes(StandardCharsets.UTF_8),
                            PATIENCE);
            assertEquals("x=1", text(caller.send(post)));
            IOException e =
                    assertThrows(
                            IOException.class,
                            () -> caller.send(Request.get(uri(server, "/loop"), PATIENCE)));
            assertTrue(String.valueOf(e.getMessage()).endsWith("stopped after 10 redirects"));
        }
        HttpSettings stay =
                new HttpSettings(
                        null, null, null, null, null, null, null, null, false, Map.of(), false,
                        true, Map.of());
        try (HttpCaller caller = clients.open(stay);
                Response response = caller.send(Request.get(uri(server, "/loop"), PATIENCE))) {
            assertEquals(302, response.status());
        }
    }

    @Test
    void fetchesATokenOnceAndKeepsIt() throws Exception {
        AtomicInteger fetched = new AtomicInteger();
        handle(
                server,
                "/token",
                exchange -> {
                    String form =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    boolean known =
                            "Basic aWQ6c2VjcmV0"
                                    .equals(exchange.getRequestHeaders().getFirst("Authorization"));
                    boolean right =
                            form.equals("grant_type=client_credentials&scope=a+b&audience=x");
                    answer(
                            exchange,
                            known && right ? 200 : 401,
                            "{\"access_token\": \"t%d\", \"expires_in\": 3600}"
                                    .formatted(fetched.incrementAndGet()));
                });
        OAuth2 oauth2 =
                new OAuth2(
                        "id",
                        new Secret("secret"),
                        null,
                        uri(server, "/token"),
                        List.of("a", "b"),
                        Map.of("audience", "x"),
                        null,
                        null,
                        null,
                        false,
                        Map.of());
        try (HttpCaller caller = clients.open(settings(null, null, oauth2, Map.of()))) {
            text(caller.send(Request.get(uri(server, "/"), PATIENCE)));
            text(caller.send(Request.get(uri(server, "/"), PATIENCE)));
        }
        assertEquals(1, fetched.get());
        assertEquals("Bearer t1", seen.get(2).getFirst("Authorization"));
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertMessage(
                "Get \"http://127.0.0.1:%d/m\": dial tcp 127.0.0.1:%d: connect: connection refused"
                        .formatted(port, port),
                URI.create("http://127.0.0.1:" + port + "/m"),
                PATIENCE);
    }

    @Test
    void saysThatTheHostIsUnknown() {
        assertMessage(
                "Get \"http://no.invalid/\": dial tcp: lookup no.invalid: no such host",
                URI.create("http://no.invalid/"),
                PATIENCE);
    }

    @Test
    void saysThatTheTimeIsOver() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        handle(server, "/slow", exchange -> await(over));
        handle(
                server,
                "/stuck",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(new byte[10]);
                    exchange.getResponseBody().flush();
                    await(over);
                });
        try {
            assertMessage(
                    "Get \"" + uri(server, "/slow") + "\": context deadline exceeded",
                    uri(server, "/slow"),
                    Duration.ofMillis(300));
            try (HttpCaller caller = clients.open(HttpSettings.PLAIN);
                    Response response =
                            // Time for the head of the answer on a busy machine, too.
                            caller.send(
                                    Request.get(uri(server, "/stuck"), Duration.ofSeconds(2)))) {
                IOException e =
                        assertThrows(IOException.class, () -> response.body().readAllBytes());
                assertEquals("context deadline exceeded", e.getMessage());
            }
        } finally {
            over.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void assertMessage(String message, URI uri, Duration timeout) {
        try (HttpCaller caller = clients.open(HttpSettings.PLAIN)) {
            IOException e =
                    assertThrows(IOException.class, () -> caller.send(Request.get(uri, timeout)));
            assertEquals(message, e.getMessage());
        }
    }

    @Test
    void anInterruptEndsARequest() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(1);
        handle(
                server,
                "/slow",
                exchange -> {
                    arrived.countDown();
                    await(over);
                });
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        Thread thread =
                Thread.startVirtualThread(() -> {
                    try (HttpCaller caller = clients.open(HttpSettings.PLAIN)) {
                        caller.send(Request.get(uri(server, "/slow"), PATIENCE));
                    } catch (IOException | InterruptedException e) {
                        thrown.add(e);
                    }
                });
        try {
            arrived.await();
            thread.interrupt();
            thread.join();
            assertTrue(thrown.get(0) instanceof InterruptedException, thrown.toString());
        } finally {
            over.countDown();
        }
    }

    @Test
    void goesThroughAProxy() throws Exception {
        HttpServer proxy = server();
        handle(proxy, "/", exchange -> answer(exchange, 200, "proxy " + exchange.getRequestURI()));
        URI proxyUrl = URI.create("http://me:pw@127.0.0.1:" + proxy.getAddress().getPort());
        HttpSettings settings =
                new HttpSettings(
                        null, null, null, null, null, null, proxyUrl, null, false, Map.of(), true,
                        true, Map.of());
        assertEquals(
                "proxy http://far.invalid/x", get(settings, URI.create("http://far.invalid/x")));
        assertEquals("Basic bWU6cHc=", seen.get(0).getFirst("Proxy-Authorization"));
        HttpSettings except =
                new HttpSettings(
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        proxyUrl,
                        "127.0.0.0/8",
                        false,
                        Map.of(),
                        true,
                        true,
                        Map.of());
        assertEquals("hello", get(except, uri(server, "/")));
    }

    @Test
    void takesTheProxyFromTheEnvironment() throws Exception {
        HttpServer proxy = server();
        handle(proxy, "/", exchange -> answer(exchange, 200, "proxy"));
        JettyHttpClients own =
                new JettyHttpClients(
                        name ->
                                name.equals("http_proxy")
                                        ? "127.0.0.1:" + proxy.getAddress().getPort()
                                        : name.equals("NO_PROXY") ? "near.invalid" : "",
                        "");
        HttpSettings settings =
                new HttpSettings(
                        null, null, null, null, null, null, null, null, true, Map.of(), true, true,
                        Map.of());
        try (HttpCaller caller = own.open(settings)) {
            assertEquals(
                    "proxy",
                    text(caller.send(Request.get(URI.create("http://far.invalid/"), PATIENCE))));
            assertThrows(
                    IOException.class,
                    () -> caller.send(Request.get(URI.create("http://near.invalid/"), PATIENCE)));
            assertEquals("hello", text(caller.send(Request.get(uri(server, "/"), PATIENCE))));
        } finally {
            own.stop();
        }
    }

    @Test
    void sharesClientsWithEqualSettings() {
        HttpCaller a = clients.open(settings(basic("a", "a"), null, null, Map.of()));
        HttpCaller b = clients.open(settings(basic("b", "b"), null, null, Map.of()));
        assertEquals(1, clients.openClients());
        HttpCaller c =
                clients.open(
                        new HttpSettings(
                                null,
                                null,
                                null,
                                null,
                                null,
                                new TlsSettings(
                                        null, null, null, null, null, null, null, true, null, null),
                                null,
                                null,
                                false,
                                Map.of(),
                                true,
                                true,
                                Map.of()));
        assertEquals(2, clients.openClients());
        a.close();
        a.close();
        assertEquals(2, clients.openClients());
        b.close();
        c.close();
        assertEquals(0, clients.openClients());
    }
}
