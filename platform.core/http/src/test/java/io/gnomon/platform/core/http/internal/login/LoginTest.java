package io.gnomon.platform.core.http.internal.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.gnomon.platform.core.dashboards.DashboardStore;
import io.gnomon.platform.core.http.internal.FakeRooms;
import io.gnomon.platform.core.http.internal.ServerFacts;
import io.gnomon.platform.core.http.internal.front.Cors;
import io.gnomon.platform.core.http.internal.front.FrontDoor;
import io.gnomon.platform.core.http.internal.front.HostCheck;
import io.gnomon.platform.core.http.internal.front.Prefix;
import io.gnomon.platform.core.http.internal.front.RateLimit;
import io.gnomon.platform.core.http.internal.gnomon.AccountApi;
import io.gnomon.platform.core.http.internal.gnomon.AuditApi;
import io.gnomon.platform.core.http.internal.gnomon.FakeDashboards;
import io.gnomon.platform.core.http.internal.gnomon.SessionApi;
import io.gnomon.platform.core.http.internal.gnomon.StarApi;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Role;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import javax.sql.DataSource;

/** Logging in over HTTP, with every kind of credentials. */
@Timeout(60)
class LoginTest {
    private static final String SESSION = "/api/gnomon/v1/session";
    private static final String[] JSON = {"Content-Type", "application/json"};

    @TempDir Path data;
    private final DataSource database = TestDatabase.create();
    private final Accounts accounts = new Accounts(database, Clock.systemUTC());
    private final AuditLog audit = new AuditLog(database, Clock.systemUTC());
    private final ObjectMapper mapper = new ObjectMapper();
    private volatile Map<String, String> doorUsers = Map.of();
    private TestServer server = TestServer.of(new Routes());

    LoginTest() throws Exception {}

    @BeforeEach
    void start() throws Exception {
        server.close();
        accounts.create("ann", "ann's password", Role.ADMIN);
        accounts.create("vic", "vic's password", Role.VIEWER);
        Login login =
                new Login(
                        accounts,
                        new Passwords(Clock.systemUTC()),
                        new LoginThrottle(Clock.systemUTC()),
                        () -> doorUsers);
        Prefix prefix = new Prefix("http://gnomon.test/mon", "");
        Routes routes = new Routes();
        FirstAdministrator first = new FirstAdministrator(accounts, data);
        new SessionApi(
                        accounts,
                        login,
                        audit,
                        first,
                        new ServerFacts("1", "host", Instant.EPOCH, Map.of(), name -> ""),
                        prefix)
                .addTo(routes);
        new AccountApi(accounts, first).addTo(routes);
        new AuditApi(audit).addTo(routes);
        FakeRooms rooms = new FakeRooms();
        FakeDashboards dashboards = new FakeDashboards();
        dashboards.put("one", "{}", 1);
        rooms.put(DashboardStore.class, dashboards);
        new StarApi(rooms, accounts).addTo(routes);
        routes.group(Access.READ, Routes.ErrorStyle.TEXT)
                .get("/read", e -> e.text(200, "text/plain", e.caller().name()));
        server =
                TestServer.of(
                        new FrontDoor.Rules(
                                prefix,
                                new HostCheck(List.of()),
                                login,
                                true,
                                Map::of,
                                () -> RateLimit.NONE,
                                new Cors(""),
                                watch()),
                        routes);
    }

