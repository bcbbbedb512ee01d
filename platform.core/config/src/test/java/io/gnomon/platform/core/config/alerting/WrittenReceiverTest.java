package io.gnomon.platform.core.config.alerting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.config.alerting.WrittenReceiver.Channel;
import io.gnomon.platform.core.config.alerting.WrittenReceiver.Content;
import io.gnomon.platform.core.config.alerting.WrittenRoutes.WrittenRoute;
import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.core.config.internal.text.JsonText;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

class WrittenReceiverTest {
    private static final String FILE =
            """
            # who is told what
            route: {receiver: ops, routes: [{receiver: db, matchers: ['team="db"']}]}
            receivers:
            # nobody
            - name: 'ops'
            - name: db   # the team of the databases
              slack_configs:
              # the loud one
              - api_url: 'https://hooks.example.org/a' # ours
                # what is said
                text: |
                  first
                  second
                channel: '#db'

                fields:
                - title: host   # short
                  value: '{{ .CommonLabels.host }}'
                # what runs
                - title: job
                  value: j
              # the quiet one
              - api_url: "https://hooks.example.org/b"
                channel: "#quiet"
              email_configs: [{to: a@example.org, html: ''}]
              labels: {team: db}
            # the end
            """;

    private static SettingsNode json(String json) throws SettingsException {
        return new RecordBinder().parseJson(json);
    }

    private static WrittenReceiver db(String file) throws SettingsException {
        WrittenReceiver found = WrittenReceiver.find("am.yml", file, "db");
        assertNotNull(found);
        return found;
    }

    private static String channels(WrittenReceiver receiver, List<Channel> channels)
            throws SettingsException {
        Content content = receiver.content();
        return receiver.with(new Content(content.name(), content.labels(), channels));
    }

    /** The file after a channel's settings were replaced by others. */
    private static String with(int channel, String... settings) throws SettingsException {
        List<Channel> channels = new ArrayList<>(db(FILE).channels());
        Channel old = channels.remove(channel);
        for (int i = settings.length - 1; i >= 0; i--) {
            channels.add(channel, new Channel(old.type(), 0, json(settings[i])));
        }
        return channels(db(FILE), channels);
    }

    private static String settings(int channel) throws SettingsException {
        return JsonText.write(db(FILE).channels().get(channel).settings());
    }

    private static String loud(String from, String to) throws SettingsException {
        String settings = settings(0);
        assertTrue(settings.contains(from), settings);
        return with(0, settings.replace(from, to));
    }

    @Test
    void theChannelsAreThoseOfTheFile() throws Exception {
        List<Channel> channels = db(FILE).channels();
        assertEquals(
                List.of("slack 0", "slack 1", "email 0"),
                channels.stream().map(c -> c.type() + " " + c.index()).toList());
        assertEquals(
                "{\"api_url\":\"https://hooks.example.org/b\",\"channel\":\"#quiet\"}",
                settings(1));
        assertNull(WrittenReceiver.find("am.yml", FILE, "web"));
    }

    @Test
    void whatStaysTheSameIsNotTouched() throws Exception {
        assertEquals(FILE, db(FILE).with(db(FILE).content()));
        // As a form gives it back: in another order of the keys.
        assertEquals(
                FILE,
                with(1, "{\"channel\": \"#quiet\", \"api_url\": \"https://hooks.example.org/b\"}"));
    }

    @Test
    void aChangedTextKeepsItsWayOfWriting() throws Exception {
        assertEquals(FILE.replace("'#db'", "'#data'"), loud("\"#db\"", "\"#data\""));
        assertEquals(
                FILE.replace("org/a' # ours", "org/it''s' # ours"), loud("org/a\"", "org/it's\""));
        assertEquals(
                FILE.replace("first\n      second\n", "other\n\n      lines\n"),
                loud("first\\nsecond\\n", "other\\n\\nlines\\n"));
        assertEquals(FILE.replace("title: host ", "title: node "), loud("\"host\"", "\"node\""));
        assertEquals(
                FILE.replace("value: j\n", "value: 'no: way'\n"), loud("\"j\"", "\"no: way\""));
        assertEquals(FILE.replace("value: j\n", "value: 'yes'\n"), loud("\"j\"", "\"yes\""));
    }

