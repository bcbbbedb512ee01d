package io.gnomon.platform.core.http.internal.prometheus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.gnomon.model.storage.Storage;
import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.http.internal.FakeRooms;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;
import io.gnomon.platform.memory.MemoryStorage;

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
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

@Timeout(60)
class NotificationsTest {
    private static final Instant NOW = Instant.ofEpochSecond(1000);
    private static final String DATE = "\",\"date\":\"1970-01-01T00:16:40Z\",\"active\":";

    private final FakeRooms rooms = new FakeRooms();
    private final Notifications notifications =
            new Notifications(rooms, Clock.fixed(NOW, ZoneOffset.UTC), 1);

    private TestServer server() throws IOException {
        Routes routes = new Routes();
        notifications.addTo(routes);
        return TestServer.of(routes);
    }

    private static @Nullable String next(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && (line.isEmpty() || line.startsWith(":"))) {
            line = lines.readLine();
        }
        return line;
    }

    private static HttpRequest live(TestServer server) {
        return HttpRequest.newBuilder(server.uri("/api/v1/notifications/live")).build();
    }

    @Test
    void whatIsTrueNowAndWhatChanges() throws Exception {
        try (TestServer server = server();
                HttpClient client = HttpClient.newHttpClient();
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        client.send(
                                                        live(server),
                                                        HttpResponse.BodyHandlers.ofInputStream())
                                                .body(),
                                        StandardCharsets.UTF_8))) {
            String starting =
                    "{\"text\":\"Gnomon is starting and replaying the write-ahead log." + DATE;
            assertEquals("data: " + starting + "true}", next(lines));
            assertEquals(
                    "{\"status\":\"success\",\"data\":[" + starting + "true}]}",
                    server.get("/api/v1/notifications").body());
            rooms.put(Storage.class, new MemoryStorage());
            notifications.look();
            assertEquals("data: " + starting + "false}", next(lines));
            rooms.reload = new ConfigService.Reload(false, NOW, "why");
            notifications.look();
            notifications.look();
            String failed = "{\"text\":\"Configuration reload has failed." + DATE;
            assertEquals("data: " + failed + "true}", next(lines));
            assertEquals(
                    204,
                    client.send(live(server), HttpResponse.BodyHandlers.discarding()).statusCode(),
                    "one too many");
            rooms.reload = new ConfigService.Reload(true, NOW, "");
            notifications.look();
            assertEquals("data: " + failed + "false}", next(lines));
            notifications.close();
            assertEquals(
                    "data: {\"text\":\"Gnomon is shutting down and gracefully stopping all"
                            + " operations."
                            + DATE
                            + "true}",
                    next(lines));
            assertNull(next(lines));
        }
    }
}
