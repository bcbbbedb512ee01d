package io.gnomon.platform.core.http.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.platform.core.http.internal.exporters.ExporterSite;
import io.gnomon.platform.core.http.internal.front.Cors;
import io.gnomon.platform.core.http.internal.front.FrontDoor;
import io.gnomon.platform.core.http.internal.front.HostCheck;
import io.gnomon.platform.core.http.internal.front.Prefix;
import io.gnomon.platform.core.http.internal.front.RateLimit;
import io.gnomon.platform.core.http.internal.gnomon.EventStream;
import io.gnomon.platform.core.http.internal.login.Accounts;
import io.gnomon.platform.core.http.internal.login.AuditLog;
import io.gnomon.platform.core.http.internal.login.FirstAdministrator;
import io.gnomon.platform.core.http.internal.login.Login;
import io.gnomon.platform.core.http.internal.login.LoginThrottle;
import io.gnomon.platform.core.http.internal.login.Passwords;
import io.gnomon.platform.core.http.internal.login.TestDatabase;
import io.gnomon.platform.core.http.internal.logs.ServerLog;
import io.gnomon.platform.core.http.internal.prometheus.Notifications;
import io.gnomon.platform.core.http.internal.prometheus.PrometheusApi;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Role;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

import javax.sql.DataSource;

/**
 * The table of who may what, who-may-what.txt: it names every route that the server has, and the
 * front door keeps to it, whatever the method and whoever calls.
 */
@Timeout(120)
class WhoMayWhatTest {
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final List<String> CALLERS = List.of("", "viewer", "editor", "admin");

    @TempDir Path folder;

    private record Line(String method, String pattern, String word) {
        /** A path that leads there. */
        String path() {
            return pattern.replaceAll("\\{[^}]*\\}", "x");
        }

        /** The callers that it lets in while reading is open. */
        List<String> callers() {
            return switch (word) {
                case "user" -> List.of("viewer", "editor", "admin");
                case "editor" -> List.of("editor", "admin");
                case "admin" -> List.of("admin");
                default -> CALLERS;
            };
        }

        boolean changes() {
            return !method.equals("GET");
        }
    }

    private static List<Line> table() throws Exception {
        List<Line> lines = new ArrayList<>();
        try (InputStream in =
                Objects.requireNonNull(
                        WhoMayWhatTest.class.getResourceAsStream("who-may-what.txt"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" +", -1))
                    .forEach(parts -> lines.add(new Line(parts[1], parts[2], parts[0])));
        }
        return lines;
    }

    /** The routes of a server with all that flags can switch on. */
    private Routes routes() throws Exception {
        ServerFacts facts =
                new ServerFacts("1", "host", Instant.EPOCH, Map.of(), name -> flag(name));
        DataSource database = TestDatabase.create();
        Clock clock = Clock.systemUTC();
        Accounts accounts = new Accounts(database, clock);
        FakeRooms rooms = new FakeRooms();
        return new MainRoutes(rooms, facts, clock, () -> null)
                .all(
                        new MainRoutes.People(
                                accounts,
                                new Login(
                                        accounts,
                                        new Passwords(clock),
                                        new LoginThrottle(clock),
                                        Map::of),
                                new AuditLog(database, clock),
                                new FirstAdministrator(accounts, folder)),
                        new Prefix("http://localhost", ""),
                        new ServerLog(List::of),
                        new MainRoutes.Streams(
                                new EventStream(""), new Notifications(rooms, clock, 1)),
                        new ExporterSite(() -> null, PrometheusApi.lifecycle(facts)),
                        () -> {});
    }

    private String flag(String name) {
        return switch (name) {
            case "web.user-assets" -> folder.toString();
            case String other when other.startsWith("web.enable-") -> "true";
            default -> "";
        };
    }

    private static String word(Access access) {
        return switch (access) {
            case Access.Open open -> "open";
            case Access.Read read -> "read";
            case Access.PeerWrite write -> "peer";
            case Access.Needs needs -> needs.role() == Role.VIEWER ? "user" : needs.role().text();
        };
    }

