package io.gnomon.platform.core.http.internal.gnomon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.alerting.ChannelTests;
import io.gnomon.platform.core.config.ReceiverFiles;
import io.gnomon.platform.core.config.WrittenFolder.VersionConflict;
import io.gnomon.platform.core.config.alerting.AlertmanagerFile;
import io.gnomon.platform.core.config.alerting.MatcherSyntax;
import io.gnomon.platform.core.config.alerting.Receiver.ChannelEntry;
import io.gnomon.platform.core.config.alerting.WrittenReceiver;
import io.gnomon.platform.core.config.alerting.WrittenReceiver.Content;
import io.gnomon.platform.core.config.alerting.WrittenRoutes;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.core.config.internal.text.JsonText;
import io.gnomon.platform.core.http.internal.FakeRooms;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;
import io.gnomon.platform.testkit.runtime.LocalPlugins;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.settings.SettingsException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Channels of receivers in their files, behind forms. */
@Timeout(60)
class ChannelApiTest {
    private static final Path FILE = Path.of("/etc/alertmanager.yml");
    private static final String TEXT =
            """
            global:
              jira_api_url: https://jira.example.org/
            route: {receiver: ops}
            receivers:
            - name: ops
              webhook_configs:
              - url: http://h/token # who knows it may post
                max_alerts: 3
              jira_configs:
              - project: P
              pigeon_configs:
              - {key: of-the-loft}
            - name: idle
            """;
    private static final String HOOK =
            "{\"type\":\"webhook\",\"index\":0,\"settings\":{\"url\":\"<secret>\",\"max_alerts\":%s}}";
    private static final String PIGEON = "{\"type\":\"pigeon\",\"index\":0}";

    private final OneFile file = new OneFile();
    private final List<String> tested = new ArrayList<>();
    private final TestServer server;

    record Hook(@Nullable Secret url, @Default("0") @Limit(min = 0) int maxAlerts) {}

    record Jira(String apiUrl, String project) {}

    private record Factory<S extends Record>(String name, Class<S> settings)
            implements ChannelFactory<S> {
        @Override
        public io.gnomon.spi.channel.Channel create(S settings) {
            throw new UnsupportedOperationException();
        }
    }

    /** alertmanager.yml; its version is its length. */
    private static final class OneFile implements ReceiverFiles {
        private String text = TEXT;
        private boolean writable = true;
        private @Nullable IOException failure;

        @Override
        public @Nullable ReceiverFile find(String name) throws SettingsException {
            WrittenReceiver found = WrittenReceiver.find(FILE.toString(), text, name);
            return found == null
                    ? null
                    : new ReceiverFile(
                            FILE,
                            String.valueOf(text.length()),
                            writable,
                            found,
                            WrittenRoutes.to(name, FILE.toString(), text));
        }

        @Override
        public void write(String name, Content wanted, String known)
                throws SettingsException, VersionConflict, IOException {
            text = receiver(name, known).with(wanted);
        }

        @Override
        public void delete(String name, String replacement, String known)
                throws SettingsException, VersionConflict, IOException {
            String left = receiver(name, known).without(replacement);
            text = left == null ? "" : left;
        }

        private WrittenReceiver receiver(String name, String known)
                throws SettingsException, VersionConflict, IOException {
            ReceiverFile found = find(name);
            if (found == null || !found.version().equals(known)) {
                throw new VersionConflict("changed");
            } else if (failure != null) {
                throw failure;
            }
            return found.receiver();
        }
    }

    private final class Tests implements ChannelTests {
        @Override
        public List<ChannelType> types() {
            return List.of(
                    new ChannelType("jira", "Issues", "{}"),
                    new ChannelType("webhook", "Posts", "{}"));
        }

        @Override
        public TestResult send(ChannelEntry entry) {
            tested.add(JsonText.write(entry.settings()));
            return new TestResult(false, "out of paper");
        }
    }

    ChannelApiTest() throws Exception {
        FakeRooms rooms = new FakeRooms();
        rooms.alertmanagerFile =
                AlertmanagerFile.parse(FILE.toString(), TEXT, MatcherSyntax.FALLBACK);
        rooms.ruleFolder = new WrittenFileApiTest.Folder();
        rooms.receiverFiles = file;
        rooms.put(
                Plugins.class,
                new LocalPlugins(
                        new RecordBinder(),
                        new Factory<>("webhook", Hook.class),
                        new Factory<>("jira", Jira.class)));
        rooms.put(ChannelTests.class, new Tests());
        Routes routes = new Routes();
        new ChannelApi(rooms).addTo(routes);
        server = TestServer.byRole(routes);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path, String role, String body)
            throws Exception {
        return server.send(
                method,
                "/api/gnomon/v1/" + path,
                body,
                "X-Role",
                role,
                "Content-Type",
                "application/json");
    }

