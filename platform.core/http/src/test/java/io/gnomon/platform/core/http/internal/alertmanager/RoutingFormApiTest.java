package io.gnomon.platform.core.http.internal.alertmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.Alertmanager;
import io.gnomon.platform.core.config.RoutingFiles;
import io.gnomon.platform.core.config.WrittenFolder;
import io.gnomon.platform.core.config.WrittenFolder.VersionConflict;
import io.gnomon.platform.core.config.alerting.AlertmanagerFile;
import io.gnomon.platform.core.config.alerting.EntryKind;
import io.gnomon.platform.core.config.alerting.MatcherSyntax;
import io.gnomon.platform.core.config.alerting.WrittenEntry;
import io.gnomon.platform.core.config.alerting.YamlText;
import io.gnomon.platform.core.http.internal.FakeRooms;
import io.gnomon.platform.core.http.internal.gnomon.RoutingFormApi;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;
import io.gnomon.spi.settings.SettingsException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;

/** Routes and inhibition rules in their file, behind forms. */
@Timeout(60)
class RoutingFormApiTest {
    private static final String FILE = "/etc/alertmanager.yml";
    private static final String TEXT =
            """
            route:
              receiver: ops
              routes:
              - receiver: db # ours
                match: {team: db}
              - receiver: web
                matchers: [team=web]
            receivers: [{name: ops}, {name: db}, {name: web}]
            time_intervals: [{name: night, time_intervals: [{}]}]
            inhibit_rules:
            - {source_matchers: [severity=page], target_matchers: [severity=info], equal: [job]}
            """;

    private final OneFile file = new OneFile();
    private final FakeAlertmanager alertmanager = new FakeAlertmanager();
    private final TestServer server;

    /** alertmanager.yml; its version is its length. */
    private static final class OneFile implements RoutingFiles {
        private String text = TEXT;
        private boolean writable = true;
        private @Nullable IOException failure;

        private List<WrittenEntry> all(EntryKind kind) throws SettingsException {
            return WrittenEntry.all(kind, new YamlText(FILE, text), MatcherSyntax.FALLBACK);
        }

        @Override
        public @Nullable EntryFile find(EntryKind kind, int number) throws SettingsException {
            if (number >= all(kind).size()) {
                return null;
            }
            WrittenEntry entry = all(kind).get(number);
            return new EntryFile(
                    FILE,
                    String.valueOf(text.length()),
                    writable,
                    entry.settings(),
                    entry.place(),
                    entry.siblings(),
                    entry.routes(),
                    entry.below());
        }

        private String after(Edit edit) throws SettingsException, VersionConflict {
            if (!edit.known().isEmpty() && !edit.known().equals(String.valueOf(text.length()))) {
                throw new VersionConflict("changed");
            }
            return switch (edit) {
                case Addition it when it.kind() == EntryKind.INHIBIT_RULE ->
                        WrittenEntry.added(
                                        it.kind(),
                                        new YamlText(FILE, text),
                                        MatcherSyntax.FALLBACK,
                                        it.settings())
                                .text()
                                .text();
                case Addition it ->
                        all(it.kind())
                                .get(it.parent())
                                .withRoute(it.settings(), it.place())
                                .text()
                                .text();
                case Change it ->
                        all(it.kind())
                                .get(it.number())
                                .with(it.settings(), it.place())
                                .text()
                                .text();
                case Removal it -> String.valueOf(all(it.kind()).get(it.number()).without());
            };
        }

        @Override
        public Tried tried(Edit edit) throws SettingsException, VersionConflict {
            AlertmanagerFile config =
                    AlertmanagerFile.parse(FILE, after(edit), MatcherSyntax.FALLBACK);
            return new Tried(FILE, config, edit.kind() == EntryKind.ROUTE ? 1 : 0);
        }

        @Override
        public void write(Edit edit) throws SettingsException, VersionConflict, IOException {
            String next = after(edit);
            var _ = tried(edit);
            if (failure != null) {
                throw failure;
            }
            text = next;
        }
    }