    private FrontDoor.Answered watch() {
        return new FrontDoor.Answered() {
            @Override
            public void answered(String handler, int status, double seconds, long bodyBytes) {}

            @Override
            public void changed(FrontDoor.Change change) {
                audit.note(AuditLog.Call.of(change));
            }
        };
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> logIn(String user, String password) throws Exception {
        return server.send(
                "POST",
                SESSION,
                "{\"user\":\"" + user + "\",\"password\":\"" + password + "\"}",
                JSON);
    }

    private static String cookieOf(HttpResponse<String> answer) {
        String line = answer.headers().firstValue("Set-Cookie").orElse("");
        return line.substring(0, line.indexOf(';'));
    }

    private static String basic(String user, String password) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Stars are each user's own, of dashboards that are there, and go with the user. */
    @Test
    void starsAreEachUsersOwn() throws Exception {
        String stars = "/api/gnomon/v1/stars";
        String[] ann = {"Authorization", basic("ann", "ann's password")};
        String[] vic = {"Authorization", basic("vic", "vic's password")};
        assertEquals(401, server.get(stars).statusCode());
        assertEquals(204, server.send("PUT", stars + "/one", "", ann).statusCode());
        assertEquals(204, server.send("PUT", stars + "/one", "", ann).statusCode());
        assertEquals(404, server.send("PUT", stars + "/none", "", ann).statusCode());
        assertEquals("[\"one\"]", server.get(stars, ann).body().strip());
        assertEquals("[]", server.get(stars, vic).body().strip());
        String token = accounts.createToken("ci", Role.EDITOR, null);
        assertEquals(
                409,
                server.send("PUT", stars + "/one", "", "Authorization", "Bearer " + token)
                        .statusCode());
        assertEquals(204, server.send("DELETE", stars + "/one", "", ann).statusCode());
        assertEquals("[]", server.get(stars, ann).body().strip());
        assertTrue(accounts.star("vic", "one"));
        assertTrue(accounts.delete("vic"));
        assertEquals(List.of(), accounts.stars("vic"));
    }

    @Test
    void aSessionFromLoginToLogout() throws Exception {
        HttpResponse<String> answer = logIn("ann", "ann's password");
        assertEquals(200, answer.statusCode());
        String line = answer.headers().firstValue("Set-Cookie").orElse("");
        assertTrue(line.contains("; Path=/mon/; HttpOnly; SameSite=Lax"), line);
        assertFalse(line.contains("Secure"), line);
        String cookie = cookieOf(answer);
        String csrf = mapper.readTree(answer.body()).get("csrf").textValue();

        assertEquals("ann", server.get("/read", "Cookie", cookie).body());
        assertEquals(
                "admin",
                mapper.readTree(server.get(SESSION, "Cookie", cookie).body())
                        .at("/user/role")
                        .textValue());
        assertEquals(
                204,
                server.send(
                                "DELETE",
                                SESSION,
                                "",
                                "Cookie",
                                cookie,
                                "Origin",
                                "http://gnomon.test",
                                "X-CSRF-Token",
                                csrf)
                        .statusCode());
        assertEquals("", server.get("/read", "Cookie", cookie).body());
    }

    @Test
    void wrongPasswordsAreRefusedAndSlowedDown() throws Exception {
        assertEquals(401, logIn("ann", "wrong").statusCode());
        assertEquals(
                logIn("ann", "wrong").body(),
                logIn("nobody", "wrong").body(),
                "nobody learns which names exist");
        for (int i = 0; i < 3; i++) {
            assertEquals(401, logIn("ann", "wrong").statusCode());
        }
        HttpResponse<String> refused = logIn("ann", "ann's password");
        assertEquals(429, refused.statusCode());
        assertEquals("1", refused.headers().firstValue("Retry-After").orElse(""));
    }

    @Test
    void loginsFromOtherPagesAreRefused() throws Exception {
        assertEquals(
                403,
                server.send("POST", SESSION, "{}", JSON[0], JSON[1], "Origin", "http://evil.test")
                        .statusCode());
    }

    @Test
    void basicAndBearerCredentials() throws Exception {
        assertEquals(
                "vic", server.get("/read", "Authorization", basic("vic", "vic's password")).body());
        assertEquals(401, server.get("/read", "Authorization", basic("vic", "wrong")).statusCode());
        HttpResponse<String> made =
                server.send(
                        "POST",
                        "/api/gnomon/v1/tokens",
                        "{\"name\":\"ci\",\"role\":\"editor\"}",
                        JSON[0],
                        JSON[1],
                        "Authorization",
                        basic("ann", "ann's password"));
        String token = mapper.readTree(made.body()).get("token").textValue();
        assertEquals("token ci", server.get("/read", "Authorization", "Bearer " + token).body());
        assertEquals(401, server.get("/read", "Authorization", "Bearer other").statusCode());
    }

    @Test
    void usersOfWebYmlPassTheDoorAndAreNobody() throws Exception {
        doorUsers = Map.of("door", Passwords.hash("open"));
        HttpResponse<String> closed = server.get("/read");
        assertEquals(401, closed.statusCode());
        assertTrue(closed.headers().firstValue("WWW-Authenticate").orElse("").startsWith("Basic"));
        assertEquals(200, server.get("/read", "Authorization", basic("door", "open")).statusCode());
        assertEquals(401, server.get("/read", "Authorization", basic("door", "shut")).statusCode());
        assertEquals(
                401,
                server.get("/api/gnomon/v1/users", "Authorization", basic("door", "open"))
                        .statusCode(),
                "administration needs a user of Gnomon");
        String cookie;
        HttpResponse<String> answer =
                server.send(
                        "POST",
                        SESSION,
                        "{\"user\":\"ann\",\"password\":\"ann's password\"}",
                        JSON[0],
                        JSON[1],
                        "Authorization",
                        basic("door", "open"));
        cookie = cookieOf(answer);
        assertEquals(
                200,
                server.get(
                                "/api/gnomon/v1/users",
                                "Authorization",
                                basic("door", "open"),
                                "Cookie",
                                cookie)
                        .statusCode());
    }

    @Test
    void whoChangedWhatAndWhoLoggedInIsWrittenDown() throws Exception {
        logIn("ann", "wrong");
        logIn("vic", "vic's password");
        String ann = basic("ann", "ann's password");
        String users = "/api/gnomon/v1/users";
        server.send("DELETE", users + "/vic", "", "Authorization", ann);
        server.send("DELETE", users + "/ann", "", "Authorization", ann);
        server.get(users, "Authorization", ann);
        assertEquals(
                401, server.send("DELETE", users + "/ann", "").statusCode(), "nobody may do that");

        JsonNode page =
                mapper.readTree(server.get("/api/gnomon/v1/audit", "Authorization", ann).body());
        List<String> found = new ArrayList<>();
        for (JsonNode entry : page.get("entries")) {
            assertEquals("127.0.0.1", entry.get("address").textValue());
            found.add(
                    "%s %s %s %d"
                            .formatted(
                                    entry.get("user").textValue(),
                                    entry.get("method").textValue(),
                                    entry.get("path").textValue(),
                                    entry.get("status").intValue()));
        }
        assertEquals(
                List.of(
                        "ann DELETE /api/gnomon/v1/users/ann 409",
                        "ann DELETE /api/gnomon/v1/users/vic 204",
                        "vic POST /api/gnomon/v1/session 200",
                        "ann POST /api/gnomon/v1/session 401"),
                found);
        assertFalse(page.has("next"));
        JsonNode first =
                mapper.readTree(
                        server.get("/api/gnomon/v1/audit?limit=3", "Authorization", ann).body());
        String rest =
                server.get(
                                "/api/gnomon/v1/audit?before=" + first.get("next").textValue(),
                                "Authorization",
                                ann)
                        .body();
        assertEquals(1, mapper.readTree(rest).get("entries").size(), rest);
        assertEquals(
                403, server.get("/api/gnomon/v1/audit", "Authorization", editor()).statusCode());
    }

    @Test
    void theOldestEntriesOfTheAuditLogAreForgotten() throws Exception {
        for (int i = 0; i < AuditLog.KEPT + 500; i++) {
            audit.note(call("ann", "/" + i));
        }
        List<AuditLog.Entry> all = audit.entries(Long.MAX_VALUE, 2 * AuditLog.KEPT, "");
        assertEquals(AuditLog.KEPT, all.size());
        assertEquals("/" + (AuditLog.KEPT + 499), all.get(0).call().path());
    }

    private static AuditLog.Call call(String user, String path) {
        return new AuditLog.Call(user, "127.0.0.1", "PUT", path, "", 204);
    }

    @Test
    void failedLoginsPushNothingOutOfTheAuditLog() throws Exception {
        audit.note(call("ann", "/changed"));
        for (int i = 0; i < AuditLog.FAILED_LOGINS_KEPT + 999; i++) {
            audit.noteFailedLogin(call("guess" + i, SESSION));
        }
        List<AuditLog.Entry> all = audit.entries(Long.MAX_VALUE, 2 * AuditLog.KEPT, "");
        assertEquals(AuditLog.FAILED_LOGINS_KEPT + 1, all.size());
        assertEquals("/changed", all.getLast().call().path());
    }

    @Test
    void triesThatComeTooEarlyAreNotWrittenDown() throws Exception {
        for (int i = 0; i < 8; i++) {
            logIn("ann", "wrong");
        }
        assertEquals(5, audit.entries(Long.MAX_VALUE, 100, "").size());
    }

    @Test
    void aLoginEndsTheSessionThatItReplaces() throws Exception {
        String before = cookieOf(logIn("ann", "ann's password"));
        HttpResponse<String> again =
                server.send(
                        "POST",
                        SESSION,
                        "{\"user\":\"vic\",\"password\":\"vic's password\"}",
                        JSON[0],
                        JSON[1],
                        "Cookie",
                        before);
        assertEquals(200, again.statusCode());
        assertTrue(server.get(SESSION, "Cookie", before).body().startsWith("{\"user\":null"));
        assertTrue(server.get(SESSION, "Cookie", cookieOf(again)).body().contains("\"vic\""));
    }

    /** Names that look like another user's, or that no address can hold. */
    @Test
    void namesThatWouldConfuseAreRefused() throws Exception {
        String ann = basic("ann", "ann's password");
        assertEquals(409, makeUser("Ann", ann));
        assertEquals(400, makeUser(".", ann));
        assertEquals(400, makeUser("..", ann));
        assertEquals(400, makeUser("-ann", ann));
        assertEquals(201, makeUser("ann.b-c_d@example.org", ann));
    }

    private int makeUser(String name, String authorization) throws Exception {
        return server.send(
                        "POST",
                        "/api/gnomon/v1/users",
                        "{\"name\":\"%s\",\"password\":\"12345678\",\"role\":\"viewer\"}"
                                .formatted(name),
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        authorization)
                .statusCode();
    }

    @Test
    void theAuditLogSaysWhomACallWasAbout() throws Exception {
        String ann = basic("ann", "ann's password");
        makeUser("eve", ann);
        server.send(
                "PUT",
                "/api/gnomon/v1/users/eve",
                "{\"role\":\"editor\",\"password\":\"not to be written\"}",
                JSON[0],
                JSON[1],
                "Authorization",
                ann);
        List<String> subjects =
                audit.entries(Long.MAX_VALUE, 10, "ann").stream()
                        .map(entry -> entry.call().subject())
                        .toList();
        assertEquals(List.of("editor, password", "eve, viewer"), subjects);
    }

    @Test
    void tokensTellWhenTheyWereUsed() throws Exception {
        String secret = accounts.createToken("ci", Role.VIEWER, null);
        assertNull(accounts.tokens().getFirst().usedAt());
        server.get("/read", "Authorization", "Bearer " + secret);
        assertNotNull(accounts.tokens().getFirst().usedAt());
    }

    @Test
    void aTokenIsMadeForSoManyDays() throws Exception {
        String ann = basic("ann", "ann's password");
        for (String days : List.of("0", "-1", "3651", "1.5", "\"7\"")) {
            assertEquals(
                    400,
                    makeToken("{\"name\":\"x\",\"role\":\"viewer\",\"days\":" + days + "}", ann));
        }
        assertEquals(201, makeToken("{\"name\":\"x\",\"role\":\"viewer\",\"days\":7}", ann));
        assertEquals(201, makeToken("{\"name\":\"y\",\"role\":\"viewer\"}", ann));
        List<Accounts.Token> made = accounts.tokens();
        assertEquals(made.get(0).createdAt().plusDays(7), made.get(0).expiresAt());
        assertNull(made.get(1).expiresAt());
    }

    private int makeToken(String body, String authorization) throws Exception {
        return server.send(
                        "POST",
                        "/api/gnomon/v1/tokens",
                        body,
                        JSON[0],
                        JSON[1],
                        "Authorization",
                        authorization)
                .statusCode();
    }

    @Test
    void theLastAdministratorStays() throws Exception {
        String ann = basic("ann", "ann's password");
        assertEquals(
                409,
                server.send("DELETE", "/api/gnomon/v1/users/ann", "", "Authorization", ann)
                        .statusCode());
        assertEquals(
                204,
                server.send("DELETE", "/api/gnomon/v1/users/vic", "", "Authorization", ann)
                        .statusCode());
        assertEquals(
                403, server.get("/api/gnomon/v1/users", "Authorization", editor()).statusCode());
    }

    @Test
    void aChangeThatIsPartlyWrongChangesNothing() throws Exception {
        for (String change :
                List.of(
                        "{\"password\":\"another password\",\"role\":\"emperor\"}",
                        "{\"password\":\"short\",\"role\":\"admin\"}",
                        "{}",
                        "{\"role\":\"admin\",\"role\":\"editor\"}",
                        "{\"role\":\"admin\"} x")) {
            HttpResponse<String> answer =
                    server.send(
                            "PUT",
                            "/api/gnomon/v1/users/vic",
                            change,
                            JSON[0],
                            JSON[1],
                            "Authorization",
                            basic("ann", "ann's password"));
            assertEquals(400, answer.statusCode(), change);
            assertTrue(answer.body().startsWith("{\"error\":"), answer.body());
        }
        Accounts.User vic = Objects.requireNonNull(accounts.find("vic"));
        assertEquals(Role.VIEWER, vic.role());
        assertTrue(
                new Passwords(Clock.systemUTC())
                        .matches("vic's password", vic.passwordHash(), () -> {}));
    }

    private String editor() throws Exception {
        return "Bearer " + accounts.createToken("e", Role.EDITOR, null);
    }

    @Test
    void aPasswordIsChangedByWhoKnowsIt() throws Exception {
        String path = SESSION + "/password";
        String vic = basic("vic", "vic's password");
        assertEquals(
                401,
                server.send(
                                "POST",
                                path,
                                "{\"old\":\"x\",\"new\":\"new password\"}",
                                JSON[0],
                                JSON[1],
                                "Authorization",
                                vic)
                        .statusCode());
        assertEquals(
                204,
                server.send(
                                "POST",
                                path,
                                "{\"old\":\"vic's password\",\"new\":\"new password\"}",
                                JSON[0],
                                JSON[1],
                                "Authorization",
                                vic)
                        .statusCode());
        assertEquals(401, server.get("/read", "Authorization", vic).statusCode());
        assertEquals(
                200,
                server.get("/read", "Authorization", basic("vic", "new password")).statusCode());
    }
}
