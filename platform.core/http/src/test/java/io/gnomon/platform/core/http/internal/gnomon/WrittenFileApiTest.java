package io.gnomon.platform.core.http.internal.gnomon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.text.TextPosition;
import io.gnomon.platform.core.config.WrittenFolder;
import io.gnomon.platform.core.config.rules.RuleFile;
import io.gnomon.platform.core.http.internal.FakeRooms;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;
import io.gnomon.spi.settings.SettingsException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the folder's answers become those of HTTP. */
@Timeout(60)
class WrittenFileApiTest {
    private static final String FILES = "/api/gnomon/v1/rules/files";

    @TempDir private Path kept;

    private final FakeRooms rooms = new FakeRooms();
    private final TestServer server;

    /** Versions are the texts' lengths; a text "bad" is refused. */
    static final class Folder implements WrittenFolder {
        private final Map<String, String> texts = new TreeMap<>();

        @Override
        public Path folder() {
            return Path.of("/data/rules.d");
        }

        @Override
        public List<WrittenFile> files() {
            return texts.keySet().stream().map(this::known).toList();
        }

        private WrittenFile known(String name) {
            String text = texts.getOrDefault(name, "");
            return new WrittenFile(name, text, String.valueOf(text.length()));
        }

        @Override
        public @Nullable WrittenFile file(String name) {
            return texts.containsKey(name) ? known(name) : null;
        }

        @Override
        public WrittenFile write(String name, String yaml, String known)
                throws SettingsException, VersionConflict {
            check(name, known);
            if (yaml.equals("bad")) {
                throw new SettingsException(
                        List.of(
                                new SettingsException.Problem(
                                        "", new TextPosition(name, 1, 2), "it is bad")));
            }
            texts.put(name, yaml);
            return known(name);
        }

        @Override
        public void delete(String name, String known) throws VersionConflict {
            check(name, known);
            texts.remove(name);
        }

        private void check(String name, String known) throws VersionConflict {
            WrittenFile there = file(name);
            if (!known.equals(there == null ? "" : there.version())) {
                throw new VersionConflict(name + " has been changed");
            }
        }
    }

    WrittenFileApiTest() throws Exception {
        rooms.ruleFolder = new Folder();
        Routes routes = new Routes();
        WrittenFileApi.rules(rooms).addTo(routes);
        WrittenFileApi.alerting(rooms).addTo(routes);
        server = TestServer.byRole(routes);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(
            String method, String name, String role, String body, String known) throws Exception {
        return server.send(
                method, FILES + "/" + name, body, "X-Role", role, "If-Match", '"' + known + '"');
    }

    @Test
    void aFileIsMadeReadChangedAndDeleted() throws Exception {
        assertEquals(403, send("PUT", "a.yml", "viewer", "text", "").statusCode());
        HttpResponse<String> made = send("PUT", "a.yml", "editor", "text", "");
        assertEquals(201, made.statusCode());
        assertEquals("\"4\"", made.headers().firstValue("ETag").orElse(""));
        HttpResponse<String> read = server.get(FILES + "/a.yml");
        assertEquals("text", read.body());
        assertEquals("\"4\"", read.headers().firstValue("ETag").orElse(""));
        assertEquals(
                "[{\"name\":\"a.yml\",\"file\":\"/data/rules.d/a.yml\",\"readOnly\":false,"
                        + "\"version\":\"4\"}]",
                server.get(FILES).body().strip());
        assertEquals(412, send("PUT", "a.yml", "editor", "newer", "").statusCode());
        assertEquals(200, send("PUT", "a.yml", "editor", "newer", "4").statusCode());
        assertEquals(412, send("DELETE", "a.yml", "editor", "", "4").statusCode());
        assertEquals(204, send("DELETE", "a.yml", "editor", "", "5").statusCode());
        assertEquals(404, send("DELETE", "a.yml", "editor", "", "5").statusCode());
        assertEquals(404, server.get(FILES + "/a.yml").statusCode());
    }

    @Test
    void whatIsWrongIsToldWithItsPlace() throws Exception {
        HttpResponse<String> answer = send("PUT", "a.yml", "editor", "bad", "");
        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("a.yml:1:2: it is bad"), answer.body());
    }

    @Test
    void aNameStaysInTheFolder() throws Exception {
        for (String name : List.of("a.txt", "..%2Fown.yml", ".a.yml", "a")) {
            int status = send("PUT", name, "editor", "text", "").statusCode();
            assertTrue(status == 400 || status == 404, name + " " + status);
        }
        assertEquals("[]", server.get(FILES).body().strip());
    }

    /** What a file of the user's says is shown; no other file of the machine is. */
    @Test
    void filesKeptByHandAreShown() throws Exception {
        Path hand = Files.writeString(kept.resolve("hand.yml"), "groups: []");
        Path other = Files.writeString(kept.resolve("secret.yml"), "secret");
        Path gone = kept.resolve("gone.yml");
        rooms.ruleFiles =
                List.of(
                        new RuleFile(hand.toString(), List.of(), List.of()),
                        new RuleFile(gone.toString(), List.of(), List.of()));
        assertEquals("groups: []", server.get(FILES + "/hand.yml?file=" + hand).body());
        assertEquals(404, server.get(FILES + "/secret.yml?file=" + other).statusCode());
        HttpResponse<String> missing = server.get(FILES + "/gone.yml?file=" + gone);
        assertEquals(404, missing.statusCode());
        assertTrue(missing.body().contains("gone.yml"), missing.body());
    }

    @Test
    void fragmentsAreForAdministrators() throws Exception {
        String files = "/api/gnomon/v1/alerting/files";
        assertEquals(403, server.send("GET", files, "", "X-Role", "editor").statusCode());
        assertEquals(
                403, server.send("PUT", files + "/a.yml", "text", "X-Role", "editor").statusCode());
        assertEquals(
                201, server.send("PUT", files + "/a.yml", "text", "X-Role", "admin").statusCode());
        assertEquals("text", server.send("GET", files + "/a.yml", "", "X-Role", "admin").body());
    }
}