    RoutingFormApiTest() throws Exception {
        FakeRooms rooms = new FakeRooms();
        rooms.alertmanagerFile = AlertmanagerFile.parse(FILE, TEXT, MatcherSyntax.FALLBACK);
        rooms.routingFiles = file;
        rooms.ruleFolder = new Fragments();
        alertmanager.config = rooms.alertmanagerFile;
        rooms.put(Alertmanager.class, alertmanager);
        Routes routes = new Routes();
        RoutingFormApi.routes(rooms).addTo(routes);
        RoutingFormApi.inhibitions(rooms).addTo(routes);
        server = TestServer.byRole(routes);
    }

    /** A folder that nobody looks into. */
    private static final class Fragments implements WrittenFolder {
        @Override
        public Path folder() {
            return Path.of("/data/alerting.d");
        }

        @Override
        public List<WrittenFile> files() {
            return List.of();
        }

        @Override
        public @Nullable WrittenFile file(String name) {
            return null;
        }

        @Override
        public WrittenFile write(String name, String text, String known) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(String name, String known) {
            throw new UnsupportedOperationException();
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path, String role, String body)
            throws Exception {
        return server.send(
                method,
                "/api/gnomon/v1/alerting/" + path,
                body.replace('\'', '"'),
                "X-Role",
                role,
                "If-Match",
                "\"" + file.text.length() + "\"",
                "Content-Type",
                "application/json");
    }

    private HttpResponse<String> admin(String method, String path, String body) throws Exception {
        return send(method, path, "admin", body);
    }

    private static String version() {
        return "'version':'" + TEXT.length() + "',";
    }

    private static JsonNode read(HttpResponse<String> answer) throws IOException {
        return Json.read(answer.body());
    }

    @Test
    void aFormGetsARouteAsItStands() throws Exception {
        HttpResponse<String> answer = admin("GET", "routes/1", "");
        assertEquals(
                ("{'number':1,'file':'/etc/alertmanager.yml','fragment':false,'writable':true,'version':'"
                                + TEXT.length()
                                + "','settings':{'receiver':'db','matchers':['team=!'db!'']},"
                                + "'place':0,'siblings':2,'routes':0,'below':0,'timeIntervals':['night']}")
                        .replace('\'', '"')
                        .replace('!', '\\'),
                answer.body().strip());
        assertEquals(403, send("GET", "routes/1", "editor", "").statusCode());
        for (String number : List.of("3", "x", "-1", "99999999999")) {
            assertEquals(404, admin("GET", "routes/" + number, "").statusCode());
        }
    }

    @Test
    void aRouteIsChangedAndMoved() throws Exception {
        HttpResponse<String> answer =
                admin(
                        "PUT",
                        "routes/1",
                        "{"
                                + version()
                                + "'place':1,'settings':{'receiver':'ops','matchers':['team=db']}}");
        assertEquals(204, answer.statusCode(), answer.body());
        String db = "  - receiver: db # ours\n    match: {team: db}\n";
        String web = "  - receiver: web\n    matchers: [team=web]\n";
        assertEquals(
                TEXT.replace(db + web, web + db.replace("receiver: db", "receiver: ops")),
                file.text);
    }

    @Test
    void aRouteIsAddedAndDeleted() throws Exception {
        HttpResponse<String> answer =
                admin(
                        "POST",
                        "routes",
                        "{" + version() + "'parent':1,'settings':{'matchers':['a=b']}}");
        assertEquals(201, answer.statusCode(), answer.body());
        assertEquals(
                TEXT.replace(
                        "match: {team: db}\n",
                        "match: {team: db}\n    routes:\n    - matchers:\n      - a=b\n"),
                file.text);
        assertEquals(204, admin("DELETE", "routes/2", "").statusCode());
        assertEquals(TEXT, file.text);
    }

