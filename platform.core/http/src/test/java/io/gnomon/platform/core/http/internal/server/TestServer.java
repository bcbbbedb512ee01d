package io.gnomon.platform.core.http.internal.server;

import io.gnomon.platform.core.http.internal.front.Cors;
import io.gnomon.platform.core.http.internal.front.Credentials;
import io.gnomon.platform.core.http.internal.front.FrontDoor;
import io.gnomon.platform.core.http.internal.front.HostCheck;
import io.gnomon.platform.core.http.internal.front.Prefix;
import io.gnomon.platform.core.http.internal.front.RateLimit;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Caller;
import io.gnomon.platform.core.http.internal.routing.Role;
import io.gnomon.platform.core.http.internal.routing.Routes;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A web server on a free loopback port, with a client. */
public final class TestServer implements AutoCloseable {
    private final WebServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private TestServer(WebServer server) throws IOException {
        this.server = server;
        server.start();
    }

    public static TestServer of(Routes routes) throws IOException {
        return of(routes, request -> Caller.ANONYMOUS, new Prefix("http://localhost", ""));
    }

    /** Who calls is told by the request's headers, see {@link #caller}. */
    public static TestServer byRole(Routes routes) throws IOException {
        return of(routes, TestServer::caller, new Prefix("http://localhost", ""));
    }

    /** The user whose name and role is in X-Role; with X-Session by a session with the token t. */
    public static Caller caller(Request request) {
        String role = request.getHeaders().get("X-Role");
        boolean session = request.getHeaders().contains("X-Session");
        return role == null
                ? Caller.ANONYMOUS
                : new Caller(role, Role.of(role), session ? "t" : "");
    }

    public static TestServer of(Routes routes, Credentials credentials, Prefix prefix)
            throws IOException {
        return of(
                new FrontDoor.Rules(
                        prefix,
                        new HostCheck(List.of("gnomon.test")),
                        credentials,
                        true,
                        Map::of,
                        () -> RateLimit.NONE,
                        new Cors(""),
                        (handler, status, seconds, bytes) -> {}),
                routes);
    }

    public static TestServer of(FrontDoor.Rules rules, Routes routes) throws IOException {
        return of(rules, Map.of("main", routes), null, List.of("main"));
    }

    /** Rules of a front door that lets everybody in. */
    static FrontDoor.Rules open(String externalUrl) {
        return new FrontDoor.Rules(
                new Prefix(externalUrl, ""),
                new HostCheck(List.of()),
                request -> Caller.ANONYMOUS,
                true,
                Map::of,
                () -> RateLimit.NONE,
                new Cors(""),
                (handler, status, seconds, bytes) -> {});
    }

    /** One that says hello to everybody over TLS. */
    public static TestServer hello(Tls tls) throws IOException {
        Routes routes = new Routes();
        routes.group(Access.READ, Routes.ErrorStyle.TEXT)
                .get("/hello", exchange -> exchange.text(200, "text/plain", "hello"));
        return of(open("https://localhost"), Map.of("main", routes), tls, List.of("main"));
    }

    /** One free port for each listener. */
    public static TestServer of(
            FrontDoor.Rules rules,
            Map<String, Routes> routes,
            @Nullable Tls tls,
            List<String> names)
            throws IOException {
        return new TestServer(
                new WebServer(
                        names.stream()
                                .map(name ->
                                        new WebServer.Listener(
                                                name, new ListenAddress("127.0.0.1", 0)))
                                .toList(),
                        transport(Duration.ofSeconds(30), tls),
                        new FrontDoor(rules, routes, null)));
    }

    /** One with pages behind its routes; who calls is told as in {@link #byRole}. */
    public static TestServer withPages(Routes routes, Handler pages) throws IOException {
        FrontDoor.Rules rules =
                new FrontDoor.Rules(
                        new Prefix("http://localhost", ""),
                        new HostCheck(List.of()),
                        TestServer::caller,
                        true,
                        Map::of,
                        () -> RateLimit.NONE,
                        new Cors(""),
                        (handler, status, seconds, bytes) -> {});
        return new TestServer(
                new WebServer(
                        List.of(new WebServer.Listener("main", new ListenAddress("127.0.0.1", 0))),
                        transport(Duration.ofSeconds(30), null),
                        new FrontDoor(rules, Map.of("main", routes), pages)));
    }

    private static WebServer.Transport transport(Duration readTimeout, @Nullable Tls tls) {
        return new WebServer.Transport(readTimeout, 100, new TrustedProxies("127.0.0.0/8"), tls);
    }

    /** One whose patience with slow requests is short. */
    public static TestServer impatient(FrontDoor.Rules rules, Routes routes, Duration readTimeout)
            throws IOException {
        return new TestServer(
                new WebServer(
                        List.of(new WebServer.Listener("main", new ListenAddress("127.0.0.1", 0))),
                        transport(readTimeout, null),
                        new FrontDoor(rules, Map.of("main", routes), null)));
    }

    public int port() {
        return server.ports().get(0);
    }

    public List<Integer> ports() {
        return server.ports();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public HttpResponse<String> get(String path, String... headers)
            throws IOException, InterruptedException {
        return send("GET", path, "", headers);
    }

    public HttpResponse<String> send(String method, String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(path))
                        .timeout(Duration.ofSeconds(20))
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends bytes as they are and returns all that comes back; for what clients refuse to send. */
    public String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            InputStream in = socket.getInputStream();
            in.transferTo(all);
            return all.toString(StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
