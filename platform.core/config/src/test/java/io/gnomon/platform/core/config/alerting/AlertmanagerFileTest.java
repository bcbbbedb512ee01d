package io.gnomon.platform.core.config.alerting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.alerting.Receiver.ChannelEntry;
import io.gnomon.platform.core.config.internal.text.YamlWriter;
import io.gnomon.spi.settings.SettingsException;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

final class AlertmanagerFileTest {
    private static final String ROUTE = "route: {receiver: x}\n";
    private static final String RECEIVER = "receivers: [{name: x}]\n";

    @TempDir Path folder;

    private static AlertmanagerFile parse(String yaml) throws SettingsException {
        return AlertmanagerFile.parse("am.yml", yaml, MatcherSyntax.FALLBACK);
    }

    private static String refusal(String yaml) {
        return String.valueOf(
                assertThrows(SettingsException.class, () -> parse(yaml)).getMessage());
    }

    /** What a file says, and where and in which words it is refused; the words are the peer's. */
    private record Wrong(String yaml, String message) {}

    @TestFactory
    Stream<DynamicTest> whatAlertmanagerRefusesIsRefusedInItsWords() {
        return Stream.of(
                        new Wrong("", "1:1: no route provided in config"),
                        new Wrong(RECEIVER, "1:1: no routes provided"),
                        new Wrong(
                                "route: {}\n" + RECEIVER,
                                "1:8: root route must specify a default receiver"),
                        new Wrong(
                                "route: {receiver: x, continue: true}\n" + RECEIVER,
                                "1:32: cannot have continue in root route"),
                        new Wrong(
                                "route: {receiver: x, matchers: [a=b]}\n" + RECEIVER,
                                "1:8: root route must not have any matchers"),
                        new Wrong(
                                "route: {receiver: y}\n" + RECEIVER,
                                "1:19: undefined receiver \"y\" used in route"),
                        new Wrong(
                                "time_intervals: [{name: a}]\n"
                                        + "route: {receiver: x, mute_time_intervals: [a]}\n"
                                        + RECEIVER,
                                "2:43: root route must not have any mute time intervals"),
                        new Wrong(
                                "time_intervals: [{name: a}]\n"
                                        + "route: {receiver: x, active_time_intervals: [a]}\n"
                                        + RECEIVER,
                                "2:45: root route must not have any active time intervals"),
                        new Wrong(
                                "route: {receiver: x, routes: [{active_time_intervals: [a]}]}\n"
                                        + RECEIVER,
                                "1:55: undefined time interval \"a\" used in route"),
                        new Wrong(
                                "route: {receiver: x, group_interval: 0s}\n" + RECEIVER,
                                "1:8: group_interval cannot be zero"),
                        new Wrong(
                                "route: {receiver: x, repeat_interval: 0s}\n" + RECEIVER,
                                "1:8: repeat_interval cannot be zero"),
                        new Wrong(
                                "route: {receiver: x, group_wait: -1s}\n" + RECEIVER,
                                "1:34: group_wait: not a valid duration string: \"-1s\""),
                        new Wrong(
                                "route: {receiver: x, group_by: ['...', a]}\n" + RECEIVER,
                                "1:8: cannot have wildcard group_by (`...`) and other labels at the"
                                        + " same time"),
                        new Wrong(
                                "route: {receiver: x, group_by: [a, a]}\n" + RECEIVER,
                                "1:8: duplicated label \"a\" in group_by"),
                        new Wrong(
                                "route: {receiver: x, group_by: ['']}\n" + RECEIVER,
                                "1:32: invalid label name \"\" in group_by list"),
                        new Wrong(
                                "route: {receiver: x, routes: [{matchers: ['a=~[b']}]}\n"
                                        + RECEIVER,
                                "1:43: error parsing regexp: missing closing ]: `[b`"),
                        new Wrong(
                                "route: {receiver: x, routes: [{matchers: [a]}]}\n" + RECEIVER,
                                "1:43: bad matcher format: a"),
                        new Wrong(
                                "route: {receiver: x, routes: [{match: {a-b: c}}]}\n" + RECEIVER,
                                "1:40: invalid label name \"a-b\""),
                        new Wrong(
                                ROUTE + "receivers: [{name: x}, {name: x}]\n",
                                "2:31: notification config name \"x\" is not unique"),
                        new Wrong(
                                ROUTE + "receivers: [{name: x, webhook_configs: [null]}]\n",
                                "2:41: missing webhook config"),
                        new Wrong(
                                ROUTE + RECEIVER + "time_intervals: [{name: a}, {name: a}]\n",
                                "3:29: time interval \"a\" is not unique"),
                        new Wrong(
                                ROUTE
                                        + RECEIVER
                                        + "mute_time_intervals: [{name: a}]\n"
                                        + "time_intervals: [{name: a}]\n",
                                "4:18: time interval \"a\" is not unique"),
                        new Wrong(
                                ROUTE + RECEIVER + "mute_time_intervals: [{name: a}, {name: a}]\n",
                                "3:34: mute time interval \"a\" is not unique"),
                        new Wrong(
                                ROUTE + RECEIVER + "time_intervals: [{time_intervals: []}]\n",
                                "3:18: missing name in time interval"),
                        new Wrong(
                                ROUTE + RECEIVER + "inhibit_rules: [{equal: ['']}]\n",
                                "3:25: invalid label name \"\" in equal list"),
                        new Wrong(
                                ROUTE + "receivers: [{name: x, email_configs: [{to: a@b.c}]}]\n",
                                "2:39: no global SMTP smarthost set\nam.yml:2:39: no global SMTP"
                                        + " from set"),
                        new Wrong(
                                "global: {smtp_smarthost: 'x:'}\n" + ROUTE + RECEIVER,
                                "1:9: address \"x:\": port cannot be empty"),
                        new Wrong(
                                "global: {slack_api_url: foo}\n" + ROUTE + RECEIVER,
                                "1:9: unsupported scheme \"\" in slack_api_url"),
                        new Wrong(
                                "global: {http_config: {bearer_token: a, bearer_token_file: b}}\n"
                                        + ROUTE
                                        + RECEIVER,
                                "1:23: at most one of bearer_token & bearer_token_file must be"
                                        + " configured"),
                        new Wrong(
                                ROUTE + "receivers: [{name: x, jira_configs: [{project: a}]}]\n",
                                "2:38: no global Jira Cloud URL set"),
                        new Wrong(
                                ROUTE + RECEIVER + "tracing: {insecure: true}\n",
                                "3:10: tracing endpoint must be set"),
                        new Wrong(
                                ROUTE + RECEIVER + "event_recorder: {file_outputs: [{}]}\n",
                                "3:33: event_recorder file output requires a path"),
                        new Wrong(
                                ROUTE + RECEIVER + "routs: {}\n",
                                "3:1: unknown key \"routs\", did you mean \"route\"? Valid here:"
                                        + " global, route, receivers, inhibit_rules, templates,"
                                        + " mute_time_intervals, time_intervals, tracing,"
                                        + " event_recorder"),
                        new Wrong(
                                ROUTE + "receivers: [{name: x, webhooks: []}]\n",
                                "2:23: unknown key \"webhooks\"; valid here: name, labels and"
                                        + " Alertmanager's *_configs"))
                .map(wrong ->
                        dynamicTest(
                                wrong.message,
                                () ->
                                        assertEquals(
                                                "am.yml:" + wrong.message, refusal(wrong.yaml))));
    }