    @Test
    void whoWouldGetItIsToldBeforeAndAfter() throws Exception {
        alertmanager.fired(Labels.of("team", "db", "job", "a"));
        alertmanager.fired(Labels.of("team", "web", "job", "b"));
        HttpResponse<String> answer =
                admin(
                        "POST",
                        "routes/preview",
                        "{"
                                + version()
                                + "'number':1,'labels':{'team':'db'},"
                                + "'settings':{'receiver':'web','matchers':['team=db']}}");
        assertEquals(
                ("{'file':'/etc/alertmanager.yml','asked':{'before':['db'],'after':['web']},'count':1,"
                     + "'alerts':[{'labels':{'job':'a','team':'db'},'before':['db'],'after':['web']}]}")
                        .replace('\'', '"'),
                answer.body().strip());
        JsonNode removed = read(admin("POST", "routes/preview", "{" + version() + "'number':2}"));
        assertEquals(1, removed.path("count").asInt());
        assertEquals("ops", removed.path("alerts").path(0).path("after").path(0).asText());
        assertEquals(TEXT, file.text);
    }

    @Test
    void whatARuleWouldHoldBackIsTold() throws Exception {
        Labels page = Labels.of("severity", "page", "job", "a");
        Labels warn = Labels.of("severity", "warn", "job", "a");
        alertmanager.fired(page);
        alertmanager.fired(warn);
        alertmanager.fired(Labels.of("severity", "warn", "job", "b"));
        String rule =
                "'settings':{'source_matchers':['severity=page'],"
                        + "'target_matchers':['severity=warn'],'equal':['job']}";
        assertEquals(
                ("{'file':'/etc/alertmanager.yml','count':1,'held':[{'inhibiting':'"
                                + alertmanager.fingerprint(page)
                                + "','inhibited':'"
                                + alertmanager.fingerprint(warn)
                                + "'}]}")
                        .replace('\'', '"'),
                admin("POST", "inhibitions/preview", "{" + version() + "'number':0," + rule + "}")
                        .body()
                        .strip());
        assertEquals(201, admin("POST", "inhibitions", "{" + rule + "}").statusCode());
        assertTrue(file.text.startsWith(TEXT + "- source_matchers:\n"), file.text);
        assertEquals(204, admin("DELETE", "inhibitions/1", "").statusCode());
        assertEquals(TEXT, file.text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'settings':[]|\"settings\" must be an object",
                "'place':1|\"settings\" must be an object",
                "'settings':{'routes':[]}|a form of this has no \"routes\"; valid are receiver,",
                "'settings':{},'place':-1|\"place\" must be a whole number from 0",
                "'settings':{},'place':'1'|\"place\" must be a whole number from 0",
                "'settings':{'receiver':'nobody'}|undefined receiver \"nobody\" used in route",
            })
    void whatIsWrongIsSaidInOneSentence(String body, String why) throws Exception {
        HttpResponse<String> answer = admin("PUT", "routes/1", "{" + version() + body + "}");
        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(read(answer).path("error").asText().contains(why), answer.body());
        assertEquals(TEXT, file.text);
    }

    @Test
    void whoComesSecondIsTold() throws Exception {
        String body = "{'version':'1','settings':{'receiver':'ops'}}";
        HttpResponse<String> answer = admin("PUT", "routes/1", body);
        assertEquals(409, answer.statusCode());
        assertEquals(
                FILE + " has been changed meanwhile; open the route again",
                read(answer).path("error").asText());
        file.writable = false;
        answer = admin("DELETE", "routes/1", "");
        assertEquals(409, answer.statusCode());
        assertEquals("this server may not write " + FILE, read(answer).path("error").asText());
        file.writable = true;
        file.failure = new IOException("disk full");
        answer = admin("DELETE", "routes/1", "");
        assertEquals(500, answer.statusCode());
        assertEquals(FILE + " cannot be written: disk full", read(answer).path("error").asText());
        assertEquals(TEXT, file.text);
    }
}
