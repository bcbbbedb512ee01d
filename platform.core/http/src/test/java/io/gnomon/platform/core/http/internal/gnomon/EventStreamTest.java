package io.gnomon.platform.core.http.internal.gnomon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;
import io.gnomon.platform.core.http.internal.streams.Followers;
import io.gnomon.spi.runtime.PluginAdmin.Calls;
import io.gnomon.spi.runtime.PluginAdmin.PluginEvent;
import io.gnomon.spi.runtime.PluginAdmin.PluginStatus;
import io.gnomon.spi.runtime.PluginAdmin.State;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

@Timeout(60)
class EventStreamTest {
    static final PluginStatus PLUGIN =
            new PluginStatus(
                    "io.x",
                    "X",
                    "1.0.0",
                    List.of("panel"),
                    State.ACTIVE,
                    true,
                    "",
                    "",
                    "ab",
                    "",
                    "{\"id\":\"x\"}",
                    "/plugins/io.x/1.0.0-ab/",
                    Map.of("web/x.js", "sha384-q"),
                    new Calls(1, 2, 3, 4, 5, 6),
                    null);

    /** Lines of a stream, with the comments left out. */
    private static @Nullable String next(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && (line.isEmpty() || line.startsWith(":"))) {
            line = lines.readLine();
        }
        return line;
    }

    private static BufferedReader follow(HttpClient client, TestServer server) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.uri("/api/gnomon/v1/events")).build();
        return new BufferedReader(
                new InputStreamReader(
                        client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body(),
                        StandardCharsets.UTF_8));
    }

    private static Followers.Limits limits(int ofClientMax, Duration heartbeat) {
        return new Followers.Limits(100, ofClientMax, heartbeat, Duration.ofHours(1));
    }

    @Test
    void everyFollowerHearsEverything() throws Exception {
        EventStream events = new EventStream("/mon");
        Routes routes = new Routes();
        events.addTo(routes);
        try (TestServer server = TestServer.of(routes);
                HttpClient client = HttpClient.newHttpClient();
                BufferedReader one = follow(client, server);
                BufferedReader two = follow(client, server)) {
            assertEquals(2, events.followers());
            events.plugin(new PluginEvent.Stopped("io.x"));
            events.dashboard("home");
            events.logged(7);
            events.logged(7);
            events.plugin(new PluginEvent.Updated(PLUGIN, "/plugins/io.x/0.9.0-cd/"));
            for (BufferedReader lines : List.of(one, two)) {
                assertEquals("event: plugin.stopped", next(lines));
                assertEquals("data: {\"type\":\"plugin.stopped\",\"id\":\"io.x\"}", next(lines));
                assertEquals("event: dashboard.changed", next(lines));
                assertEquals(
                        "data: {\"type\":\"dashboard.changed\",\"uid\":\"home\"}", next(lines));
                assertEquals("event: log.written", next(lines));
                assertEquals("data: {\"type\":\"log.written\",\"newest\":7}", next(lines));
                assertEquals("event: plugin.updated", next(lines));
                assertEquals(
                        "data: {\"type\":\"plugin.updated\",\"entry\":{\"id\":\"io.x\",\"name\":"
                                + "\"X\",\"version\":\"1.0.0\",\"kinds\":[\"panel\"],\"state\":"
                                + "\"active\",\"official\":true,\"trusted\":true,"
                                + "\"previousVersion\":\"\",\"error\":\"\",\"sha256\":\"ab\","
                                + "\"publisher\":\"\",\"manifest\":{\"id\":\"x\"},\"baseUrl\":"
                                + "\"/mon/plugins/io.x/1.0.0-ab/\",\"integrity\":{\"web/x.js\":"
                                + "\"sha384-q\"},\"calls\":{\"total\":1,\"failed\":2,"
                                + "\"timedOut\":3,\"refused\":4,\"running\":5,\"abandoned\":6},"
                                + "\"since\":null},\"previousBaseUrl\":"
                                + "\"/mon/plugins/io.x/0.9.0-cd/\"}",
                        next(lines));
            }
            events.close();
            assertNull(next(one));
            assertNull(next(two));
        }
    }

    @Test
    void silenceIsFilledWithComments() throws Exception {
        EventStream events = new EventStream("", limits(100, Duration.ofMillis(20)));
        Routes routes = new Routes();
        events.addTo(routes);
        try (TestServer server = TestServer.of(routes);
                HttpClient client = HttpClient.newHttpClient();
                BufferedReader lines = follow(client, server)) {
            for (int i = 0; i < 3; i++) {
                assertEquals(":", lines.readLine());
                assertEquals("", lines.readLine());
            }
            events.close();
        }
    }

    @Test
    void oneClientDoesNotTakeAllPlaces() throws Exception {
        EventStream events = new EventStream("", limits(1, Duration.ofMillis(20)));
        Routes routes = new Routes();
        events.addTo(routes);
        try (TestServer server = TestServer.of(routes);
                HttpClient client = HttpClient.newHttpClient()) {
            try (BufferedReader one = follow(client, server)) {
                assertEquals(":", one.readLine());
                HttpResponse<String> refused = server.get("/api/gnomon/v1/events");
                assertEquals(503, refused.statusCode());
                assertEquals(
                        "{\"error\":\"too many follow the server's events, from this address or"
                                + " altogether; try again later\"}",
                        refused.body());
                assertEquals("30", refused.headers().firstValue("Retry-After").orElseThrow());
            }
            while (events.followers() > 0) {
                Thread.onSpinWait(); // its next heartbeat tells that nobody is there
            }
            try (BufferedReader two = follow(client, server)) {
                assertEquals(":", two.readLine(), "the place is free again");
            }
            events.close();
        }
    }

    @Test
    void whoHasFollowedForLongIsAskedAgainWhoItIs() throws Exception {
        Duration moment = Duration.ofMillis(20);
        EventStream events = new EventStream("", new Followers.Limits(1, 1, moment, moment));
        Routes routes = new Routes();
        events.addTo(routes);
        try (TestServer server = TestServer.of(routes);
                HttpClient client = HttpClient.newHttpClient();
                BufferedReader lines = follow(client, server)) {
            assertNull(next(lines), "only comments, then the end");
            events.close();
        }
    }
}
