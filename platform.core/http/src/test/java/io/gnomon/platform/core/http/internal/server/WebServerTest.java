package io.gnomon.platform.core.http.internal.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.http.internal.front.FrontDoor;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Endpoint;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

@Timeout(60)
class WebServerTest {
    private static final FrontDoor.Rules OPEN = TestServer.open("http://localhost");

    private static Routes answering(String path, String text) {
        return routes(path, exchange -> exchange.text(200, "text/plain", text));
    }

    private static Routes routes(String path, Endpoint endpoint) {
        Routes routes = new Routes();
        routes.group(Access.READ, ErrorStyle.TEXT).get(path, endpoint);
        return routes;
    }

    @Test
    void anExporterIsReachableOnlyOnItsOwnPort() throws Exception {
        Map<String, Routes> routes =
                Map.of("main", answering("/hello", "main"), "node", answering("/metrics", "node"));
        try (TestServer server =
                        TestServer.of(OPEN, routes, null, List.of("main", "node", "main"));
                HttpClient client = HttpClient.newHttpClient()) {
            List<Integer> ports = server.ports();
            assertEquals("main", get(client, ports.get(0), "/hello").body());
            assertEquals("main", get(client, ports.get(2), "/hello").body());
            assertEquals("node", get(client, ports.get(1), "/metrics").body());
            assertEquals(404, get(client, ports.get(1), "/hello").statusCode());
            assertEquals(404, get(client, ports.get(0), "/metrics").statusCode());
        }
    }

    private static HttpResponse<String> get(HttpClient client, int port, String path)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aTakenPortIsSaid() throws Exception {
        try (ServerSocket taken = new ServerSocket(0);
                WebServer server =
                        new WebServer(
                                List.of(
                                        new WebServer.Listener(
                                                "main",
                                                new ListenAddress("", taken.getLocalPort()))),
                                new WebServer.Transport(
                                        Duration.ofSeconds(1), 10, new TrustedProxies(""), null),
                                new FrontDoor(OPEN, Map.of(), null))) {
            IOException e = assertThrows(IOException.class, server::start);
            assertTrue(e.toString().contains(Integer.toString(taken.getLocalPort())), e.toString());
        }
    }

    private static Routes echoing() {
        Routes routes = new Routes();
        routes.group(Access.READ, ErrorStyle.TEXT)
                .get("/hello", e -> e.text(200, "text/plain", "hello"))
                .post("/echo", e -> e.bytes(200, "text/plain", e.body().readAllBytes()));
        return routes;
    }

    /** Sends a byte every now and then, as slow loris does, until the server has had enough. */
    private static String trickled(TestServer server, String start) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(start.getBytes(StandardCharsets.UTF_8));
            Thread sender =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    while (true) {
                                        TimeUnit.MILLISECONDS.sleep(20);
                                        out.write('a');
                                        out.flush();
                                    }
                                } catch (IOException | InterruptedException e) {
                                    // The server has closed, or the answer is there.
                                }
                            });
            try {
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (SocketException reset) {
                return "";
            } finally {
                sender.interrupt();
            }
        }
    }

    @Test
    void whoSendsSlowlyIsLetGo() throws Exception {
        Duration patience = Duration.ofMillis(400);
        try (TestServer server = TestServer.impatient(OPEN, echoing(), patience)) {
            long begin = System.nanoTime();
            String head = "GET /hello HTTP/1.1\r\nHost: localhost\r\nX-Long: ";
            assertEquals("", trickled(server, head), "a head that does not end");
            String body =
                    "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n";
            String answer = trickled(server, body);
            assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 408 "), answer);
            assertTrue(
                    System.nanoTime() - begin >= 2 * patience.toNanos(), "everybody has the time");
            assertEquals("hello", server.get("/hello").body(), "others are served");
        }
    }

    /** An answer may take longer than a request may. */
    @Test
    void slowAnswersAreNotBrokenOff() throws Exception {
        Routes routes =
                routes(
                        "/slow",
                        e -> {
                            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(900);
                            while (System.nanoTime() < end) {
                                Thread.onSpinWait();
                            }
                            e.text(200, "text/plain", "done");
                        });
        try (TestServer server = TestServer.impatient(OPEN, routes, Duration.ofMillis(300))) {
            assertEquals("done", server.get("/slow").body());
        }
    }

    @Test
    void aProxyOfOursSaysWhoAsks() throws Exception {
        Routes routes =
                routes(
                        "/who",
                        exchange -> exchange.text(200, "text/plain", exchange.remoteAddress()));
        try (TestServer server = TestServer.of(routes)) {
            assertEquals("127.0.0.1", server.get("/who").body());
            String forwarded = "X-Forwarded-For";
            assertEquals("10.1.2.3", server.get("/who", forwarded, "10.1.2.3").body());
            assertEquals(
                    "10.1.2.3",
                    server.get("/who", forwarded, "6.6.6.6, 10.1.2.3, 127.0.0.9").body(),
                    "what a client writes itself stands in front");
            assertEquals("127.0.0.1", server.get("/who", forwarded, "unknown").body());
            assertEquals(
                    "[2001:db8:0:0:0:0:0:1]",
                    server.get("/who", forwarded, "[2001:db8::1]:80").body());
        }
    }

    @Test
    void proxiesAreAddressesOrNetworks() {
        for (String wrong :
                List.of("proxy.test", "10.0.0.0/33", "10.0.0.0/x", "10.0.0", "1.2.3.4/")) {
            var e = assertThrows(IllegalArgumentException.class, () -> new TrustedProxies(wrong));
            assertTrue(e.toString().contains("--gnomon.trusted-proxies: \"" + wrong), wrong);
        }
    }

    /** Each event arrives before the next is made, though the client accepts compression. */
    @Test
    void serverSentEventsComeOneByOne() throws Exception {
        SynchronousQueue<String> events = new SynchronousQueue<>();
        Routes routes =
                routes(
                        "/events",
                        exchange -> {
                            exchange.detach();
                            OutputStream out = exchange.open(200, "text/event-stream");
                            out.flush();
                            Thread.ofVirtual().start(() -> stream(events, out, exchange::complete));
                        });
        try (TestServer server = TestServer.of(routes);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(server.uri("/events"))
                            .header("Accept-Encoding", "gzip")
                            .build();
            try (BufferedReader lines =
                    new BufferedReader(
                            new InputStreamReader(
                                    client.send(request, HttpResponse.BodyHandlers.ofInputStream())
                                            .body(),
                                    StandardCharsets.UTF_8))) {
                for (String event : List.of("one", "two", "three")) {
                    assertTrue(events.offer(event, 10, TimeUnit.SECONDS));
                    assertEquals("data: " + event, lines.readLine());
                    assertEquals("", lines.readLine());
                }
            }
        }
    }

    private static void stream(
            SynchronousQueue<String> events, OutputStream out, Runnable complete) {
        try {
            for (int i = 0; i < 3; i++) {
                out.write(("data: " + events.take() + "\n\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
            out.close();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            complete.run();
        }
    }
}
