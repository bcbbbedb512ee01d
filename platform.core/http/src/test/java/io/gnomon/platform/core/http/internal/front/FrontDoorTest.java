package io.gnomon.platform.core.http.internal.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Caller;
import io.gnomon.platform.core.http.internal.routing.Role;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;
import io.gnomon.platform.core.http.internal.server.TestServer;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

@Timeout(60)
class FrontDoorTest {
    private static final Prefix NO_PREFIX = new Prefix("http://gnomon.test", "");

    /** The header X-User stands for credentials; with X-Cookie they came by cookie. */
    private static Caller caller(Request request) {
        String role = request.getHeaders().get("X-User");
        String csrf = request.getHeaders().get("X-Cookie");
        return role == null
                ? Caller.ANONYMOUS
                : new Caller("somebody", Role.of(role), csrf == null ? "" : csrf);
    }

    private static Routes routes() {
        Routes routes = new Routes();
        routes.group(Access.READ, ErrorStyle.TEXT)
                .get("/read", e -> e.text(200, "text/plain", "read"))
                .post("/read", e -> e.text(200, "text/plain", e.caller().role().text()))
                .get(
                        "/broken",
                        e -> {
                            throw new IllegalStateException("boom");
                        });
        routes.group(Access.ADMIN, ErrorStyle.GNOMON)
                .get("/admin", e -> e.text(200, "text/plain", "admin"))
                .post("/admin", e -> e.text(200, "text/plain", "changed"))
                .add(
                        "PUT",
                        "/upload",
                        10,
                        e -> e.text(200, "text/plain", "" + e.body().readAllBytes().length));
        routes.group(
                        new Access.PeerWrite(false, 403, "Lifecycle API is not enabled."),
                        ErrorStyle.TEXT)
                .post("/-/off", e -> e.empty(204));
        return routes;
    }

    private static TestServer server() throws Exception {
        return TestServer.of(routes(), FrontDoorTest::caller, NO_PREFIX);
    }

    @Test
    void everyAnswerCarriesTheHeaders() throws Exception {
        try (TestServer server = server()) {
            for (String path : List.of("/read", "/nowhere", "/admin", "/broken")) {
                HttpResponse<String> answer = server.get(path);
                String policy =
                        answer.headers().firstValue("Content-Security-Policy").orElse("none");
                assertTrue(
                        policy.startsWith("default-src 'none'; script-src 'self' 'nonce-"), path);
                assertEquals(
                        "nosniff",
                        answer.headers().firstValue("X-Content-Type-Options").orElse(""));
                assertNotEquals(
                        policy,
                        server.get(path).headers().firstValue("Content-Security-Policy").orElse(""),
                        "each answer has a nonce of its own");
            }
        }
    }

