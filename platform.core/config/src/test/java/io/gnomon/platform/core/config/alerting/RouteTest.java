package io.gnomon.platform.core.config.alerting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.internal.text.JsonReader;
import io.gnomon.platform.testkit.PeerData;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;
import io.gnomon.spi.settings.SettingsNode.Entry;
import io.gnomon.spi.settings.SettingsNode.Scalar;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

final class RouteTest {
    private static final String RECEIVERS =
            "\nreceivers: [{name: a}, {name: b}, {name: notify-def}, {name: notify-A}, {name:"
                    + " notify-testing}, {name: notify-productionA}, {name: notify-productionB},"
                    + " {name: notify-BC}]\n";

    private static Route route(String yaml) throws SettingsException {
        return AlertmanagerFile.parse("", yaml + RECEIVERS, MatcherSyntax.FALLBACK).route();
    }

    @TestFactory
    Stream<DynamicTest> alertmanagersTree() throws Exception {
        SettingsNode root =
                JsonReader.read(
                        Files.readString(PeerData.folder("vectors/alertmanager-routes.json")));
        String tree = ((Scalar) Nodes.child(root, "route")).text();
        Route route = route("route:\n" + tree.indent(2));
        List<SettingsNode> cases = Nodes.items(root, "cases");
        assertTrue(cases.size() >= 8, "only " + cases.size());
        return cases.stream()
                .map(each -> {
                    Labels labels = labels(Nodes.child(each, "labels"));
                    List<String> expected =
                            Nodes.items(each, "receivers").stream()
                                    .map(item -> ((Scalar) item).text())
                                    .toList();
                    return dynamicTest(
                            labels.toString(),
                            () ->
                                    assertEquals(
                                            expected,
                                            route.match(labels).stream()
                                                    .map(Route::receiver)
                                                    .toList()));
                });
    }

    private static Labels labels(SettingsNode node) {
        Map<String, String> labels = new TreeMap<>();
        for (Entry entry : Nodes.entries(node)) {
            labels.put(entry.key(), ((Scalar) entry.value()).text());
        }
        return Labels.of(labels);
    }

    @Test
    void aNodeTakesOverWhatItDoesNotSay() throws SettingsException {
        Route root =
                route(
                        """
                        time_intervals: [{name: night}]
                        route:
                          receiver: a
                          group_by: [x, y]
                          group_wait: 0s
                          repeat_interval: 1h
                          labels: {reason: r, text: t}
                          routes:
                          - matchers: ['b = "1"', a=~x]
                            group_interval: 1m
                            mute_time_intervals: [night]
                            labels: {reason: own}
                            routes:
                            - receiver: b
                              group_by: ['...']
                              routes:
                              - continue: true
                              - group_by: []
                        """);
        Route child = root.routes().getFirst();
        Route all = child.routes().getFirst();
        assertEquals(Duration.ofMinutes(5), root.groupInterval());
        assertEquals(Duration.ofMinutes(1), all.groupInterval());
        assertEquals(Duration.ZERO, all.groupWait());
        assertEquals(Duration.ofHours(1), all.repeatInterval());
        assertEquals("a", child.receiver());
        assertEquals(List.of("x", "y"), child.groupBy());
        assertTrue(all.groupByAll() && all.groupBy().isEmpty());
        assertTrue(all.routes().getFirst().groupByAll());
        Route none = all.routes().get(1);
        assertTrue(!none.groupByAll() && none.groupBy().isEmpty());
        assertEquals(Map.of("reason", "own", "text", "t"), all.labels());
        assertEquals(List.of("night"), child.muteTimeIntervals());
        assertEquals(List.of(), all.muteTimeIntervals());
        assertEquals("{}/{a=~\"x\",b=\"1\"}/{}/{}", none.key());
        assertEquals("{}", root.key());
        assertEquals(
                List.of(0, 1, 2, 3, 4),
                List.of(
                        root.index(),
                        child.index(),
                        all.index(),
                        all.routes().getFirst().index(),
                        none.index()));
    }

    /** Muted in one of its mute intervals, and outside all of its active ones. */
    @ParameterizedTest
    @CsvSource({
        "2026-01-15T03:00:00Z, night, office",
        "2026-01-15T10:00:00Z, '', ''",
        "2026-01-15T20:00:00Z, '', office"
    })
    void timeIntervalsMuteARoute(Instant now, String first, String second)
            throws SettingsException {
        AlertmanagerFile file =
                AlertmanagerFile.parse(
                        "",
                        """
                        time_intervals:
                        - {name: night, time_intervals: [{times: [{start_time: '00:00', end_time: '06:00'}]}]}
                        - {name: office, time_intervals: [{times: [{start_time: '09:00', end_time: '17:00'}]}]}
                        route:
                          receiver: a
                          routes:
                          - {matchers: [x=y], mute_time_intervals: [night]}
                          - {matchers: [x=z], active_time_intervals: [office]}
                        receivers: [{name: a}]
                        """,
                        MatcherSyntax.FALLBACK);
        List<Route> routes = file.route().routes();
        assertEquals(first, String.join(",", file.muting(routes.get(0), now)));
        assertEquals(second, String.join(",", file.muting(routes.get(1), now)));
        assertEquals(List.of(), file.muting(file.route(), now));
    }

    @Test
    void aMatcherThatTakesTheEmptyTextTakesAMissingLabel() throws SettingsException {
        Route root = route("route: {receiver: a, routes: [{receiver: b, matchers: [team!=x]}]}");
        assertEquals("b", root.match(Labels.EMPTY).getFirst().receiver());
        assertEquals("a", root.match(Labels.of("team", "x")).getFirst().receiver());
    }
}
