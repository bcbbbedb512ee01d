package io.gnomon.platform.core.http.internal.exporters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.platform.core.config.GnomonConfig;
import io.gnomon.platform.core.config.WrittenFolder;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.core.http.internal.FakeRooms;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;
import io.gnomon.platform.testkit.runtime.LocalPlugins;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Flag;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.exporter.CollectRequest;
import io.gnomon.spi.exporter.CollectorReport;
import io.gnomon.spi.exporter.CollectorReport.Result;
import io.gnomon.spi.exporter.CollectorReport.Run;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.exporter.MetricSink;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

@Timeout(60)
class ExporterApiTest {
    private static final String EXPORTERS = "/api/gnomon/v1/exporters";

    private final FakeRooms rooms = new FakeRooms();
    private final Folder folder = new Folder();
    private final TestServer server;

    /** Settings of an exporter of a test. */
    record Settings(
            @Flag(switchesOn = "collector.") List<String> enabledCollectors,
            @Flag(switchesOff = "collector.") List<String> disabledCollectors,
            @Default("5") @Limit(min = 1) int depth,
            @Nullable Secret password) {}

    /** With the collectors cpu, which works, disk, which fails, and net, which is off. */
    private static final class Host implements ExporterFactory<Settings> {
        @Override
        public String name() {
            return "host";
        }

        @Override
        public Class<Settings> settings() {
            return Settings.class;
        }

        @Override
        public Map<String, Boolean> collectors() {
            return new TreeMap<>(Map.of("cpu", true, "disk", true, "net", false));
        }

        @Override
        public Exporter create(Settings settings) {
            if (settings.depth() == 13) {
                throw new IllegalArgumentException("13 is too deep");
            }
            return new Exporter() {
                @Override
                public void collect(CollectRequest request, MetricSink sink) {}

                @Override
                public CollectorReport collectorReport() {
                    Set<String> on =
                            new Host()
                                    .collectors().entrySet().stream()
                                            .filter(c ->
                                                    c.getValue()
                                                            || settings.enabledCollectors()
                                                                    .contains(c.getKey()))
                                            .map(Map.Entry::getKey)
                                            .filter(c -> !settings.disabledCollectors().contains(c))
                                            .collect(Collectors.toSet());
                    return new CollectorReport(
                            on,
                            List.of(
                                    run("", Result.SUCCEEDED, ""),
                                    run("cpu", Result.SUCCEEDED, ""),
                                    run("disk", Result.FAILED, "no such file")));
                }
            };
        }

        private static Run run(String collector, Result result, String reason) {
            return new Run(
                    "db:1", collector, result, Instant.EPOCH, Duration.ofMillis(250), reason);
        }
    }

    /** Files are in force when they are written; their version is their length. */
    private final class Folder implements WrittenFolder {
        private final Map<String, String> texts = new TreeMap<>();

        @Override
        public Path folder() {
            return Path.of("/data/exporters.d");
        }

        @Override
        public List<WrittenFile> files() {
            return List.of();
        }

        @Override
        public @Nullable WrittenFile file(String name) {
            String text = texts.get(name);
            return text == null ? null : new WrittenFile(name, text, "" + text.length());
        }

        @Override
        public WrittenFile write(String name, String yaml, String known)
                throws SettingsException, VersionConflict {
            check(name, known);
            texts.put(name, yaml);
            apply();
            return new WrittenFile(name, yaml, "" + yaml.length());
        }

        @Override
        public void delete(String name, String known) throws SettingsException, VersionConflict {
            check(name, known);
            texts.remove(name);
            apply();
        }

        private void check(String name, String known) throws VersionConflict {
            WrittenFile there = file(name);
            if (!known.equals(there == null ? "" : there.version())) {
                throw new VersionConflict(name + " has been changed");
            }
        }

        private void apply() throws SettingsException {
            Map<String, SettingsNode> all = new TreeMap<>();
            for (Map.Entry<String, String> text : texts.entrySet()) {
                all.put(
                        text.getKey().replace(".yml", ""),
                        new RecordBinder().parseYaml("", text.getValue()));
            }
            rooms.gnomon = GnomonConfig.DEFAULTS.withExporterSettings(all);
        }
    }

