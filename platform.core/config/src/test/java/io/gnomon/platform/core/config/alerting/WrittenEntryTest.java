package io.gnomon.platform.core.config.alerting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.core.config.internal.text.JsonText;
import io.gnomon.platform.core.config.internal.text.YamlReader;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode.Mapping;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class WrittenEntryTest {
    private static final String FILE =
            """
            # who is told what
            route:
              receiver: ops # the rest
              group_by: [alertname]
              routes:
              # the databases
              - receiver: db
                match: {team: db}
                match_re:
                  severity: page|warn   # loud

                routes:
                # by night
                - matchers: [ time = "night" ]
                  receiver: night
              # nobody
              - matchers:
                - team="web" # ours
                - severity=~"page"
                continue: true
                labels: {room: '1'}

              # the last
              - receiver: ops
                group_wait: 5s
                matchers: ['a="b"']
            receivers: [{name: ops}, {name: db}, {name: night}]
            inhibit_rules:
            # one room
            - source_match: {severity: page}
              target_match_re: {severity: info|warn}
              equal: [room]
            # the end
            """;

    private static Mapping json(String json) throws SettingsException {
        return (Mapping) new RecordBinder().parseJson(json);
    }

    private static List<WrittenEntry> all(EntryKind kind, String text) throws SettingsException {
        return WrittenEntry.all(kind, new YamlText("am.yml", text), MatcherSyntax.FALLBACK);
    }

    private static WrittenEntry route(int number) throws SettingsException {
        return all(EntryKind.ROUTE, FILE).get(number);
    }

    /** A route as it would be with some characters of its settings replaced. */
    private static String with(int number, String from, String to) throws SettingsException {
        WrittenEntry route = route(number);
        String settings = JsonText.write(route.settings());
        assertTrue(settings.contains(from), settings);
        return checked(route.with(json(settings.replace(from, to)), route.place()));
    }

    /** The text, which Alertmanager's checks take. */
    private static String checked(WrittenEntry entry) throws SettingsException {
        String text = entry.text().text();
        assertTrue(
                AlertmanagerFile.parse("am.yml", text, MatcherSyntax.FALLBACK)
                        .file()
                        .equals("am.yml"));
        return text;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '@',
            value = {
                "0@0@1@4@{'receiver':'ops','group_by':['alertname']}",
                "1@0@3@1@{'receiver':'db','matchers':['team=~db~','severity=!~page|warn~']}",
                "2@0@1@0@{'receiver':'night','matchers':['time=~night~']}",
                "3@1@3@0@{'matchers':['team=~web~','severity=!~page~'],'continue':true}",
            },
            quoteCharacter = '`')
    void routesAreCountedAsTheyCount(
            int number, int place, int siblings, int below, String settings) throws Exception {
        WrittenEntry route = route(number);
        assertEquals(
                settings.replace("~", "\\\"").replace("!", "~").replace('\'', '"'),
                JsonText.write(route.settings()));
        assertEquals(place, route.place());
        assertEquals(siblings, route.siblings());
        assertEquals(below, route.below());
        assertEquals(number == 0, route.isDefaultRoute());
    }

    @Test
    void sayingTheSameChangesNothing() throws Exception {
        for (EntryKind kind : EntryKind.values()) {
            for (WrittenEntry entry : all(kind, FILE)) {
                assertEquals(FILE, checked(entry.with(entry.settings(), entry.place())));
            }
        }
    }

    @Test
    void oneSettingChangesAndOldMatchersStayAsTheyAreWritten() throws Exception {
        assertEquals(
                FILE.replace("receiver: db\n", "receiver: night\n"),
                with(1, "\"db\",", "\"night\","));
        assertEquals(
                FILE.replace("continue: true\n", "continue: false\n"), with(3, "true", "false"));
        assertEquals(FILE.replace("    continue: true\n", ""), with(3, ",\"continue\":true", ""));
        assertEquals(
                FILE.replace("group_by: [alertname]", "group_by: [alertname, job]"),
                with(0, "\"alertname\"", "\"alertname\",\"job\""));
    }

    @Test
    void aNewSettingStandsBeforeTheRoutesBelow() throws Exception {
        String loud = "      severity: page|warn   # loud\n";
        assertEquals(
                FILE.replace(loud, loud + "    group_by:\n    - '...'\n    repeat_interval: 1h\n"),
                with(1, "\"db\",", "\"db\",\"repeat_interval\":\"1h\",\"group_by\":[\"...\"],"));
    }

    @Test
    void changedMatchersAreAllOfTheNewForm() throws Exception {
        assertEquals(
                FILE.replace(
                        """
                            match: {team: db}
                            match_re:
                              severity: page|warn   # loud
                        """,
                        """
                            matchers:
                            - team="data"
                            - severity=~"page|warn"
                        """),
                with(1, "team=\\\"db", "team=\\\"data"));
    }

    @Test
    void aMatcherThatStaysKeepsItsWriting() throws Exception {
        assertEquals(
                FILE.replace(
                        "    - severity=~\"page\"\n", "    - severity=\"page\"\n    - x!=\"\"\n"),
                with(3, "=~\\\"page\\\"\"", "=\\\"page\\\"\",\"x!=\\\"\\\"\""));
        assertEquals(
                FILE.replace("[ time = \"night\" ]", "[time = \"night\", a=\"b\"]"),
                with(2, "night\\\"\"]", "night\\\"\",\"a=\\\"b\\\"\"]"));
    }

    @Test
    void aRouteGoesToAnotherPlaceWithTheCommentAboveIt() throws Exception {
        String web =
                """
                  # nobody
                  - matchers:
                    - team="web" # ours
                    - severity=~"page"
                    continue: true
                    labels: {room: '1'}
                """;
        String last =
                """
                  # the last
                  - receiver: ops
                    group_wait: 5s
                    matchers: ['a="b"']
                """;
        String db = FILE.substring(FILE.indexOf("  # the databases"), FILE.indexOf("  # nobody"));
        WrittenEntry route = route(3);
        assertEquals(
                FILE.replace(web, "").replace(db, web + db),
                checked(route.with(route.settings(), 0)));
        assertEquals(
                FILE.replace(last, "").replace(web, last + web),
                checked(route.with(route.settings(), 2)));
        WrittenEntry first = route(1);
        assertEquals(
                FILE.replace(db, "").replace(last, last + db),
                checked(first.with(first.settings(), 2)));
        assertEquals(
                FILE.replace(last, "")
                        .replace(web, last + web)
                        .replace("continue: true", "continue: false"),
                checked(
                        route.with(
                                json(JsonText.write(route.settings()).replace("true", "false")),
                                2)));
    }

    @Test
    void windowsLinesAndALastLineWithoutEndAreMoved() throws Exception {
        String text =
                """
                route:
                  receiver: a
                  routes:
                  - receiver: b
                  # c
                  - receiver: c\
                """
                        .replace("\n", "\r\n");
        WrittenEntry last = all(EntryKind.ROUTE, text).get(2);
        assertEquals(
                """
                route:
                  receiver: a
                  routes:
                  # c
                  - receiver: c
                  - receiver: b\
                """
                        .replace("\n", "\r\n"),
                last.with(last.settings(), 0).text().text());
        String braces =
                "route: {receiver: a, routes: [{receiver: b}, {receiver: c, continue: true}]}\n";
        WrittenEntry b = all(EntryKind.ROUTE, braces).get(1);
        assertEquals(
                "route: {receiver: a, routes: [{receiver: c, continue: true}, {receiver: b}]}\n",
                b.with(b.settings(), 1).text().text());
    }

    @Test
    void aRouteIsAdded() throws Exception {
        Mapping settings = json("{\"matchers\":[\"job=\\\"x\\\"\"],\"receiver\":\"db\"}");
        String route =
                """
                  - receiver: db
                    matchers:
                    - job="x"
                """;
        assertEquals(
                FILE.replace("  # the databases\n", route + "  # the databases\n"),
                checked(route(0).withRoute(settings, 0)));
        assertEquals(
                FILE.replace("  # nobody\n", route + "  # nobody\n"),
                checked(route(0).withRoute(settings, 1)));
        assertEquals(
                FILE.replace("receivers: [", route + "receivers: ["),
                checked(route(0).withRoute(settings, 3)));
        assertEquals(
                FILE.replace(
                        "    labels: {room: '1'}\n",
                        "    labels: {room: '1'}\n    routes:\n" + route.indent(2)),
                checked(route(3).withRoute(settings, 0)));
    }

    @Test
    void aRouteGoesWithItsCommentsAndTheRoutesBelow() throws Exception {
        String db = FILE.substring(FILE.indexOf("  # the databases"), FILE.indexOf("  # nobody"));
        assertEquals(FILE.replace(db, ""), route(1).without());
        String night =
                FILE.substring(FILE.indexOf("    routes:\n    # by"), FILE.indexOf("  # nobody"));
        assertEquals(FILE.replace(night, ""), route(2).without());
        assertNull(all(EntryKind.ROUTE, "routes:\n- {receiver: db}\n").getFirst().without());
    }

    @Test
    void anInhibitionRuleIsChangedAddedAndDeleted() throws Exception {
        WrittenEntry rule = all(EntryKind.INHIBIT_RULE, FILE).getFirst();
        assertEquals("[\"severity=~\\\"info|warn\\\"\"]", part(rule, "target_matchers"));
        assertEquals("[\"room\"]", part(rule, "equal"));
        Mapping other =
                json(
                        "{\"name\":\"quiet\",\"source_matchers\":[\"severity=\\\"page\\\"\"],"
                            + "\"target_matchers\":[\"severity=\\\"info\\\"\"],\"equal\":[\"room\",\"job\"]}");
        assertEquals(
                FILE.replace(
                                "target_match_re: {severity: info|warn}\n",
                                "target_matchers:\n  - severity=\"info\"\n")
                        .replace("equal: [room]\n", "equal: [room, job]\n  name: quiet\n"),
                checked(rule.with(other, 0)));
        YamlText text = new YamlText("am.yml", FILE);
        WrittenEntry added =
                WrittenEntry.added(EntryKind.INHIBIT_RULE, text, MatcherSyntax.FALLBACK, other);
        String written =
                """
                - name: quiet
                  source_matchers:
                  - severity="page"
                  target_matchers:
                  - severity="info"
                  equal:
                  - room
                  - job
                """;
        assertEquals(FILE.replace("# the end", written + "# the end"), checked(added));
        assertEquals(1, added.place());
        assertEquals(FILE, added.without());
        assertEquals(
                FILE.substring(0, FILE.indexOf("inhibit_rules")) + "# the end\n", rule.without());
        WrittenEntry alone =
                WrittenEntry.added(
                        EntryKind.INHIBIT_RULE,
                        new YamlText("new.yml", ""),
                        MatcherSyntax.FALLBACK,
                        other);
        assertEquals(1, all(EntryKind.INHIBIT_RULE, alone.text().text()).size());
    }

    private static String part(WrittenEntry entry, String key) throws SettingsException {
        return JsonText.write(Nodes.child(entry.settings(), key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "route: {receiver: a, routes: [&x {receiver: b}, *x]}\n",
                "route:\n  receiver: a\n  routes:\n  - &x\n    receiver: b\n  - *x\n",
            })
    void whatIsSharedIsRefused(String text) throws Exception {
        WrittenEntry route = all(EntryKind.ROUTE, text).get(1);
        SettingsException refused =
                assertThrows(
                        SettingsException.class, () -> route.with(json("{\"receiver\":\"a\"}"), 0));
        assertTrue(
                String.valueOf(refused.getMessage()).contains("change it in the text of the file"));
    }

    @Test
    void placesInTheTextAreKeysOfTheForm() throws Exception {
        WrittenEntry route = route(3);
        String bad = "{\"matchers\":[\"a=\\\"b\\\"\",\"=\"],\"group_wait\":\"soon\"}";
        WrittenEntry changed = route.with(json(bad), 1);
        assertEquals(
                "matchers",
                changed.keyAt(Nodes.items(changedNode(changed), "matchers").get(1).position()));
        assertEquals(
                "group_wait", changed.keyAt(Nodes.position(changedNode(changed), "group_wait")));
        assertEquals("", changed.keyAt(changedNode(route(2)).position()));
    }

    private static Mapping changedNode(WrittenEntry entry) throws SettingsException {
        return (Mapping)
                Nodes.items(
                                Nodes.child(
                                        YamlReader.read("am.yml", entry.text().text()), "route"),
                                "routes")
                        .get(1);
    }
}
