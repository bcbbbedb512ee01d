package io.gnomon.platform.core.http.internal.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.http.internal.front.Cors;
import io.gnomon.platform.core.http.internal.front.FrontDoor;
import io.gnomon.platform.core.http.internal.front.HostCheck;
import io.gnomon.platform.core.http.internal.front.Prefix;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Caller;
import io.gnomon.platform.core.http.internal.routing.Endpoint;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ServerSocket;
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
    private static final FrontDoor.Rules OPEN =
            new FrontDoor.Rules(
                    new Prefix("http://localhost", ""),
                    new HostCheck(List.of()),
                    request -> Caller.ANONYMOUS,
                    true,
                    Map::of,
                    new Cors(""),
                    (handler, status, seconds, bytes) -> {});

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
                                new WebServer.Transport(Duration.ofSeconds(1), 10, null),
                                new FrontDoor(OPEN, Map.of(), null))) {
            IOException e = assertThrows(IOException.class, server::start);
            assertTrue(e.toString().contains(Integer.toString(taken.getLocalPort())), e.toString());
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
