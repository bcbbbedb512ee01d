package io.gnomon.platform.core.http.internal.gnomon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.dashboards.DashboardStore;
import io.gnomon.platform.core.dashboards.DashboardStore.Version;
import io.gnomon.platform.core.dashboards.DataSources;
import io.gnomon.platform.core.http.internal.FakeRooms;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What data sources and dashboards refuse before they are asked. */
@Timeout(60)
class SourceApiTest {
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

    private final FakeDashboards dashboards = new FakeDashboards();
    private final List<String> done = new ArrayList<>();
    private final TestServer server;

    SourceApiTest() throws Exception {
        FakeRooms rooms = new FakeRooms();
        rooms.put(DataSources.class, new Sources());
        dashboards.put("d", "{}", 7);
        Version version = new Version(3, AT, 77, "ann", "more disks", false);
        dashboards.remember("d", version, "{\"a\":1.10}");
        rooms.put(DashboardStore.class, dashboards);
        Routes routes = new Routes();
        new SourceApi(rooms).addTo(routes);
        new DashboardApi(rooms).addTo(routes);
        server = TestServer.byRole(routes);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int send(String method, String path, String role, String body) throws Exception {
        return server.send(
                        method,
                        "/api/gnomon/v1/" + path,
                        body,
                        "X-Role",
                        role,
                        "Content-Type",
                        "application/json")
                .statusCode();
    }

    /** New settings may name any address, and stored secrets would be sent there. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "viewer; {\"uid\":\"a\"}; 403",
                "editor; {\"uid\":\"a\"}; 200",
                "editor; {\"uid\":\"a\",\"settings\":{}}; 403",
                "editor; {\"type\":\"t\",\"settings\":{}}; 403",
                "editor; {}; 403",
                "admin; {\"uid\":\"a\",\"settings\":{}}; 200"
            })
    void editorsTestWhatIsSaved(String role, String body, int status) throws Exception {
        assertEquals(status, send("POST", "datasources/test", role, body));
        assertEquals(status == 200 ? List.of("test") : List.of(), done);
    }

    @Test
    void aDashboardIsSavedWithItsDigits() throws Exception {
        String dashboard = "{\"a\":1.10,\"b\":12345678901234567890}";
        for (String version : List.of("\"x\"", "1.5", "null")) {
            assertEquals(
                    400,
                    send(
                            "PUT",
                            "dashboards/d",
                            "editor",
                            "{\"dashboard\":" + dashboard + ",\"version\":" + version + "}"));
        }
        assertEquals(
                200,
                send(
                        "PUT",
                        "dashboards/d",
                        "editor",
                        "{\"dashboard\":" + dashboard + ",\"version\":7}"));
        assertEquals(List.of("d " + dashboard + " 7 editor: "), dashboards.saved);
    }

    @Test
    void whatIsNestedTooDeeplyIsRefused() throws Exception {
        String deep = "{\"a\":".repeat(2000) + "1" + "}".repeat(2000);
        String body = "{\"version\":7,\"dashboard\":" + deep + "}";
        HttpResponse<String> refused =
                server.send(
                        "PUT",
                        "/api/gnomon/v1/dashboards/d",
                        body,
                        "X-Role",
                        "editor",
                        "Content-Type",
                        "application/json");
        assertEquals(400, refused.statusCode());
        assertEquals(
                "{\"error\":\"the body is not JSON: Document nesting depth (1001) exceeds the"
                        + " maximum allowed (1000)\"}",
                refused.body());
    }

    @Test
    void whatADashboardWasIsListedShownAndRestored() throws Exception {
        String versions = "/api/gnomon/v1/dashboards/d/versions";
        assertEquals(
                "[{\"number\":3,\"at\":\"2026-01-02T03:04:05Z\",\"version\":77,"
                        + "\"author\":\"ann\",\"message\":\"more disks\",\"inForce\":false}]",
                server.get(versions).body().strip());
        assertEquals("{\"dashboard\":{\"a\":1.10}}", server.get(versions + "/3").body().strip());
        assertEquals(404, server.get(versions + "/4").statusCode());
        assertEquals(404, server.get(versions + "/x").statusCode());
        String restore = "dashboards/d/versions/3/restore";
        assertEquals(403, send("POST", restore, "viewer", "{\"version\":7}"));
        assertEquals(200, send("POST", restore, "editor", "{\"version\":7}"));
        assertEquals(List.of("d {\"a\":1.10} 7 editor: restored from 3"), dashboards.saved);
    }

    @ParameterizedTest
    @CsvSource({"viewer, false", "editor, true"})
    void theListSaysWhatTheCallerMaySave(String role, boolean canSave) throws Exception {
        HttpResponse<String> list =
                server.send("GET", "/api/gnomon/v1/dashboards", "", "X-Role", role);
        assertTrue(list.body().contains("\"canSave\":" + canSave), list.body());
    }

    private final class Sources implements DataSources {
        @Override
        public List<Entry> list() {
            return List.of();
        }

        @Override
        public Entry create(String json) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Entry update(String uid, String json) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(String uid) {
            throw new UnsupportedOperationException();
        }

        @Override
        public DataSources.TestResult test(String json) {
            done.add("test");
            return new DataSources.TestResult(true, "");
        }
    }
}