    @Test
    void theTableNamesEveryRoute() throws Exception {
        String registered =
                String.join(
                        "\n",
                        routes().all().stream()
                                .map(r ->
                                        "%s %s %s"
                                                .formatted(
                                                        word(r.route().access()),
                                                        r.method(),
                                                        r.route().pattern()))
                                .toList());
        String listed =
                String.join(
                        "\n",
                        table().stream()
                                .map(l -> l.word() + " " + l.method() + " " + l.pattern())
                                .toList());
        assertEquals(listed, registered);
    }

    /** The server's routes behind its front door; the endpoints themselves only say yes. */
    private TestServer server(boolean readOpen) throws Exception {
        Routes answering = new Routes();
        for (Routes.Registered each : routes().all()) {
            Routes.Route route = each.route();
            answering.add(
                    each.method(),
                    new Routes.Route(
                            route.pattern(),
                            route.access(),
                            route.errors(),
                            route.bodyBytesMax(),
                            exchange -> exchange.empty(204)));
        }
        return TestServer.of(
                new FrontDoor.Rules(
                        new Prefix("http://localhost", ""),
                        new HostCheck(List.of()),
                        TestServer::caller,
                        readOpen,
                        Map::of,
                        () -> RateLimit.NONE,
                        new Cors(""),
                        (handler, status, seconds, bytes) -> {}),
                answering);
    }

    private static String[] as(String role, String... more) {
        List<String> headers = new ArrayList<>(List.of(more));
        if (!role.isEmpty()) {
            headers.addAll(List.of("X-Role", role));
        }
        return headers.toArray(new String[0]);
    }

    @Test
    void theFrontDoorKeepsToIt() throws Exception {
        for (boolean readOpen : new boolean[] {true, false}) {
            try (TestServer server = server(readOpen)) {
                for (Line line : table()) {
                    for (String role : CALLERS) {
                        boolean closed = line.word().equals("read") && !readOpen;
                        boolean admitted =
                                line.callers().contains(role) && !(closed && role.isEmpty());
                        int expected = admitted ? 204 : role.isEmpty() ? 401 : 403;
                        assertEquals(
                                expected,
                                server.send(line.method(), line.path(), "", as(role)).statusCode(),
                                line + " by \"" + role + "\", reading open: " + readOpen);
                    }
                }
            }
        }
    }

    @Test
    void whatIsNotInItIsNotAnswered() throws Exception {
        List<Line> table = table();
        try (TestServer server = server(true)) {
            for (String path : new TreeSet<>(table.stream().map(Line::path).toList())) {
                for (String method : METHODS) {
                    if (table.stream()
                            .noneMatch(l -> l.path().equals(path) && l.method().equals(method))) {
                        int status = server.send(method, path, "", as("admin")).statusCode();
                        assertEquals(405, status, method + " " + path);
                    }
                }
            }
        }
    }

    /** Another site makes the browser of an administrator call. */
    @Test
    void aSessionChangesNothingForOtherSites() throws Exception {
        try (TestServer server = server(false)) {
            String own = "http://127.0.0.1:" + server.port();
            for (Line line : table()) {
                if (!line.changes()) {
                    continue;
                }
                String[][] attacks = {
                    as("admin", "X-Session", "", "Origin", "http://evil.test"),
                    as("admin", "X-Session", "", "Origin", "null"),
                    as("admin", "X-Session", "", "Origin", "http://evil.test", "X-CSRF-Token", "t"),
                    as("admin", "X-Session", "", "Origin", own, "X-CSRF-Token", "u"),
                    as("admin", "X-Session", "", "Origin", own),
                    as("admin", "X-Session", "")
                };
                for (String[] attack : attacks) {
                    int status = server.send(line.method(), line.path(), "", attack).statusCode();
                    boolean foreign = String.join(" ", attack).matches(".*(evil|null).*");
                    // What only reads counts as nobody's, who may not read here.
                    int expected =
                            switch (line.word()) {
                                case "open" -> foreign ? 403 : 204;
                                case "read" -> foreign ? 403 : 401;
                                default -> 403;
                            };
                    assertEquals(expected, status, line + " with " + String.join(" ", attack));
                }
                String[] page = as("admin", "X-Session", "", "Origin", own, "X-CSRF-Token", "t");
                assertEquals(
                        204,
                        server.send(line.method(), line.path(), "", page).statusCode(),
                        line.toString());
            }
        }
    }
}