    private static String settings(String yaml) throws SettingsException {
        List<ChannelEntry> channels = parse(ROUTE + yaml).receivers().getFirst().channels();
        return YamlWriter.write(channels.getFirst().settings());
    }

    @Test
    void anEntryTakesFromGlobalWhatItDoesNotSay() throws SettingsException {
        String global =
                """
                global:
                  smtp_smarthost: mail:25
                  smtp_from: me@example.org
                  smtp_auth_password: secret
                  smtp_require_tls: false
                  smtp_tls_config: {insecure_skip_verify: true}
                """;
        assertEquals(
                """
                to: a@example.org
                auth_password_file: own
                tls_config:
                  insecure_skip_verify: true
                smarthost: mail:25
                from: me@example.org
                hello: localhost
                require_tls: false
                """,
                settings(
                        global
                                + "receivers: [{name: x, email_configs: [{to: a@example.org,"
                                + " hello: '', auth_password_file: own}]}]"));
    }

    @Test
    void anEntryHasAlertmanagersUsualUrls() throws SettingsException {
        assertEquals(
                "api_key: k\napi_url: https://api.opsgenie.com/\n",
                settings("receivers: [{name: x, opsgenie_configs: [{api_key: k}]}]"));
        assertEquals(
                "api_key: k\napi_url: \"https://example.org/path/\"\n",
                settings(
                        "receivers: [{name: x, opsgenie_configs: [{api_key: k, api_url:"
                                + " 'https://example.org/path'}]}]"));
        assertEquals(
                "routing_key: k\nhttp_config:\n  proxy_url: http://p:1\nurl: http://own\n",
                settings(
                        "global: {http_config: {proxy_url: http://p:1}, pagerduty_url:"
                                + " http://own}\n"
                                + "receivers: [{name: x, pagerduty_configs: [{routing_key: k}]}]"));
    }