    ExporterApiTest() throws Exception {
        rooms.ruleFolder = folder;
        ExporterHandles handles =
                new ExporterHandles(
                        new LocalPlugins(
                                new RecordBinder(),
                                new Host(),
                                LocalExporter.of(SelfPages.SELF + "http", "x")),
                        name -> rooms.gnomon.exporter(name),
                        () -> null);
        Routes routes = new Routes();
        new ExporterApi(rooms, () -> handles).addTo(routes);
        server = TestServer.byRole(routes);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> put(String path, String body, String role) throws Exception {
        return server.send(
                "PUT", EXPORTERS + path, body, "X-Role", role, "Content-Type", "application/json");
    }

    private JsonNode host() throws Exception {
        JsonNode all = Json.read(server.get(EXPORTERS).body());
        assertEquals(1, all.size(), "the server's own exporters are not listed");
        return all.get(0);
    }

    private JsonNode settings() throws Exception {
        HttpResponse<String> answer = server.get(EXPORTERS + "/host/settings", "X-Role", "admin");
        assertEquals(200, answer.statusCode(), answer.body());
        return Json.read(answer.body());
    }

    @Test
    void tellsHowEachCollectorDid() throws Exception {
        JsonNode host = host();
        assertEquals("defaults", host.path("settings").asText());
        assertEquals("succeeded", host.path("connections").path(0).path("result").asText());
        JsonNode disk = host.path("collectors").path(1);
        assertEquals("disk", disk.path("name").asText());
        assertTrue(disk.path("on").asBoolean());
        assertEquals(
                Json.read(
                        """
                        {"target": "db:1", "result": "failed", "at": "1970-01-01T00:00:00Z",
                         "seconds": 0.25, "reason": "no such file"}
                        """),
                disk.path("runs").path(0));
        JsonNode net = host.path("collectors").path(2);
        assertFalse(net.path("on").asBoolean());
        assertTrue(net.path("runs").isEmpty());
    }

    @Test
    void collectorsAreSwitched() throws Exception {
        assertEquals(403, put("/host/collectors/disk", "{\"on\":false}", "editor").statusCode());
        assertEquals(204, put("/host/collectors/disk", "{\"on\":false}", "admin").statusCode());
        assertEquals(204, put("/host/collectors/net", "{\"on\":true}", "admin").statusCode());
        JsonNode host = host();
        assertFalse(host.path("collectors").path(1).path("on").asBoolean());
        assertTrue(host.path("collectors").path(2).path("on").asBoolean());
        assertEquals("written", host.path("settings").asText());
        assertEquals(
                "\"host\" has no collector \"gpu\"",
                Json.read(put("/host/collectors/gpu", "{\"on\":true}", "admin").body())
                        .path("error")
                        .asText());
        assertEquals(400, put("/host/collectors/cpu", "{\"on\":1}", "admin").statusCode());
        assertEquals(404, put("/none/collectors/cpu", "{\"on\":true}", "admin").statusCode());
    }

    @Test
    void settingsAreChangedAndSecretsStay() throws Exception {
        String body = "{\"version\": \"%s\", \"settings\": %s}";
        String first = body.formatted("", "{\"depth\": 7, \"password\": \"hush\"}");
        assertEquals(403, put("/host/settings", first, "editor").statusCode());
        assertEquals(204, put("/host/settings", first, "admin").statusCode());
        JsonNode shown = settings();
        assertEquals("<secret>", shown.path("settings").path("password").asText());
        assertEquals(7, shown.path("settings").path("depth").asInt());
        assertEquals(409, put("/host/settings", first, "admin").statusCode(), "no longer new");
        String version = shown.path("version").asText();
        String second = body.formatted(version, "{\"depth\": 8, \"password\": \"<secret>\"}");
        assertEquals(204, put("/host/settings", second, "admin").statusCode());
        String kept = String.valueOf(folder.texts.get("host.yml"));
        assertTrue(kept.contains("hush") && kept.contains("8"), kept);
        version = settings().path("version").asText();
        HttpResponse<String> gone =
                server.send(
                        "DELETE",
                        EXPORTERS + "/host/settings?version=" + version,
                        "",
                        "X-Role",
                        "admin");
        assertEquals(204, gone.statusCode(), gone.body());
        assertEquals("defaults", settings().path("source").asText());
    }

    @Test
    void whatTheExporterDoesNotTakeIsNotWritten() throws Exception {
        String body = "{\"version\": \"\", \"settings\": {\"depth\": %s}}";
        HttpResponse<String> low = put("/host/settings", body.formatted(0), "admin");
        assertEquals(400, low.statusCode());
        assertEquals(
                "/settings/depth",
                Json.read(low.body()).path("problems").path(0).path("path").asText());
        HttpResponse<String> deep = put("/host/settings", body.formatted(13), "admin");
        assertEquals(400, deep.statusCode());
        assertEquals(
                "the exporter does not take these settings: 13 is too deep",
                Json.read(deep.body()).path("error").asText());
        assertTrue(folder.texts.isEmpty());
    }
}
