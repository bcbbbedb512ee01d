package io.gnomon.platform.core.rules.internal.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryException;
import io.gnomon.platform.core.config.rules.Rule;
import io.gnomon.platform.core.rules.BackTests.AlertHistory;
import io.gnomon.platform.core.rules.BackTests.BackTest;
import io.gnomon.platform.core.rules.BackTests.Episode;
import io.gnomon.platform.core.rules.BackTests.Span;
import io.gnomon.platform.core.rules.RulesView;
import io.gnomon.platform.core.rules.internal.RoomTemplates;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A back-test tells what the live rule does. */
class BackTestTest {
    private static final String RULE =
            """
            groups:
              - name: g
                rules:
                  - alert: Busy
                    expr: load > 5
                    for: 2m
                    keep_firing_for: 1m
                    labels: {team: '{{ $labels.host }}-team'}
                    annotations: {summary: '{{ $value }}'}
            """;

    private final RuleWorld world = new RuleWorld();

    private static Labels host(String name) {
        return Labels.of("__name__", "load", "host", name);
    }

    private BackTest run(String yaml, long start, long end, long step) throws Exception {
        Rule.Alerting rule = (Rule.Alerting) world.file(yaml).groups().get(0).rules().get(0);
        return new BackTestRun(
                        world.engine,
                        new RoomTemplates(Map::of, "http://server:9090"),
                        rule,
                        Map.of(),
                        new Span(
                                Instant.ofEpochSecond(start),
                                Instant.ofEpochSecond(end),
                                Duration.ofSeconds(step)),
                        () -> false)
                .run();
    }

    private static String text(Episode episode) {
        return seconds(episode.activeAt())
                + " "
                + seconds(episode.firedAt())
                + " "
                + seconds(episode.endedAt());
    }

    private static String seconds(@Nullable Instant time) {
        return time == null ? "-" : "" + time.getEpochSecond();
    }

    @Test
    void tellsWhenItWouldHaveFiredForHowLongAndHowOftenItFlapped() throws Exception {
        // High for minutes 2 to 6, 9 to 14, and from 58 to the end; kept for one minute after each.
        for (int minute = 0; minute <= 60; minute++) {
            boolean high =
                    (minute >= 2 && minute <= 6) || (minute >= 9 && minute <= 14) || minute >= 58;
            world.write(host("a"), minute * 60_000L, high ? 9 : 1);
            world.write(host("b"), minute * 60_000L, 1);
        }
        BackTest result = run(RULE, 0, 3600, 60);
        assertEquals(61, result.evaluations());
        assertEquals(1, result.alerts().size());
        AlertHistory alert = result.alerts().getFirst();
        assertEquals(Labels.of("alertname", "Busy", "host", "a", "team", "a-team"), alert.labels());
        assertEquals(
                List.of("120 240 480", "540 660 960", "3480 3600 -"),
                alert.episodes().stream().map(BackTestTest::text).toList());
        assertEquals(3, alert.fired());
        assertEquals(1, alert.flaps());
        assertEquals(Duration.ofMinutes(9), alert.firing(Instant.ofEpochSecond(3600)));
    }

    @Test
    void agreesWithTheLiveRuleOnRandomHistory() throws Exception {
        Random random = new Random(7);
        List<String> hosts = List.of("a", "b", "c");
        Map<String, Boolean> high = new HashMap<>();
        LiveGroup group = world.group(RULE);
        List<String> live = new ArrayList<>();
        Map<Labels, RulesView.State> before = new HashMap<>();
        for (int minute = 0; minute <= 300; minute++) {
            for (String host : hosts) {
                if (random.nextInt(4) == 0) {
                    high.put(host, random.nextBoolean());
                }
                if (random.nextInt(20) != 0) {
                    world.write(
                            host(host), minute * 60_000L, high.getOrDefault(host, false) ? 9 : 1);
                }
            }
            world.evaluate(group, minute * 60L);
            Map<Labels, RulesView.State> now = new HashMap<>();
            for (RulesView.Alert alert :
                    ((RulesView.Alerting) group.view().rules().get(0)).alerts()) {
                now.put(alert.labels(), alert.state());
                if (alert.state() == RulesView.State.FIRING
                        && before.get(alert.labels()) != RulesView.State.FIRING) {
                    live.add(alert.labels().get("host") + " fires " + minute * 60);
                }
            }
            for (Labels labels : before.keySet()) {
                if (before.get(labels) == RulesView.State.FIRING
                        && now.get(labels) != RulesView.State.FIRING) {
                    live.add(labels.get("host") + " ends " + minute * 60);
                }
            }
            before = now;
        }
        List<String> tested = new ArrayList<>();
        for (AlertHistory alert : run(RULE, 0, 300 * 60, 60).alerts()) {
            for (Episode episode : alert.episodes()) {
                if (episode.firedAt() != null) {
                    tested.add(alert.labels().get("host") + " fires " + seconds(episode.firedAt()));
                    if (episode.endedAt() != null) {
                        tested.add(
                                alert.labels().get("host") + " ends " + seconds(episode.endedAt()));
                    }
                }
            }
        }
        assertTrue(live.size() > 20, live.toString());
        assertEquals(live.stream().sorted().toList(), tested.stream().sorted().toList());
    }

    @Test
    void refusesASpanWithoutEvaluationsOrWithTooMany() {
        QueryException many =
                assertThrows(QueryException.class, () -> run(RULE, 0, 400_000_000, 60));
        assertEquals(QueryException.Type.BAD_DATA, many.type());
        assertThrows(QueryException.class, () -> run(RULE, 60, 0, 60));
        assertThrows(QueryException.class, () -> run(RULE, 0, 60, 0));
    }

    @Test
    void saysWhatIsWrongWithTheExpression() {
        world.write(host("a"), 0, 1);
        world.write(host("b"), 0, 1);
        QueryException wrong =
                assertThrows(
                        QueryException.class,
                        () -> run(RULE.replace("load > 5", "load > on(x) load"), 0, 60, 60));
        assertEquals(QueryException.Type.EXECUTION, wrong.type());
    }
}
