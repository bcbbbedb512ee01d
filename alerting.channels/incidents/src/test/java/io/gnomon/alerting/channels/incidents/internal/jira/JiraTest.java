package io.gnomon.alerting.channels.incidents.internal.jira;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.alerting.channels.incidents.internal.IncidentsTest;
import io.gnomon.platform.testkit.channel.TestNotification;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;
import io.gnomon.platform.testkit.http.LoopbackServer.Asked;
import io.gnomon.spi.channel.Delivery;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

final class JiraTest extends IncidentsTest<JiraSettings> {
    private static final String YAML = "{project: OPS, issue_type: Bug, api_url: URL/rest/api/2}";
    private static final Map<String, String> TEXTS =
            Map.of(
                    ".Status", "firing",
                    "template \"jira.default.priority\" .", "",
                    "template \"jira.default.summary\" .", "S",
                    "template \"jira.default.description\" .", "D");

    /** What searches find; empty for nothing. */
    private String found = "";

    JiraTest() {
        super(JiraFactory::new, YAML);
    }

    @Override
    protected Answer taken(Asked asked) {
        String path = asked.uri().getPath();
        if (path.contains("/search")) {
            return Answer.json(200, "{\"issues\":[" + found + "]}");
        } else if (asked.method().equals("GET")) {
            return Answer.json(
                    200,
                    "{\"transitions\":[{\"id\":\"11\",\"name\":\"Done\"},{\"id\":\"12\",\"name\":\"Reopen\"}]}");
        }
        return asked.method().equals("POST") && path.endsWith("/issue")
                ? Answer.json(201, "{\"key\":\"OPS-1\"}")
                : new Answer(204, "application/json", new byte[0]);
    }

    /** Searching is no notification. */
    @Override
    protected int received() {
        return (int)
                server.asked().stream()
                        .filter(asked -> asked.uri().getPath().endsWith("/issue"))
                        .count();
    }

    private static String issue(String category) {
        return "{\"key\":\"OPS-7\",\"fields\":{\"status\":{\"statusCategory\":{\"key\":\""
                + category
                + "\"}}}}";
    }

    private Delivery firing(String yaml) throws Exception {
        return send(at("/taken", yaml), TestNotification.twoAlerts().withTexts(TEXTS));
    }

    private Delivery over(String yaml) throws Exception {
        return send(at("/taken", yaml), TestNotification.twoAlerts().resolved().withTexts(TEXTS));
    }

    private List<String> requests() {
        return server.asked().stream()
                .map(asked -> asked.method() + " " + asked.uri().getPath().replace("/taken", ""))
                .toList();
    }

    private String body(int i) {
        return server.asked().get(i).body().replaceFirst("[0-9a-f]{64}", "HASH");
    }

    @Test
    void theRequestsAreThoseOfAlertmanager() throws Exception {
        assertEquals(
                new Delivery.Delivered(),
                firing(
                        """
                        {project: OPS, issue_type: Bug, api_url: URL/rest/api/2, labels: ['x', '{{ .Status }}'],
                         resolve_transition: Done, reopen_transition: Reopen, reopen_duration: 1h,
                         wont_fix_resolution: "Won't Do",
                         fields: {components: {name: M}, customfield_1: 'r {{ .Status }}', customfield_2: [{value: red}]}}
                        """));
        assertEquals(List.of("POST /rest/api/2/search", "POST /rest/api/2/issue"), requests());
        assertEquals(
                "{\"fields\":[\"status\"],\"jql\":\"(resolution is EMPTY or resolution != \\\"Won't"
                        + " Do\\\") and (resolutiondate is EMPTY OR resolutiondate >= -60m) and"
                        + " project=\\\"OPS\\\" and labels=\\\"ALERT{HASH}\\\" order by status"
                        + " ASC,resolutiondate DESC\",\"maxResults\":2}",
                body(0));
        assertEquals(
                "{\"fields\":{\"components\":{\"name\":\"M\"},\"customfield_1\":\"r firing\","
                    + "\"customfield_2\":[{\"value\":\"red\"}],\"description\":\"D\",\"issuetype\":{\"name\":\"Bug\"},"
                    + "\"labels\":[\"ALERT{HASH}\",\"firing\",\"x\"],\"project\":{\"key\":\"OPS\"},\"summary\":\"S\"}}",
                body(1));
        assertEquals("en", server.asked().get(0).headers().get("Accept-language"));
    }