    @Test
    void keysComeAndGo() throws Exception {
        assertEquals(
                FILE.replace("    channel: \"#quiet\"\n", ""),
                with(1, "{\"api_url\": \"https://hooks.example.org/b\"}"));
        assertEquals(
                FILE.replace(
                        "    channel: \"#quiet\"\n",
                        """
                            channel: "#quiet"
                            send_resolved: true
                            http_config:
                              proxy_url: http://p:1
                        """),
                with(
                        1,
                        "{\"api_url\": \"https://hooks.example.org/b\", \"channel\": \"#quiet\","
                                + " \"send_resolved\": true,"
                                + " \"http_config\": {\"proxy_url\": \"http://p:1\"}}"));
        // The first behind the dash; what was said about the next one stays.
        assertEquals(
                FILE.replace(" api_url: 'https://hooks.example.org/a' # ours\n", "\n"),
                loud("\"api_url\":\"https://hooks.example.org/a\",", ""));
        assertEquals(
                FILE.replace("api_url: \"https://hooks.example.org/b\"\n    channel", "channel"),
                with(1, "{\"channel\": \"#quiet\"}"));
        // The last with what is above it, and another behind it.
        assertEquals(
                FILE.replace("    channel: \"#quiet\"\n", "    title: t\n"),
                with(1, "{\"api_url\": \"https://hooks.example.org/b\", \"title\": \"t\"}"));
    }

    @Test
    void itemsOfListsComeAndGo() throws Exception {
        assertEquals(
                FILE.replace(
                        "      value: j\n", "      value: j\n    - title: env\n      value: '1'\n"),
                loud("\"value\":\"j\"}", "\"value\":\"j\"},{\"title\":\"env\",\"value\":\"1\"}"));
        assertEquals(
                FILE.replace("    # what runs\n    - title: job\n      value: j\n", ""),
                loud(",{\"title\":\"job\",\"value\":\"j\"}", ""));
    }

    @Test
    void channelsComeAndGo() throws Exception {
        int quiet = FILE.indexOf("  # the quiet one");
        int email = FILE.indexOf("  email_configs");
        assertEquals(FILE.substring(0, quiet) + FILE.substring(email), with(1));
        assertEquals(
                FILE.substring(0, email) + "  - channel: '#third'\n" + FILE.substring(email),
                with(1, settings(1), "{\"channel\": \"#third\"}"));
        assertEquals(
                FILE.replace("  email_configs: [{to: a@example.org, html: ''}]\n", ""), with(2));
        assertEquals(
                FILE.replace("{to: a@example.org, html: ''}", "{to: b@example.org, html: ''}"),
                with(2, "{\"to\": \"b@example.org\", \"html\": \"\"}"));

        List<Channel> more = new ArrayList<>(db(FILE).channels());
        more.add(new Channel("webhook", 0, json("{\"url\": \"http://x/y\", \"max_alerts\": 3}")));
        assertEquals(
                FILE.replace(
                        "  labels: {team: db}\n",
                        """
                          labels: {team: db}
                          webhook_configs:
                          - url: http://x/y
                            max_alerts: 3
                        """),
                channels(db(FILE), more));
    }

    @Test
    void aReceiverWithoutChannelsGetsItsFirst() throws Exception {
        WrittenReceiver ops = WrittenReceiver.find("am.yml", FILE, "ops");
        assertNotNull(ops);
        assertEquals(
                FILE.replace(
                        "- name: 'ops'\n",
                        "- name: 'ops'\n  webhook_configs:\n  - url: http://x/y\n"),
                channels(
                        ops,
                        List.of(new Channel("webhook", 0, json("{\"url\": \"http://x/y\"}")))));
    }

    @Test
    void linesMayEndAsTheyDoElsewhere() throws Exception {
        String file = FILE.replace("\n", "\r\n");
        List<Channel> channels = new ArrayList<>(db(file).channels());
        channels.set(
                1,
                new Channel(
                        "slack",
                        1,
                        json("{\"api_url\": \"https://hooks.example.org/b\", \"title\": \"t\"}")));
        assertEquals(
                file.replace("    channel: \"#quiet\"\r\n", "    title: t\r\n"),
                channels(db(file), channels));
    }

    /** Positions are counted in characters that Java has two of, behind a byte order mark. */
    @Test
    void whatStandsBeforeItMayBeAnything() throws Exception {
        String aliases = "  - *hook\n".repeat(60);
        String file =
                "\uFEFF# \uD83D\uDE80\n"
                        + """
                        receivers:
                        - name: "\uD83D\uDD25"
                          webhook_configs:
                          - &hook {url: http://x/y}
                        """
                        + aliases
                        + FILE.substring(FILE.indexOf("- name: db"));
        List<Channel> channels = new ArrayList<>(db(file).channels());
        channels.set(1, new Channel("slack", 1, json("{\"channel\": \"#other\"}")));
        assertEquals(
                file.replace("api_url: \"https://hooks.example.org/b\"\n    channel", "channel")
                        .replace("\"#quiet\"", "\"#other\""),
                channels(db(file), channels));
    }

