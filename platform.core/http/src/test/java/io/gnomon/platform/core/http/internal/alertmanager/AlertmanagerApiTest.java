package io.gnomon.platform.core.http.internal.alertmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.alerting.Alertmanager;
import io.gnomon.platform.core.alerting.Alertmanager.Cluster;
import io.gnomon.platform.core.alerting.Alertmanager.ClusterPeer;
import io.gnomon.platform.core.alerting.Alertmanager.PostedAlert;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.http.internal.FakeRooms;
import io.gnomon.platform.core.http.internal.ServerFacts;
import io.gnomon.platform.core.http.internal.front.Prefix;
import io.gnomon.platform.core.http.internal.routing.Caller;
import io.gnomon.platform.core.http.internal.routing.Role;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.server.TestServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Answers as an Alertmanager 0.33.1 gave them to the same requests. */
@Timeout(60)
class AlertmanagerApiTest {
    private static final String SILENCE =
            "{'matchers':[{'name':'alertname','value':'ok','isRegex':false}],'startsAt':'2026-01-03T00:00:00Z','endsAt':'2999-01-02T00:00:00.123456Z','createdBy':'x','comment':'y','annotations':{'k':'v'}}";

    private final FakeRooms rooms = new FakeRooms();
    private final FakeAlertmanager alertmanager = new FakeAlertmanager();
    private final HttpClient client = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        rooms.put(Alertmanager.class, alertmanager);
        server = server("");
    }

    private TestServer server(String openSilences) throws Exception {
        return TestServer.of(routes(openSilences));
    }

    private Routes routes(String openSilences) {
        Routes routes = new Routes();
        new AlertmanagerApi(
                        rooms,
                        new ServerFacts(
                                "1.2",
                                "host",
                                Instant.EPOCH,
                                Map.of(),
                                name -> name.equals("gnomon.open-silences") ? openSilences : ""),
                        Clock.systemUTC())
                .addTo(routes);
        return routes;
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        server.close();
    }

    /** Status, and the body where quotes are apostrophes. */
    private String ask(String method, String path, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + server.port() + "/api/v2" + path))
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(
                                                body.replace('\'', '"')));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> answer =
                client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body().strip().replace('"', '\'');
    }

    private String get(String path) throws Exception {
        return ask("GET", path, "");
    }

    private String post(String path, String json) throws Exception {
        return ask("POST", path, json, "Content-Type", "application/json");
    }

    @Test
    void statusHasWhatTheSchemaRequires() throws Exception {
        String status = get("/status");
        assertTrue(status.startsWith("200 {'cluster':{'peers':[],'status':'disabled'},"), status);
        assertTrue(status.contains("'uptime':'2026-01-02T03:04:05.000Z'"), status);
        assertTrue(status.contains("'original':"), status);
        assertTrue(status.endsWith("'version':'1.2'}}"), status);
    }

    @Test
    void statusNamesTheServersOfTheCluster() throws Exception {
        alertmanager.cluster =
                new Cluster("b", "ready", List.of(new ClusterPeer("a", "10.0.0.1:9094")));
        String status = get("/status");
        assertTrue(
                status.startsWith(
                        "200 {'cluster':{'name':'b','peers':[{'address':'10.0.0.1:9094','name':'a'}],'status':'ready'},"),
                status);
    }

    @Test
    void receiversAreFilteredByTheirLabels() throws Exception {
        String one = "200 [{'labels':{'name':'default'},'name':'default'}]";
        assertEquals(one, get("/receivers"));
        assertEquals(one, get("/receivers?receiver_matchers=name=~d.*"));
        assertEquals("200 []", get("/receivers?receiver_matchers=a=b"));
    }

    @Test
    void alertsAreShownAsAlertmanagerShowsThem() throws Exception {
        assertEquals("200 []", get("/alerts"));
        assertEquals(
                "200 ",
                post(
                        "/alerts",
                        "[{'labels':{'alertname':'ok','quiet':'1','none':''},'extra':1,'generatorURL':'http://x/y'}]"));
        String shown =
                "{'annotations':{},'endsAt':'2026-11-27T05:51:05.666Z','fingerprint':'%s','receivers':[{'name':'default'}],'startsAt':'2026-11-27T05:46:05.666Z','status':{'inhibitedBy':[],'mutedBy':[],'silencedBy':['%s'],'state':'suppressed'},'updatedAt':'2026-11-27T05:46:05.666Z','generatorURL':'http://x/y','labels':{'alertname':'ok','quiet':'1'}}"
                        .formatted(
                                String.format(
                                        "%016x",
                                        Labels.of("alertname", "ok", "quiet", "1").stableHash()),
                                FakeAlertmanager.ID);
        assertEquals("200 [" + shown + "]", get("/alerts"));
        assertEquals("200 [" + shown + "]", get("/alerts?filter=alertname=ok&receiver=d.*t"));
        assertEquals("200 []", get("/alerts?filter=alertname!=ok"));
        assertEquals("200 []", get("/alerts?receiver=def"));
        assertEquals("200 []", get("/alerts?receiver_matchers=name=x"));
        assertEquals(
                "200 [{'alerts':["
                        + shown
                        + "],'labels':{'alertname':'ok'},'receiver':{'name':'default'},'routeLabels':{}}]",
                get("/alerts/groups"));
        assertEquals("200 []", get("/alerts/groups?muted=false"));
    }

    @Test
    void timesOfAlertsMayBeMissingOrGosZero() throws Exception {
        assertEquals(
                "200 ",
                post(
                        "/alerts",
                        "[{'labels':{'a':'b'},'startsAt':'0001-01-01T00:00:00.000Z','endsAt':'2026-01-02T05:04:05.5+02:00'}]"));
        PostedAlert alert = alertmanager.posted.get(0);
        assertNull(alert.startsAt());
        assertEquals(Instant.parse("2026-01-02T03:04:05.500Z"), alert.endsAt());
    }

    @Test
    void whatIsWrongWithSomeAlertsIsToldAndTheOthersAreTaken() throws Exception {
        alertmanager.problems = List.of("at least one label pair required", "b");
        assertEquals(
                "400 'at least one label pair required\\nb'",
                post("/alerts", "[{'labels':{}},{'labels':{'a':'b'}}]"));
        assertEquals(2, alertmanager.posted.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    []                                        | 200
                    null                                      | 200
                    {                                         | 400 {'code':400,'message':'parsing alerts body from \\'\\' failed, because
                    {}                                        | 400 {'code':400,'message':'parsing alerts body from \\'\\' failed, because json: cannot unmarshal object into Go value of type models.PostableAlerts'}
                    [{}]                                      | 422 {'code':602,'message':'0.labels in body is required'}
                    [{'labels':{'a':'b'},'startsAt':'yesterday'}] | 400 {'code':400,'message':'parsing alerts body from \\'\\' failed, because parsing time \\'yesterday\\' as \\'2006-01-02\\': cannot parse \\'yesterday\\' as \\'2006\\''}
                    [{'labels':{'a':1}}]                      | 400 {'code':400,'message':'parsing alerts body from \\'\\' failed, because json: cannot unmarshal number into Go struct field .labels.a of type string'}
                    [{'labels':{'a':'b'},'generatorURL':'::no'}] | 422 {'code':601,'message':'0.generatorURL in body must be of type uri: \\'::no\\''}
                    """)
    void bodiesThatAreNotAlertsAreRefused(String body, String answer) throws Exception {
        String actual = post("/alerts", body);
        assertTrue(actual.startsWith(answer), actual);
    }

    @Test
    void theBodyMustBeJsonAndThere() throws Exception {
        assertEquals(
                "415 {'code':415,'message':'unsupported media type \\'text/plain\\', only"
                        + " [application/json] are allowed'}",
                ask("POST", "/alerts", "[]", "Content-Type", "text/plain"));
        assertEquals(
                "422 {'code':602,'message':'alerts in body is required'}", post("/alerts", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    /alerts?filter=a        | 400 'bad matcher format: a'
                    /alerts/groups?filter=a | 400 'bad matcher format: a'
                    /silences?filter=a      | 400 'bad matcher format: a'
                    /alerts?receiver=a(     | 400 'failed to parse receiver param: error parsing regexp: missing closing ): `^(?:a()$`'
                    /silence/abc            | 422 {'code':601,'message':'silenceID in path must be of type uuid: \\'abc\\''}
                    /silence/00000000-0000-4000-8000-000000000000 | 404
                    """)
    void questionsThatCannotBeAnsweredAreRefused(String path, String answer) throws Exception {
        assertEquals(answer, get(path).strip());
    }

    /** In the page nobody signs as somebody else; a program with a token may, as amtool does. */
    @ParameterizedTest
    @CsvSource({"t0ken, eve", "'', x"})
    void aSessionSignsItsSilences(String csrf, String author) throws Exception {
        server.close();
        Caller eve = new Caller("eve", Role.VIEWER, csrf);
        server = TestServer.of(routes(""), request -> eve, new Prefix("http://localhost", ""));
        String made =
                ask(
                        "POST",
                        "/silences",
                        SILENCE,
                        "Content-Type",
                        "application/json",
                        "Origin",
                        "http://127.0.0.1:" + server.port(),
                        "X-CSRF-Token",
                        "t0ken");
        assertTrue(made.startsWith("200 "), made);
        assertEquals(author, alertmanager.silences().get(0).createdBy());
    }

    @Test
    void aSilenceIsMadeShownChangedAndExpired() throws Exception {
        String made = "200 {'silenceID':'" + FakeAlertmanager.ID + "'}";
        assertEquals(made, post("/silences", SILENCE));
        Silence silence = alertmanager.silences().get(0);
        assertEquals(List.of(Matcher.equal("alertname", "ok")), silence.matchers());
        String shown =
                "{'id':'%s','status':{'state':'active'},'updatedAt':'2026-01-03T00:00:00.000Z','annotations':{'k':'v'},'comment':'y','createdBy':'x','endsAt':'2999-01-02T00:00:00.123Z','matchers':[{'isEqual':true,'isRegex':false,'name':'alertname','value':'ok'}],'startsAt':'2026-01-03T00:00:00.000Z'}"
                        .formatted(FakeAlertmanager.ID);
        assertEquals("200 [" + shown + "]", get("/silences"));
        assertEquals("200 " + shown, get("/silence/" + FakeAlertmanager.ID));
        assertEquals("200 [" + shown + "]", get("/silences?filter=alertname=ok"));
        assertEquals("200 []", get("/silences?filter=alertname=~ok"));
        assertEquals("200 []", get("/silences?active=false"));
        assertEquals(
                made,
                post(
                        "/silences",
                        SILENCE.replace(
                                        "{'matchers'",
                                        "{'id':'" + FakeAlertmanager.ID + "','matchers'")
                                .replace("'isRegex':false", "'isRegex':true,'isEqual':false")));
        assertEquals(
                List.of(new Matcher(Matcher.Type.NOT_REGEX, "alertname", "ok")),
                alertmanager.silences().get(0).matchers());
        assertEquals("200 ", ask("DELETE", "/silence/" + FakeAlertmanager.ID, ""));
        assertEquals("404 ", ask("DELETE", "/silence/" + FakeAlertmanager.ID, ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    {'matchers'   | {'x'        | 422 {'code':602,'message':'matchers in body is required'}
                    'comment'     | 'x'         | 422 {'code':602,'message':'comment in body is required'}
                    ,'isRegex':false | ''       | 422 {'code':602,'message':'matchers.0.isRegex in body is required'}
                    {'matchers'   | {'id':'abc','matchers' | 404 'silence not found'
                    2999-01-02    | 2026-01-01  | 400 'Failed to create silence: start time must be before end time'
                    2999-01-02    | 2026-01-04  | 400 'Failed to create silence: end time can't be in the past'
                    'ok','isRegex':false | '(','isRegex':true | 400 'invalid silence: invalid label matcher 0 in set 0: invalid regular expression \\'(\\': error parsing regexp: missing closing ): `(`'
                    """)
    void silencesThatCannotBeAreRefused(String from, String to, String answer) throws Exception {
        assertEquals(answer, post("/silences", SILENCE.replace(from, to.equals("''") ? "" : to)));
    }

    @Test
    void othersMayNotSilenceUnlessTheyAreKnownOrSilencesAreOpen() throws Exception {
        String path = "/silences";
        String there = "X-Forwarded-For";
        assertTrue(
                ask("POST", path, SILENCE, "Content-Type", "application/json", there, "10.0.0.9")
                        .startsWith("401 {'code':401,"));
        assertEquals(0, alertmanager.silences.size());
        server.close();
        server = server("true");
        assertTrue(
                ask("POST", path, SILENCE, "Content-Type", "application/json", there, "10.0.0.9")
                        .startsWith("200 "));
    }

    @Test
    void withoutTheRoomTheAnswerIsTryAgain() throws Exception {
        rooms.remove(Alertmanager.class);
        assertTrue(get("/alerts").startsWith("503 {'code':503,"));
        assertEquals("404 {'code':404,'message':'404 page not found'}", get("/nothing"));
    }
}