    @Test
    void anIssueThatExistsIsWrittenAgain() throws Exception {
        found = issue("new");
        assertEquals(
                new Delivery.Delivered(),
                firing(
                        """
                        {project: OPS, issue_type: Bug, api_url: URL/rest/api/2,
                         summary: {template: T, enable_update: false}, description: D,
                         labels: {values: [x], enable_update: false}}
                        """));
        assertEquals(List.of("POST /rest/api/2/search", "PUT /rest/api/2/issue/OPS-7"), requests());
        assertEquals(
                "{\"fields\":{\"description\":\"D\",\"issuetype\":{\"name\":\"Bug\"},\"project\":{\"key\":\"OPS\"}}}",
                body(1));
    }

    @Test
    void issuesAreMovedByTransitions() throws Exception {
        String yaml =
                "{project: OPS, issue_type: Bug, api_url: URL/rest/api/2, resolve_transition: Done,"
                        + " reopen_transition: Reopen, reopen_duration: 1h}";
        found = issue("done");
        Delivery _ = firing(yaml);
        assertEquals(
                List.of(
                        "POST /rest/api/2/search",
                        "PUT /rest/api/2/issue/OPS-7",
                        "GET /rest/api/2/issue/OPS-7/transitions",
                        "POST /rest/api/2/issue/OPS-7/transitions"),
                requests());
        assertEquals("{\"transition\":{\"id\":\"12\"}}", body(3));
        found = issue("new");
        Delivery _ = over(yaml);
        assertTrue(body(4).contains("\"jql\":\"statusCategory != Done and project="), body(4));
        assertEquals("{\"transition\":{\"id\":\"11\"}}", body(7));
        assertEquals(
                new Delivery.Refused("can't find transition Gone for issue OPS-7"),
                over(yaml.replace("Done", "Gone")));
    }

    @Test
    void whatIsOverOpensNoIssue() throws Exception {
        assertEquals(new Delivery.Delivered(), over(YAML));
        assertEquals(List.of("POST /rest/api/2/search"), requests());
    }

    @Test
    void theCloudHasAnotherSearchAndAnotherDescription() throws Exception {
        Delivery _ =
                firing("{project: OPS, issue_type: Bug, api_url: URL/rest/api/2, api_type: cloud}");
        assertEquals("POST /rest/api/3/search/jql", requests().get(0));
        Delivery _ = firing("{project: OPS, issue_type: Bug, api_url: URL/rest/api/3}");
        assertTrue(
                body(3).contains(
                                "\"description\":{\"type\":\"doc\",\"version\":1,\"content\":[{\"type\":\"paragraph\","
                                    + "\"content\":[{\"type\":\"text\",\"text\":\"D\"}]}]}"),
                body(3));
    }

    @Test
    void settingsThatContradictThemselvesAreRefused() {
        refused("{}", "missing project in jira_config");
        refused("{project: a}", "missing issue_type in jira_config");
        refused("{project: a, issue_type: b}", "no global Jira Cloud URL set");
        refused(
                "{project: a, issue_type: b, api_url: 'http://x', api_type: z}",
                "unknown api_type on jira_config, must be auto, cloud or datacenter");
        refused(
                "{project: a, issue_type: b, api_url: 'http://x', summary: {text: z}}",
                "summary has text, which must be template, a text, or enable_update, true or"
                        + " false");
        refused(
                "{project: a, issue_type: b, api_url: 'http://x', labels: z}",
                "labels must be a list of texts or a mapping of values and enable_update");
    }
}