    @Test
    void statusesOfWhatDoesNotWork() throws Exception {
        try (TestServer server = server()) {
            assertEquals(404, server.get("/nowhere").statusCode());
            assertEquals(405, server.send("DELETE", "/read", "").statusCode());
            assertEquals(
                    "GET, POST",
                    server.send("DELETE", "/read", "").headers().firstValue("Allow").orElse(""));
            assertEquals(500, server.get("/broken").statusCode());
            String ambiguous =
                    server.raw(
                            "GET /a//b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertTrue(ambiguous.startsWith("HTTP/1.1 400 "), ambiguous);
            assertTrue(ambiguous.endsWith("\r\n\r\nAmbiguous URI empty segment\n"), ambiguous);
            assertEquals(
                    "Lifecycle API is not enabled.\n", server.send("POST", "/-/off", "").body());
        }
    }

    @Test
    void rolesDecide() throws Exception {
        try (TestServer server = server()) {
            assertEquals(401, server.get("/admin").statusCode());
            HttpResponse<String> refused = server.get("/admin", "X-User", "editor");
            assertEquals(403, refused.statusCode());
            assertEquals(
                    "{\"error\":\"this needs the role admin; somebody is editor\"}",
                    refused.body());
            assertEquals("admin", server.get("/admin", "X-User", "admin").body());
        }
    }

    @Test
    void readingCanBeClosed() throws Exception {
        FrontDoor.Rules closed =
                new FrontDoor.Rules(
                        NO_PREFIX,
                        new HostCheck(List.of()),
                        FrontDoorTest::caller,
                        false,
                        Map::of,
                        () -> RateLimit.NONE,
                        new Cors(""),
                        (handler, status, seconds, bytes) -> {});
        try (TestServer server = TestServer.of(closed, routes())) {
            assertEquals(401, server.get("/read").statusCode());
            assertEquals(200, server.get("/read", "X-User", "viewer").statusCode());
        }
    }

    @Test
    void pagesOfOthersReadTheApiWhenTheirOriginIsAllowed() throws Exception {
        Routes api = routes();
        api.group(Access.READ, ErrorStyle.TEXT)
                .get("/api/v1/labels", e -> e.text(200, "text/plain", "labels"));
        try (TestServer server = TestServer.of(allowing("https?://good\\.test"), api)) {
            String allow = "Access-Control-Allow-Origin";
            var good = server.get("/api/v1/labels", "Origin", "http://good.test");
            assertEquals("http://good.test", good.headers().firstValue(allow).orElse(""));
            assertTrue(good.headers().allValues("Vary").contains("Origin"));
            assertEquals("labels", good.body());
            var asked = server.send("OPTIONS", "/api/v1/labels", "", "Origin", "https://good.test");
            assertEquals(204, asked.statusCode());
            assertTrue(asked.headers().firstValue("Access-Control-Allow-Methods").isPresent());
            for (String other : List.of("http://good.test.evil.test", "http://not-good.test")) {
                var refused = server.get("/api/v1/labels", "Origin", other);
                assertTrue(refused.headers().firstValue(allow).isEmpty(), other);
            }
            var askedInVain =
                    server.send("OPTIONS", "/api/v1/labels", "", "Origin", "http://evil.test");
            assertEquals(204, askedInVain.statusCode());
            assertTrue(askedInVain.headers().firstValue(allow).isEmpty());
            var page = server.get("/read", "Origin", "http://good.test");
            assertTrue(page.headers().firstValue(allow).isEmpty(), "the API only");
        }
        try (TestServer server = TestServer.of(allowing(".*"), api)) {
            var any = server.get("/api/v1/labels", "Origin", "http://any.test");
            assertEquals("*", any.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
        }
        var e = assertThrows(IllegalArgumentException.class, () -> new Cors("("));
        assertTrue(e.toString().contains("--web.cors.origin=( is not"), e.toString());
    }

    private static FrontDoor.Rules allowing(String origins) {
        return new FrontDoor.Rules(
                NO_PREFIX,
                new HostCheck(List.of()),
                FrontDoorTest::caller,
                true,
                Map::of,
                () -> RateLimit.NONE,
                new Cors(origins),
                (handler, status, seconds, bytes) -> {});
    }

    @Test
    void tooManyRequestsAreRefused() throws Exception {
        AtomicLong now = new AtomicLong();
        RateLimit limit = new RateLimit(Duration.ofSeconds(1), 2, now::get);
        FrontDoor.Rules rules =
                new FrontDoor.Rules(
                        NO_PREFIX,
                        new HostCheck(List.of()),
                        FrontDoorTest::caller,
                        true,
                        Map::of,
                        () -> limit,
                        new Cors(""),
                        (handler, status, seconds, bytes) -> {});
        try (TestServer server = TestServer.of(rules, routes())) {
            assertEquals(200, server.get("/read").statusCode());
            assertEquals(404, server.get("/nowhere").statusCode());
            assertEquals(429, server.get("/read").statusCode());
            now.addAndGet(999_000_000);
            assertEquals(429, server.get("/read").statusCode());
            now.addAndGet(1_000_000);
            assertEquals(200, server.get("/read").statusCode());
            assertEquals(429, server.get("/read").statusCode());
            now.addAndGet(3_600_000_000_000L);
            for (int status : new int[] {200, 200, 429}) {
                assertEquals(status, server.get("/read").statusCode());
            }
        }
    }

    @Test
    void callsWithACookieNeedOriginAndToken() throws Exception {
        try (TestServer server = server()) {
            String own = "http://127.0.0.1:" + server.port();
            String[] cookie = {"X-User", "admin", "X-Cookie", "t0ken"};
            assertEquals(403, post(server, cookie));
            assertEquals(403, post(server, cookie, "Origin", own));
            assertEquals(403, post(server, cookie, "Origin", own, "X-CSRF-Token", "other"));
            assertEquals(403, post(server, cookie, "X-CSRF-Token", "t0ken"));
            assertEquals(
                    403,
                    post(server, cookie, "Origin", "http://evil.test", "X-CSRF-Token", "t0ken"));
            assertEquals(200, post(server, cookie, "Origin", own, "X-CSRF-Token", "t0ken"));
            assertEquals(
                    200,
                    post(server, cookie, "Origin", "http://gnomon.test", "X-CSRF-Token", "t0ken"));
            assertEquals(200, post(server, new String[] {"X-User", "admin"}));
        }
    }

    private static int post(TestServer server, String[] user, String... more) throws Exception {
        return post(server, "/admin", user, more).statusCode();
    }

    private static HttpResponse<String> post(
            TestServer server, String path, String[] user, String... more) throws Exception {
        String[] headers = new String[user.length + more.length];
        System.arraycopy(user, 0, headers, 0, user.length);
        System.arraycopy(more, 0, headers, user.length, more.length);
        return server.send("POST", path, "x", headers);
    }

    @Test
    void aPostedQueryHasTheSessionsRightsOnlyWithOriginAndToken() throws Exception {
        try (TestServer server = server()) {
            String own = "http://127.0.0.1:" + server.port();
            String[] cookie = {"X-User", "editor", "X-Cookie", "t0ken"};
            String[] proof = {"Origin", own, "X-CSRF-Token", "t0ken"};
            assertEquals("editor", post(server, "/read", cookie, proof).body());
            assertEquals("anonymous", post(server, "/read", cookie).body());
            assertEquals("anonymous", post(server, "/read", cookie, "Origin", own).body());
            assertEquals(
                    "anonymous", post(server, "/read", cookie, "X-CSRF-Token", "t0ken").body());
            assertEquals("editor", post(server, "/read", new String[] {"X-User", "editor"}).body());
            for (String[] user : List.of(cookie, new String[] {"X-User", "editor"})) {
                assertEquals(
                        403,
                        post(server, "/read", user, "Origin", "http://evil.test").statusCode());
            }
        }
    }

    @Test
    void foreignNamesOnLoopbackAreRefused() throws Exception {
        try (TestServer server = server()) {
            assertTrue(rawGet(server, "evil.example").startsWith("HTTP/1.1 403 "));
            assertTrue(rawGet(server, "localhost:" + server.port()).startsWith("HTTP/1.1 200 "));
            assertTrue(rawGet(server, "GNOMON.test").startsWith("HTTP/1.1 200 "));
            assertTrue(rawGet(server, "[::1]:9").startsWith("HTTP/1.1 200 "));
            assertTrue(rawGet(server, "127.0.0.1.evil.example").startsWith("HTTP/1.1 403 "));
        }
    }

    private static String rawGet(TestServer server, String host) throws Exception {
        return server.raw("GET /read HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    }

    @Test
    void bodiesAreLimitedAlsoWhenChunked() throws Exception {
        try (TestServer server = server()) {
            String head = "PUT /upload HTTP/1.1\r\nHost: localhost\r\nX-User: admin\r\n";
            assertTrue(
                    server.raw(head + "Content-Length: 11\r\nConnection: close\r\n\r\n01234567890")
                            .startsWith("HTTP/1.1 413 "));
            assertTrue(
                    server.raw(
                                    head
                                            + "Transfer-Encoding: chunked\r\n"
                                            + "Connection: close\r\n\r\n"
                                            + "b\r\n"
                                            + "01234567890\r\n"
                                            + "0\r\n\r\n")
                            .startsWith("HTTP/1.1 413 "));
            assertTrue(
                    server.raw(
                                    head
                                            + "Transfer-Encoding: chunked\r\n"
                                            + "Connection: close\r\n\r\n"
                                            + "a\r\n"
                                            + "0123456789\r\n"
                                            + "0\r\n\r\n")
                            .startsWith("HTTP/1.1 200 "));
        }
    }

    @Test
    void aPrefixStandsBeforeEverything() throws Exception {
        Prefix prefix = Prefix.of("https://proxy.test/mon/", "", "localhost:9090");
        try (TestServer server = TestServer.of(routes(), FrontDoorTest::caller, prefix)) {
            assertEquals("read", server.get("/mon/read").body());
            assertEquals(404, server.get("/read").statusCode());
            assertEquals(404, server.get("/monitor/read").statusCode());
            HttpResponse<String> root = server.get("/");
            assertEquals(302, root.statusCode());
            assertEquals("/mon/", root.headers().firstValue("Location").orElse(""));
        }
    }

    @Test
    void headGetsTheHeadOfGet() throws Exception {
        try (TestServer server = server()) {
            HttpResponse<String> head = server.send("HEAD", "/read", "");
            assertEquals(200, head.statusCode());
            assertEquals("", head.body());
        }
    }

    /** A thread that waits for a body must not be the one that would bring it. */
    @Test
    void aBodyMayComeAfterTheHead() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        Routes routes = new Routes();
        routes.group(Access.READ, ErrorStyle.TEXT)
                .post(
                        "/echo",
                        e -> {
                            reading.countDown();
                            e.bytes(200, "text/plain", e.body().readAllBytes());
                        });
        try (TestServer server = TestServer.of(routes);
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            String head =
                    String.join(
                            "\r\n",
                            "POST /echo HTTP/1.1",
                            "Host: localhost",
                            "Content-Length: 6",
                            "Connection: close",
                            "",
                            "");
            out.write(head.getBytes(StandardCharsets.UTF_8));
            assertTrue(reading.await(20, TimeUnit.SECONDS));
            out.write("abcdef".getBytes(StandardCharsets.UTF_8));
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(answer.endsWith("\r\n\r\nabcdef"), answer);
        }
    }

    /** Answers everything that no route took. */
    private static final class Pages extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            response.setStatus(200);
            callback.succeeded();
            return true;
        }
    }

    @Test
    void pagesAreForEverybodyAndTheConsoleForAdministrators() throws Exception {
        try (TestServer server = TestServer.withPages(routes(), new Pages())) {
            assertEquals(200, server.get("/").statusCode());
            assertEquals(200, server.get("/status/flags").statusCode());
            assertEquals(404, server.get("/api/v1/nothing").statusCode());
            assertTrue(
                    server.raw("TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .startsWith("HTTP/1.1 405 "));
            for (String path :
                    List.of(
                            "/system/console",
                            "/system/console/bundles",
                            "/system/console;x=1",
                            "/./system/console",
                            "/%73ystem/console",
                            "/a/../system/console/bundles")) {
                // A client would tidy the path up.
                String request =
                        "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close";
                assertTrue(server.raw(request + "\r\n\r\n").startsWith("HTTP/1.1 401 "), path);
                String editor = request + "\r\nX-Role: editor\r\n\r\n";
                assertTrue(server.raw(editor).startsWith("HTTP/1.1 403 "), path);
                String admin = request + "\r\nX-Role: admin\r\n\r\n";
                assertTrue(server.raw(admin).startsWith("HTTP/1.1 200 "), path);
            }
        }
    }

    @Test
    void formsOfTheConsoleComeFromItsOwnPage() throws Exception {
        try (TestServer server = TestServer.withPages(routes(), new Pages())) {
            String own = "http://127.0.0.1:" + server.port();
            assertEquals(403, console(server));
            assertEquals(403, console(server, "Origin", "http://evil.test"));
            assertEquals(403, console(server, "Origin", "null"));
            assertEquals(200, console(server, "Origin", own));
        }
    }

    private static int console(TestServer server, String... origin) throws Exception {
        List<String> headers = new ArrayList<>(List.of("X-Role", "admin", "X-Session", ""));
        headers.addAll(List.of(origin));
        return server.send("POST", "/system/console/bundles", "", headers.toArray(new String[0]))
                .statusCode();
    }
}
