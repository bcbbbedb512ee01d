package io.gnomon.platform.core.http.internal.gnomon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.http.internal.FakeRooms;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;
import io.gnomon.spi.runtime.PluginAdmin;
import io.gnomon.spi.runtime.PluginCatalogue;
import io.gnomon.spi.runtime.PluginCatalogue.Entry;
import io.gnomon.spi.runtime.PluginCatalogue.Standing;
import io.gnomon.spi.runtime.PluginRefused;
import io.gnomon.spi.runtime.Registration;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

@Timeout(60)
class PluginApiTest {
    private static final String PLUGINS = "/api/gnomon/v1/plugins";
    private static final String[] ADMIN = {"X-Role", "admin"};

    private final RecordingAdmin admin = new RecordingAdmin();
    private TestServer server = TestServer.of(new Routes());

    PluginApiTest() throws IOException {}

    @BeforeEach
    void start() throws IOException {
        server.close();
        FakeRooms rooms = new FakeRooms();
        rooms.put(PluginAdmin.class, admin);
        Routes routes = new Routes();
        new PluginApi(rooms, "").addTo(routes);
        server = TestServer.byRole(routes);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everybodySeesTheListAndAdministratorsChangeIt() throws Exception {
        assertTrue(server.get(PLUGINS).body().startsWith("[{\"id\":\"io.x\""));
        assertEquals(401, server.send("POST", PLUGINS + "/io.x/stop", "").statusCode());
        assertEquals(
                403,
                server.send("POST", PLUGINS + "/io.x/stop", "", "X-Role", "editor").statusCode());
        assertEquals(List.of(), admin.calls);
        assertEquals(200, server.send("POST", PLUGINS + "/io.x/stop", "", ADMIN).statusCode());
        assertEquals(200, server.send("POST", PLUGINS + "/io.x/rollback", "", ADMIN).statusCode());
        assertEquals(204, server.send("DELETE", PLUGINS + "/io.x", "", ADMIN).statusCode());
        assertEquals(
                List.of("stop io.x admin", "rollBack io.x admin", "remove io.x admin"),
                admin.calls);
        assertEquals(404, server.send("POST", PLUGINS + "/io.y/stop", "", ADMIN).statusCode());
    }

    @Test
    void anUploadWaitsForItsConfirmation() throws Exception {
        HttpResponse<String> uploaded =
                server.send(
                        "POST",
                        PLUGINS,
                        "jar bytes",
                        ADMIN[0],
                        ADMIN[1],
                        "X-File-Name",
                        "x%2B.jar");
        assertEquals(201, uploaded.statusCode());
        assertEquals(
                400,
                server.send("POST", PLUGINS, "jar", ADMIN[0], ADMIN[1], "X-File-Name", "a/b.jar")
                        .statusCode());
        HttpResponse<String> refused =
                server.send(
                        "POST",
                        PLUGINS + "/confirm",
                        "{\"sha256\":\"00\"}",
                        ADMIN[0],
                        ADMIN[1],
                        "Content-Type",
                        "application/json");
        assertEquals(409, refused.statusCode());
        assertEquals("{\"error\":\"nothing waits with 00\"}", refused.body());
        assertEquals(List.of("upload x+.jar jar bytes admin"), admin.calls);
    }

    @Test
    void anUploadIsThrownAwayByItsDigest() throws Exception {
        String path = PLUGINS + "/io.x?upload=";
        assertEquals(204, server.send("DELETE", path + "ab", "", ADMIN).statusCode());
        HttpResponse<String> gone = server.send("DELETE", path + "00", "", ADMIN);
        assertEquals(409, gone.statusCode());
        assertEquals("{\"error\":\"nothing waits with 00\"}", gone.body());
        assertEquals(List.of("discard ab admin"), admin.calls);
    }

    @Test
    void administratorsTakeFromTheCatalogue() throws Exception {
        assertEquals(
                "{\"folder\":\"/srv/plugins\",\"plugins\":[{\"sha256\":\"cd\",\"file\":\"x-2.jar\","
                    + "\"id\":\"io.x\",\"name\":\"X\",\"version\":\"2.0.0\",\"description\":\"Shows"
                    + " x.\",\"kinds\":[\"panel\"],\"publisher\":\"\",\"installedVersion\":\"1.0.0\",\"standing\":\"update\"}],\"problems\":[\"y.jar"
                    + " is no plugin: it has no manifest\"]}",
                server.get(PLUGINS + "/catalogue", ADMIN).body().strip());
        assertEquals(403, server.get(PLUGINS + "/catalogue", "X-Role", "editor").statusCode());
        assertEquals(201, take("cd").statusCode());
        assertEquals("{\"error\":\"the catalogue has no ef\"}", take("ef").body());
        assertEquals(List.of("take cd admin"), admin.calls);
    }

    private HttpResponse<String> take(String sha256) throws Exception {
        return server.send(
                "POST",
                PLUGINS + "/catalogue",
                "{\"sha256\":\"%s\"}".formatted(sha256),
                ADMIN[0],
                ADMIN[1],
                "Content-Type",
                "application/json");
    }

    @Test
    void filesOfPanelsNeverChange() throws Exception {
        HttpResponse<String> file = server.get("/plugins/io.x/1.0.0-ab/web/panel.js");
        assertEquals(200, file.statusCode());
        assertEquals(
                "text/javascript; charset=utf-8",
                file.headers().firstValue("Content-Type").orElse(""));
        assertEquals(
                "public, max-age=31536000, immutable",
                file.headers().firstValue("Cache-Control").orElse(""));
        assertEquals(404, server.get("/plugins/io.x/1.0.0-ab/web/other.js").statusCode());
    }

    private static final class RecordingAdmin implements PluginAdmin {
        final List<String> calls = new CopyOnWriteArrayList<>();

        private PluginStatus record(String call) {
            calls.add(call);
            return EventStreamTest.PLUGIN;
        }

        @Override
        public List<PluginStatus> list() {
            return List.of(EventStreamTest.PLUGIN);
        }

        @Override
        public PluginStatus upload(String fileName, InputStream jar, String user)
                throws IOException {
            return record(
                    "upload "
                            + fileName
                            + " "
                            + new String(jar.readAllBytes(), StandardCharsets.UTF_8)
                            + " "
                            + user);
        }

        @Override
        public PluginCatalogue catalogue() {
            return new PluginCatalogue(
                    "/srv/plugins",
                    List.of(
                            new Entry(
                                    "cd",
                                    "x-2.jar",
                                    "io.x",
                                    "X",
                                    "2.0.0",
                                    "Shows x.",
                                    List.of("panel"),
                                    "",
                                    "1.0.0",
                                    Standing.UPDATE)),
                    List.of("y.jar is no plugin: it has no manifest"));
        }

        @Override
        public PluginStatus take(String sha256, String user) throws PluginRefused {
            if (!sha256.equals("cd")) {
                throw new PluginRefused("the catalogue has no " + sha256);
            }
            return record("take " + sha256 + " " + user);
        }

        @Override
        public PluginStatus confirm(String sha256, String user) throws PluginRefused {
            throw new PluginRefused("nothing waits with " + sha256);
        }

        @Override
        public void discard(String sha256, String user) throws PluginRefused {
            if (!sha256.equals("ab")) {
                throw new PluginRefused("nothing waits with " + sha256);
            }
            calls.add("discard " + sha256 + " " + user);
        }

        @Override
        public PluginStatus start(String id, String user) {
            return record("start " + id + " " + user);
        }

        @Override
        public PluginStatus stop(String id, String user) {
            return record("stop " + id + " " + user);
        }

        @Override
        public void remove(String id, String user) {
            record("remove " + id + " " + user);
        }

        @Override
        public PluginStatus rollBack(String id, String user) {
            return record("rollBack " + id + " " + user);
        }

        @Override
        public @Nullable URL resource(String id, String versionAndHash, String path) {
            // Any file that exists stands for the panel's.
            return path.equals("web/panel.js")
                    ? PluginApiTest.class.getResource("PluginApiTest.class")
                    : null;
        }

        @Override
        public Registration onEvent(EventListener listener) {
            return () -> {};
        }
    }
}