    @Test
    void aSharedValueIsNotChangedForOthers() throws Exception {
        String file =
                """
                receivers:
                - name: ops
                  webhook_configs:
                  - &hook
                    url: http://x/y
                - name: db
                  webhook_configs:
                  - *hook
                  - <<: *hook
                    max_alerts: 1
                """;
        List<Channel> first =
                List.of(
                        new Channel("webhook", 0, json("{\"url\": \"http://other\"}")),
                        db(file).channels().get(1));
        assertEquals(
                "am.yml:4:5: &hook is used at several places, change it in the text of the file",
                assertThrows(SettingsException.class, () -> channels(db(file), first))
                        .getMessage());
        // A key of its own covers what was merged.
        List<Channel> second =
                List.of(
                        db(file).channels().get(0),
                        new Channel(
                                "webhook",
                                1,
                                json("{\"url\": \"http://other\", \"max_alerts\": 1}")));
        assertEquals(file + "    url: http://other\n", channels(db(file), second));
        List<Channel> without =
                List.of(
                        db(file).channels().get(0),
                        new Channel("webhook", 1, json("{\"max_alerts\": 1}")));
        assertEquals(
                "am.yml:6:3: this is written in a way that a form cannot change, with"
                        + " anchors or in one line; change it in the text of the file",
                assertThrows(SettingsException.class, () -> channels(db(file), without))
                        .getMessage());
    }

    @Test
    void aCommentDirectlyAboveAChannelGoesWithIt() throws Exception {
        int loud = FILE.indexOf("  # the loud one");
        int quiet = FILE.indexOf("  # the quiet one");
        assertEquals(FILE.substring(0, loud) + FILE.substring(quiet), with(0));
        // One that is further away, or further in or out, may be about something else.
        String apart = FILE.replace("  # the quiet one\n", "  # apart\n\n # out\n");
        List<Channel> channels = new ArrayList<>(db(apart).channels());
        channels.remove(1);
        assertEquals(
                apart.replace(
                        "  - api_url: \"https://hooks.example.org/b\"\n    channel: \"#quiet\"\n",
                        ""),
                channels(db(apart), channels));
    }

    private static String renamed(String file, String name, Map<String, String> labels)
            throws SettingsException {
        return db(file).with(new Content(name, labels, db(file).channels()));
    }

    @Test
    void itsRoutesFollowItsName() throws Exception {
        Map<String, String> labels = db(FILE).content().labels();
        assertEquals(Map.of("team", "db"), labels);
        assertEquals(
                FILE.replace("{receiver: db,", "{receiver: data,")
                        .replace("name: db ", "name: data "),
                renamed(FILE, "data", labels));
        // A name that would end the braces around it.
        assertEquals(
                FILE.replace("{receiver: db,", "{receiver: 'a, {b}',")
                        .replace("name: db ", "name: a, {b} "),
                renamed(FILE, "a, {b}", labels));
        String deep =
                """
                route:
                  receiver: "db" # all
                  routes:
                  - matchers: [a="b"]
                    routes:
                    - receiver: db
                    - receiver: other
                receivers:
                - name: db
                - name: other
                """;
        assertEquals(
                deep.replace("\"db\"", "\"data\"")
                        .replace("receiver: db\n", "receiver: data\n")
                        .replace("name: db\n", "name: data\n"),
                renamed(deep, "data", Map.of()));
        assertEquals(
                deep.replace("\"db\"", "\"other\"")
                        .replace("receiver: db\n", "receiver: other\n")
                        .replace("- name: db\n", ""),
                db(deep).without("other"));
        List<WrittenRoute> routes = WrittenRoutes.to("db", "am.yml", deep);
        assertEquals(
                List.of("am.yml:2:13", "am.yml:6:17"),
                routes.stream().map(route -> route.place().toString()).toList());
    }

    @Test
    void labelsComeAndGo() throws Exception {
        assertEquals(FILE.replace("  labels: {team: db}\n", ""), renamed(FILE, "db", Map.of()));
        assertEquals(
                FILE.replace("{team: db}", "{team: '7'}"),
                renamed(FILE, "db", Map.of("team", "7")));
        String none = FILE.replace("  labels: {team: db}\n", "");
        assertEquals(
                none.replace("html: ''}]\n", "html: ''}]\n  labels:\n    team: db\n"),
                renamed(none, "db", Map.of("team", "db")));
    }

    @Test
    void aReceiverGoesWithTheCommentAboveIt() throws Exception {
        WrittenReceiver ops = WrittenReceiver.find("am.yml", FILE, "ops");
        assertNotNull(ops);
        assertEquals(
                FILE.replace("# nobody\n- name: 'ops'\n", "")
                        .replace("{receiver: ops,", "{receiver: db,"),
                ops.without("db"));
        assertNull(db("receivers:\n- name: db\n").without("db"));
        assertEquals(
                "routes:\n- receiver: ops # ours\n",
                db("routes:\n- receiver: db # ours\nreceivers:\n- name: db\n").without("ops"));
    }
}