    private HttpResponse<String> put(String... channels) throws Exception {
        String body =
                "{\"version\":\"%d\",\"channels\":[%s]}"
                        .formatted(TEXT.length(), String.join(",", channels));
        return send("PUT", "alerting/receivers/ops", "admin", body);
    }

    private static String refusal(int status, HttpResponse<String> answer) throws Exception {
        assertEquals(status, answer.statusCode(), answer.body());
        return Json.read(answer.body()).path("error").asText();
    }

    /** Of a plugin that is absent nobody knows what is secret, so nothing of it is shown. */
    @Test
    void theFormGetsNoSecrets() throws Exception {
        HttpResponse<String> answer = send("GET", "alerting/receivers/ops", "admin", "");
        assertEquals(
                "{\"name\":\"ops\",\"file\":\""
                        + FILE
                        + "\",\"fragment\":false,\"writable\":true,\"version\":\""
                        + TEXT.length()
                        + "\",\"labels\":{},\"routes\":[{\"place\":\""
                        + FILE
                        + ":3:19\",\"matchers\":[]}],\"channels\":["
                        + HOOK.formatted(3)
                        + ",{\"type\":\"jira\",\"index\":0,\"settings\":{\"project\":\"P\"}},"
                        + PIGEON
                        + "]}",
                answer.body());
    }

    @Test
    void aSecretThatWasNotTouchedStays() throws Exception {
        HttpResponse<String> answer =
                put(
                        HOOK.formatted(5),
                        PIGEON,
                        "{\"type\":\"webhook\",\"settings\":{\"url\":\"http://other/\"}}");
        assertEquals(204, answer.statusCode(), answer.body());
        assertEquals(
                TEXT.replace("max_alerts: 3\n", "max_alerts: 5\n  - url: http://other/\n")
                        .replace("  jira_configs:\n  - project: P\n", ""),
                file.text);
    }

    @Test
    void nothingIsWrittenWhenNothingChanged() throws Exception {
        String jira = "{\"type\":\"jira\",\"index\":0,\"settings\":{\"project\":\"P\"}}";
        assertEquals(204, put(HOOK.formatted(3), jira, PIGEON).statusCode());
        assertEquals(TEXT, file.text);
    }

