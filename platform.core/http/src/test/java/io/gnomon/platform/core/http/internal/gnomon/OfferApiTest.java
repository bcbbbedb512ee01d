package io.gnomon.platform.core.http.internal.gnomon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.dashboards.DashboardStore;
import io.gnomon.platform.core.http.internal.FakeRooms;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;
import io.gnomon.spi.runtime.PluginAdmin;
import io.gnomon.spi.runtime.PluginCatalogue;
import io.gnomon.spi.runtime.Registration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

@Timeout(60)
class OfferApiTest {
    private static final String OFFERS = "/api/gnomon/v1/offers";
    private static final String DASHBOARD = "offers/dashboards/node.json";
    private static final String RULES = "offers/rules/node.yml";

    @TempDir Path bundle;

    private final FakeDashboards dashboards = new FakeDashboards();
    private final WrittenFileApiTest.Folder rules = new WrittenFileApiTest.Folder();
    private @Nullable TestServer server;

    @BeforeEach
    void start() throws Exception {
        write(DASHBOARD, "{\"uid\": \"hosts\", \"title\": \"Hosts\", \"panels\": []}");
        write(RULES, "groups: []\n");
        write("dashboards/other.json", "{}");
        FakeRooms rooms = new FakeRooms();
        rooms.put(PluginAdmin.class, new Admin());
        rooms.put(DashboardStore.class, dashboards);
        rooms.ruleFolder = rules;
        Routes routes = new Routes();
        new OfferApi(rooms).addTo(routes);
        server = TestServer.byRole(routes);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private void write(String path, String text) throws Exception {
        Path file = bundle.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private HttpResponse<String> get() throws Exception {
        return server().get(OFFERS);
    }

    private TestServer server() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server;
    }

    private HttpResponse<String> take(String path, String more) throws Exception {
        return server().send(
                        "POST",
                        OFFERS + "/take",
                        "{\"plugin\": \"io.x\", \"path\": \"" + path + "\"" + more + "}",
                        "X-Role",
                        "editor",
                        "Content-Type",
                        "application/json");
    }

    private static String offer(String path, String kind, String name, String title, String state) {
        return ("{\"plugin\":\"io.x\",\"pluginName\":\"X\",\"path\":\"%s\",\"kind\":\"%s\","
                        + "\"name\":\"%s\",\"title\":\"%s\",\"state\":\"%s\"}")
                .formatted(path, kind, name, title, state);
    }

    private static String both(String dashboard, String rules) {
        return "["
                + offer(DASHBOARD, "dashboard", "hosts", "Hosts", dashboard)
                + ","
                + offer(RULES, "rules", "node.yml", "node.yml", rules)
                + "]";
    }

    @Test
    void whatIsOfferedIsTakenOver() throws Exception {
        assertEquals(both("new", "new"), get().body());
        assertEquals("{\"kind\":\"dashboard\",\"name\":\"hosts\"}", take(DASHBOARD, "").body());
        assertEquals("{\"kind\":\"rules\",\"name\":\"node.yml\"}", take(RULES, "").body());
        assertEquals(both("taken", "taken"), get().body());
        assertEquals("groups: []\n", rules.files().getFirst().text());
        assertEquals(1, dashboards.saved.size());
        assertTrue(dashboards.saved.getFirst().contains("\"panels\": []"));
        assertEquals(200, take(RULES, "").statusCode(), "once more changes nothing");
    }

    @Test
    void whatTheUserHasIsReplacedOnlyWhenToldSo() throws Exception {
        take(DASHBOARD, "");
        take(RULES, "");
        dashboards.put("hosts", "{\"uid\": \"hosts\", \"title\": \"Mine\"}", 5);
        write(RULES, "groups: [] # newer\n");
        assertEquals(both("different", "different"), get().body());
        HttpResponse<String> refused = take(DASHBOARD, "");
        assertEquals(409, refused.statusCode());
        assertEquals(
                "{\"error\":\"there is another dashboard hosts; send \\\"overwrite\\\": true to"
                        + " replace it\"}",
                refused.body());
        assertEquals(409, take(RULES, "").statusCode());
        assertEquals(200, take(DASHBOARD, ", \"overwrite\": true").statusCode());
        assertEquals(200, take(RULES, ", \"overwrite\": true").statusCode());
        assertEquals(both("taken", "taken"), get().body());
    }

    @Test
    void mistakesHaveAStatus() throws Exception {
        assertEquals(404, take("dashboards/other.json", "").statusCode());
        assertEquals(404, take("offers/rules/none.yml", "").statusCode());
        write(RULES, "bad");
        HttpResponse<String> bad = take(RULES, "");
        assertEquals(400, bad.statusCode());
        assertTrue(bad.body().contains("it is bad"), bad.body());
        assertEquals(
                401,
                server().send("POST", OFFERS + "/take", "{}", "Content-Type", "application/json")
                        .statusCode());
    }

    /** A plugin whose bundle is a folder. */
    private final class Admin implements PluginAdmin {
        private final PluginStatus plugin =
                new PluginStatus(
                        "io.x",
                        "X",
                        "1.0.0",
                        List.of("exporter"),
                        State.ACTIVE,
                        true,
                        "",
                        "",
                        "ab",
                        "",
                        "{}",
                        "/plugins/io.x/1.0.0-ab/",
                        Map.of(DASHBOARD, "", RULES, "", "dashboards/other.json", ""),
                        new Calls(0, 0, 0, 0, 0, 0),
                        null);

        @Override
        public List<PluginStatus> list() {
            return List.of(plugin);
        }

        @Override
        public @Nullable URL resource(String id, String versionAndHash, String path) {
            try {
                return versionAndHash.equals("1.0.0-ab")
                        ? bundle.resolve(path).toUri().toURL()
                        : null;
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public PluginStatus upload(String fileName, InputStream jar, String user) {
            throw new UnsupportedOperationException();
        }

        @Override
        public PluginCatalogue catalogue() {
            throw new UnsupportedOperationException();
        }

        @Override
        public PluginStatus take(String sha256, String user) {
            throw new UnsupportedOperationException();
        }

        @Override
        public PluginStatus confirm(String sha256, String user) {
            throw new UnsupportedOperationException();
        }

        @Override
        public PluginStatus start(String id, String user) {
            throw new UnsupportedOperationException();
        }

        @Override
        public PluginStatus stop(String id, String user) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void discard(String sha256, String user) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void remove(String id, String user) {
            throw new UnsupportedOperationException();
        }

        @Override
        public PluginStatus rollBack(String id, String user) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Registration onEvent(EventListener listener) {
            return () -> {};
        }
    }
}