    @Test
    void slackHasAUrlOrAToken() throws SettingsException {
        String entry = "receivers: [{name: x, slack_configs: [%s]}]";
        String token = "global: {slack_app_token: t}\n";
        assertEquals(
                "app_url: https://slack.com/api/chat.postMessage\napp_token: t\n",
                settings(token + entry.formatted("null")));
        assertEquals(
                "api_url: http://own\napp_url: https://slack.com/api/chat.postMessage\n",
                settings(token + entry.formatted("{api_url: http://own}")));
        assertEquals(
                "app_url: https://slack.com/api/chat.postMessage\napi_url_file: f\n",
                settings("global: {slack_api_url_file: f}\n" + entry.formatted("{}")));
        String both =
                "global: {slack_app_token: t, slack_api_url:"
                        + " 'https://slack.com/api/chat.postMessage'}\n";
        assertEquals(
                "app_url: https://slack.com/api/chat.postMessage\napp_token: t\n",
                settings(both + entry.formatted("{}")));
        assertEquals(
                "am.yml:3:39: http authorization can't be set when using Slack App tokens",
                refusal(
                        "global: {slack_app_token: t, http_config: {authorization:"
                                + " {credentials: a}}}\n"
                                + ROUTE
                                + entry.formatted("{}")));
    }

    @Test
    void whetherTheEndOfAlertsIsToldDependsOnTheChannel() throws SettingsException {
        List<ChannelEntry> channels =
                parse(
                                ROUTE
                                        + "global: {slack_api_url: http://s, smtp_smarthost: h:1,"
                                        + " smtp_from: f}\n"
                                        + "receivers: [{name: x, webhook_configs: [{url: http://w},"
                                        + " {url: http://w, send_resolved: false}],"
                                        + " slack_configs: [{send_resolved: true}], email_configs:"
                                        + " [{to: t}]}]")
                        .receivers()
                        .getFirst()
                        .channels();
        assertEquals(
                List.of("webhook 0 true", "webhook 1 false", "slack 0 true", "email 0 false"),
                channels.stream()
                        .map(c -> c.type() + " " + c.index() + " " + c.sendResolved())
                        .toList());
    }

    @Test
    void aReceiverHasLabels() throws SettingsException {
        assertEquals(
                Labels.of("name", "x", "team", "a"),
                parse(ROUTE + "receivers: [{name: x, labels: {team: a}}]")
                        .receivers()
                        .getFirst()
                        .labels());
        assertEquals(
                "am.yml:2:13: receiver label \"name\" must match receiver name \"x\", got \"b\"",
                refusal(ROUTE + "receivers: [{name: x, labels: {name: b}}]"));
    }

    @Test
    void aChannelOfSomebodysOwnIsAWarning() throws SettingsException {
        AlertmanagerFile read =
                parse(ROUTE + "receivers: [{name: x, pager2_configs: [{who: me}]}]");
        assertEquals(
                List.of(
                        "am.yml:2:23: Alertmanager has no pager2_configs, a plugin must offer the"
                                + " channel \"pager2\""),
                read.warnings());
        assertEquals("pager2", read.receivers().getFirst().channels().getFirst().type());
    }

    @Test
    void aSlipInTheNameOfAChannelIsAMistake() {
        for (String slip :
                List.of("slak_configs", "salck_configs", "webhok_configs", "snss_configs")) {
            String refused = refusal(ROUTE + "receivers: [{name: x, " + slip + ": [{}]}]");
            assertTrue(refused.contains("\"" + slip + "\", did you mean"), refused);
        }
    }

