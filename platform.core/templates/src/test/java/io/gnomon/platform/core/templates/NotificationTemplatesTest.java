package io.gnomon.platform.core.templates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The built-in definitions, the user's files and labels of routes. */
class NotificationTemplatesTest {
    private static final Pattern SUBJECTS =
            Pattern.compile(
                    "title$|subject$|summary$|pagerduty.*description|opsgenie.*message|entity_display");

    private static String text(String template) throws TemplateException, IOException {
        return NotificationTemplates.of(List.of()).text(template, Golden.data());
    }

    private static String definition(String name) throws TemplateException, IOException {
        return text("{{ template \"" + name + "\" . }}");
    }

    /** All of Alertmanager 0.34. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "__alertmanager",
                "__alertmanagerURL",
                "__subject",
                "__description",
                "slack.default.title",
                "slack.default.username",
                "slack.default.fallback",
                "slack.default.callbackid",
                "slack.default.pretext",
                "slack.default.titlelink",
                "slack.default.iconemoji",
                "slack.default.iconurl",
                "slack.default.text",
                "slack.default.footer",
                "slack.default.color",
                "pagerduty.default.description",
                "pagerduty.default.client",
                "pagerduty.default.clientURL",
                "opsgenie.default.message",
                "opsgenie.default.description",
                "opsgenie.default.source",
                "wechat.default.message",
                "wechat.default.to_user",
                "wechat.default.to_party",
                "wechat.default.to_tag",
                "wechat.default.agent_id",
                "victorops.default.state_message",
                "victorops.default.entity_display_name",
                "victorops.default.monitoring_tool",
                "pushover.default.title",
                "pushover.default.message",
                "pushover.default.url",
                "sns.default.subject",
                "sns.default.message",
                "telegram.default.message",
                "discord.default.content",
                "discord.default.title",
                "discord.default.message",
                "webex.default.message",
                "msteams.default.summary",
                "msteams.default.title",
                "msteams.default.text",
                "msteamsv2.default.title",
                "msteamsv2.default.text",
                "jira.default.summary",
                "jira.default.description",
                "jira.default.priority",
                "rocketchat.default.title",
                "rocketchat.default.alias",
                "rocketchat.default.titlelink",
                "rocketchat.default.emoji",
                "rocketchat.default.iconurl",
                "rocketchat.default.text",
                "mattermost.default.color",
                "mattermost.default.username",
                "mattermost.default.title",
                "mattermost.default.titlelink",
                "mattermost.default.fallback",
                "mattermost.default.text",
                "email.default.subject",
                "email.default.html"
            })
    void definitionsRun(String name) throws TemplateException, IOException {
        String text = definition(name);
        assertFalse(text.contains("<no value>"), text);
        if (SUBJECTS.matcher(name).find()) {
            assertEquals("[FIRING:1] HighLoad (critical z)", text);
        }
    }

    @Test
    void listsOfAlertsHaveTheirFactsInOrder() throws TemplateException, IOException {
        for (String name :
                List.of(
                        "__text_alert_list",
                        "__text_alert_list_markdown",
                        "pagerduty.default.instances")) {
            String text = text("{{ template \"" + name + "\" .Alerts }}");
            assertInOrder(
                    text,
                    "alertname: HighLoad",
                    "instance: a:9100",
                    "runbook: http://r/?a=1&b=2",
                    "summary: load <high>",
                    "http://prom/graph?g0.expr=up&g0.tab=1",
                    "instance: b:9100",
                    "http://prom/g2");
        }
        assertInOrder(
                definition("opsgenie.default.description"),
                "common",
                "Firing (1)",
                "a:9100",
                "Resolved (1)",
                "b:9100");
    }

    private static void assertInOrder(String text, String... parts) {
        int at = 0;
        for (String part : parts) {
            int found = text.indexOf(part, at);
            assertTrue(found >= 0, () -> "no \"" + part + "\" where it belongs in:\n" + text);
            at = found + part.length();
        }
    }

    @Test
    void priorityOfJiraIsTheHighestSeverity() throws TemplateException, IOException {
        assertEquals("High", definition("jira.default.priority"));
    }

    @Test
    void mailIsEscaped() throws TemplateException, IOException {
        NotificationTemplates templates = NotificationTemplates.of(List.of());
        String html = templates.html("{{ template \"email.default.html\" . }}", Golden.data());
        assertInOrder(
                html,
                "<!DOCTYPE html>",
                "<title>[FIRING:1] HighLoad (critical z)</title>",
                "2 alerts for alertname=HighLoad",
                "href=\"http://am:9093/alerts?receiver=team-x\"",
                "Firing: 1",
                "runbook = http://r/?a=1&amp;b=2",
                "summary = load &lt;high&gt;",
                "href=\"http://prom/graph?g0.expr=up&amp;g0.tab=1\"",
                "Resolved: 1",
                "</html>");
        assertFalse(html.contains("ZgotmplZ"), html);
    }

    @Test
    void filesReplaceDefinitions() throws TemplateException, IOException {
        NotificationTemplates templates =
                NotificationTemplates.of(
                        List.of(
                                new NamedText(
                                        "own.tmpl",
                                        "{{ define \"__subject\" }}mine{{ end }}"
                                                + "{{ define \"own\" }}{{ .Nope }}{{ end }}"),
                                new NamedText("whole.tmpl", "all of {{ .Status }}")));
        NotificationData data = Golden.data();
        assertEquals("mine", templates.text("{{ template \"slack.default.title\" . }}", data));
        assertEquals("all of firing", templates.text("{{ template \"whole.tmpl\" . }}", data));
        TemplateException e =
                assertThrows(
                        TemplateException.class,
                        () -> templates.text("{{ template \"own\" . }}", data));
        assertEquals(
                "template: own.tmpl:1:58: executing \"own\" at <.Nope>: can't evaluate field Nope"
                        + " in type *template.Data",
                e.getMessage());
    }

    @Test
    void wrongFilesAreRefusedWithTheirPlace() {
        TemplateException e =
                assertThrows(
                        TemplateException.class,
                        () ->
                                NotificationTemplates.of(
                                        List.of(
                                                new NamedText(
                                                        "own.tmpl", "a\n{{ if }}{{ end }}"))));
        assertEquals("template: own.tmpl:2: missing value for if", e.getMessage());
    }

    @Test
    void routeLabelsAreTemplates() throws TemplateException, IOException {
        assertEquals(
                "z-1 [] {{ .CommonLabels.zone }}-{{ routeLabels \"tier\" }}",
                text(
                        "{{ routeLabels \"team\" }} [{{ routeLabels \"nope\" }}] {{"
                                + " .RouteLabels.team }}"));
    }

    @Test
    void presentIsTheNotifications() throws TemplateException, IOException {
        assertEquals(
                "2026-01-02 05:04:05 2h0m0s 2h 0m 0s",
                text(
                        "{{ now | date \"2006-01-02 15:04:05\" }} {{ since (index .Alerts"
                                + " 0).StartsAt }} {{ since (index .Alerts 0).StartsAt |"
                                + " humanizeDuration }}{{ .NotificationReason }}"));
    }

    @Test
    void receiversAreQuotedAsInAlertmanager() throws TemplateException, IOException {
        NotificationData d = Golden.data();
        NotificationData dotted =
                new NotificationData(
                        "team.x+(y)",
                        d.status(),
                        new ArrayList<>(),
                        Labels.EMPTY,
                        Labels.EMPTY,
                        Labels.EMPTY,
                        Labels.EMPTY,
                        "",
                        "",
                        d.now());
        assertEquals(
                "team\\.x\\+\\(y\\) [FIRING:0]  ",
                NotificationTemplates.of(List.of())
                        .text("{{ .Receiver }} {{ template \"__subject\" . }}", dotted));
    }
}