    /** Each place is said in the body that was sent. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{'type':'webhook','index':0,'settings':{'max_alerts':-1}};"
                        + " /channels/1/settings/max_alerts",
                "{'type':'webhook','index':1,'settings':{}}; /channels/1/index",
                "{'type':'pigeon','settings':{}}; /channels/1/type",
                "{'settings':{}}; /channels/1/type",
                "{'type':'webhook','settings':3}; /channels/1/settings",
                "{'type':'jira','settings':{}}; /channels/1/settings/project"
            })
    void whatIsWrongIsSaidWithItsPlace(String channel, String path) throws Exception {
        HttpResponse<String> answer = put(PIGEON, channel.replace('\'', '"'));
        assertEquals(400, answer.statusCode(), answer.body());
        assertEquals(path, Json.read(answer.body()).at("/problems/0/path").asText());
        assertEquals(TEXT, file.text);
    }

    @Test
    void aFileThatChangedOrMayNotBeWrittenStays() throws Exception {
        file.text = TEXT + "# by hand\n";
        assertEquals(
                FILE + " has been changed meanwhile; open the receiver again",
                refusal(409, put(PIGEON)));
        assertEquals(TEXT + "# by hand\n", file.text);
        file.text = TEXT;
        file.failure = new IOException("Device or resource busy");
        assertEquals(
                FILE + " cannot be written: Device or resource busy", refusal(500, put(PIGEON)));
        file.writable = false;
        assertEquals("this server may not write " + FILE, refusal(409, put(PIGEON)));
        file.text = "receivers: [";
        String broken = refusal(409, send("GET", "alerting/receivers/ops", "admin", ""));
        assertTrue(broken.startsWith(FILE + ":1:13: this is not YAML"), broken);
    }

    @Test
    void receiversAreForAdministrators() throws Exception {
        for (String method : List.of("GET", "PUT", "DELETE")) {
            assertEquals(403, send(method, "alerting/receivers/ops", "editor", "").statusCode());
        }
        assertEquals(403, send("POST", "channels/test", "editor", "{}").statusCode());
        assertEquals(
                "no file has a receiver \"web\"",
                refusal(404, send("GET", "alerting/receivers/web", "admin", "")));
    }

    /** As it would be in the file: with its secret, and with what global says. */
    @Test
    void aChannelIsTestedBeforeItIsSaved() throws Exception {
        String ofReceiver =
                HOOK.formatted(7).replace("{\"type\"", "{\"receiver\":\"ops\",\"type\"");
        HttpResponse<String> answer = send("POST", "channels/test", "admin", ofReceiver);
        assertEquals("{\"ok\":false,\"message\":\"out of paper\"}", answer.body());
        String fresh = "{\"type\":\"jira\",\"settings\":{\"project\":\"Q\"}}";
        assertEquals(200, send("POST", "channels/test", "admin", fresh).statusCode());
        assertEquals(
                List.of(
                        "{\"url\":\"http://h/token\",\"max_alerts\":7}",
                        "{\"project\":\"Q\",\"api_url\":\"https://jira.example.org/\"}"),
                tested);
        assertEquals(
                "[\"api_url\"]",
                Json.read(send("GET", "channels", "viewer", "").body())
                        .at("/0/fromGlobal")
                        .toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'webhook','settings':{'max_alerts':-1}}",
                "{'type':'webhook','settings':'x'}",
                "{'type':'webhook','index':0,'settings':{}}"
            })
    void nothingIsSentByWrongSettings(String body) throws Exception {
        assertEquals(
                400, send("POST", "channels/test", "admin", body.replace('\'', '"')).statusCode());
        assertEquals(List.of(), tested);
        assertEquals(
                404,
                send("POST", "channels/test", "admin", "{\"type\":\"pigeon\",\"settings\":{}}")
                        .statusCode());
    }

    private HttpResponse<String> delete(String path) throws Exception {
        return server.send(
                "DELETE",
                "/api/gnomon/v1/alerting/receivers/" + path,
                "",
                "X-Role",
                "admin",
                "If-Match",
                "\"" + file.text.length() + "\"");
    }

    @Test
    void aNameAndLabelsAreChanged() throws Exception {
        HttpResponse<String> answer = change("crew", "{\"team\":\"db\"}");
        assertEquals(204, answer.statusCode(), answer.body());
        assertEquals(
                TEXT.replace("receiver: ops", "receiver: crew")
                        .replace("name: ops\n", "name: crew\n")
                        .replace("of-the-loft}\n", "of-the-loft}\n  labels:\n    team: db\n"),
                file.text);
    }

    private HttpResponse<String> change(String name, String labels) throws Exception {
        String body =
                "{\"version\":\"%d\",\"name\":\"%s\",\"labels\":%s,\"channels\":[%s,%s,%s]}"
                        .formatted(
                                TEXT.length(),
                                name,
                                labels,
                                "{\"type\":\"webhook\",\"index\":0}",
                                "{\"type\":\"jira\",\"index\":0}",
                                PIGEON);
        return send("PUT", "alerting/receivers/ops", "admin", body);
    }

    @Test
    void aNameMustBeFree() throws Exception {
        assertEquals("there is a receiver \"idle\" already", refusal(400, change("idle", "{}")));
        assertEquals("a receiver must have a name", refusal(400, change(" ", "{}")));
        assertEquals(
                "labels must be names and texts, such as {\"team\": \"db\"}",
                refusal(400, change("ops", "{\"team\":3}")));
        assertEquals(TEXT, file.text);
    }

    @Test
    void aReceiverThatRoutesNameNeedsAnotherInItsPlace() throws Exception {
        assertEquals(
                "the receiver \"ops\" is named by a route: {} at "
                        + FILE
                        + ":3:19; say which receiver is to take its place",
                refusal(409, delete("ops")));
        for (String nobody : List.of("ops", "web")) {
            assertEquals(
                    "there is no other receiver \"" + nobody + "\" to take its routes",
                    refusal(400, delete("ops?replacement=" + nobody)));
        }
        assertEquals(TEXT, file.text);
        assertEquals(204, delete("ops?replacement=idle").statusCode());
        int from = TEXT.indexOf("- name: ops");
        assertEquals(
                TEXT.substring(0, from).replace("receiver: ops", "receiver: idle")
                        + "- name: idle\n",
                file.text);
    }

    @Test
    void oneThatNoRouteNamesIsJustDeleted() throws Exception {
        assertEquals(204, delete("idle").statusCode());
        assertEquals(TEXT.replace("- name: idle\n", ""), file.text);
        assertEquals(404, delete("idle").statusCode());
    }
}