    @Test
    void secretsAreNotPrinted() throws SettingsException {
        AlertmanagerFile read =
                parse(
                        ROUTE
                                + """
                                global:
                                  slack_api_url: http://hidden1
                                  smtp_auth_password: hidden2
                                  http_config:
                                    authorization:
                                      credentials: hidden3
                                receivers:
                                - name: x
                                  webhook_configs:
                                  - url: http://hidden4
                                    http_config:
                                      basic_auth:
                                        username: seen
                                        password: hidden5
                                  pagerduty_configs:
                                  - routing_key: hidden6
                                    details:
                                      token: seen
                                  - service_key_file: seen
                                  sns_configs:
                                  - sigv4:
                                      secret_key: hidden7
                                      access_key: a
                                  own_configs:
                                  - api_token: hidden8
                                """);
        assertFalse(read.text().contains("hidden"), read.text());
        assertEquals(4, read.text().split("seen", -1).length);
        assertEquals(9, read.text().split("<secret>", -1).length);
        assertEquals(read.text(), parse(read.text()).text());
    }

    @Test
    void templatesAreFoundBesideTheFile() throws SettingsException, IOException {
        Files.createDirectory(folder.resolve("t"));
        Path a = Files.writeString(folder.resolve("t/a.tmpl"), "");
        Path b = Files.writeString(folder.resolve("t/b.tmpl"), "");
        Path file = folder.resolve("am.yml");
        Files.writeString(file, ROUTE + RECEIVER + "templates: ['t/*.tmpl', t/a.tmpl, none.tmpl]");
        AlertmanagerFile read = AlertmanagerFile.read(file.toString(), MatcherSyntax.FALLBACK);
        assertEquals(List.of(a.toString(), b.toString()), read.templates());
        assertEquals(3, read.templatePatterns().size());
    }

    @Test
    void inhibitionRulesHaveTwoForms() throws SettingsException {
        List<InhibitRule> rules =
                parse(
                                ROUTE
                                        + RECEIVER
                                        + """
                                        inhibit_rules:
                                        - name: first
                                          source_match: {severity: critical}
                                          source_match_re: {job: a|b}
                                          target_matchers: ['severity=~"warning|info", a!=b']
                                          equal: [job]
                                        - {}
                                        """)
                        .inhibitRules();
        InhibitRule rule = rules.getFirst();
        assertEquals("first", rule.name());
        assertEquals(
                "{job=~\"^(?:a|b)$\",severity=\"critical\"}", MatcherSyntax.format(rule.source()));
        assertEquals("{a!=\"b\",severity=~\"warning|info\"}", MatcherSyntax.format(rule.target()));
        assertEquals(List.of("job"), rule.equal());
        assertEquals(List.of(), rules.get(1).source());
    }

    @Test
    void theSyntaxOfMatchersIsThatOfTheFeatures() throws SettingsException {
        String yaml = "route: {receiver: x, routes: [{matchers: ['a=\\d']}]}\n" + RECEIVER;
        List<String> warnings = parse(yaml).warnings();
        assertEquals(1, warnings.size());
        assertTrue(
                warnings.getFirst().startsWith("am.yml:1:43: the matchers"), warnings.getFirst());
        assertEquals(
                List.of(),
                AlertmanagerFile.parse("am.yml", yaml, MatcherSyntax.CLASSIC).warnings());
        assertThrows(
                SettingsException.class,
                () -> AlertmanagerFile.parse("am.yml", yaml, MatcherSyntax.UTF8));
        String utf8 = "route: {receiver: x, group_by: ['a b']}\n" + RECEIVER;
        assertEquals(List.of("a b"), parse(utf8).route().groupBy());
        assertThrows(
                SettingsException.class,
                () -> AlertmanagerFile.parse("am.yml", utf8, MatcherSyntax.CLASSIC));
    }

    @Test
    void whatHasNoEffectIsAWarning() throws SettingsException {
        AlertmanagerFile read =
                parse(
                        ROUTE
                                + RECEIVER
                                + "tracing: {endpoint: e}\n"
                                + "event_recorder: {kafka_outputs: [{topic: t}]}\n");
        assertEquals(
                List.of(
                        "am.yml:3:10: tracing of Alertmanager has no effect here",
                        "am.yml:4:17: event_recorder of Alertmanager has no effect here"),
                read.warnings());
    }

    @Test
    void withoutAFileEveryAlertGoesNowhere() {
        AlertmanagerFile none = AlertmanagerFile.NONE;
        assertEquals("default", none.route().receiver());
        assertEquals(
                List.of(new Receiver("default", Labels.of("name", "default"), List.of())),
                none.receivers());
        assertEquals(Duration.ofMinutes(5), none.resolveTimeout());
        assertEquals("", none.file());
    }

    @Test
    void theHashIsThatOfAlertmanager() throws SettingsException {
        // From the first six bytes of the MD5 sum, the lowest first.
        assertEquals(230_689_616_755_834L, parse(ROUTE + RECEIVER).hash());
    }
}
