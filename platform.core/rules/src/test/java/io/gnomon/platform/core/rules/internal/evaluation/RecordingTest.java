package io.gnomon.platform.core.rules.internal.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.rules.RulesView.Health;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

class RecordingTest {
    private final RuleWorld world = new RuleWorld();

    private void up(String job, long seconds, double value) {
        world.write(Labels.of("__name__", "up", "job", job), seconds * 1000, value);
    }

    @Test
    void labelsOfRuleAndGroupWinAndEmptyOnesGo() throws Exception {
        LiveGroup group =
                world.group(
                        """
                        groups:
                        - name: g
                          labels: {team: group, env: prod}
                          rules:
                          - {record: r, expr: up, labels: {team: own, job: ""}}
                        """);
        world.write(Labels.of("__name__", "up", "job", "a", "env", "test"), 0, 1);
        world.evaluate(group, 60);
        assertEquals(List.of("{env=\"prod\", team=\"own\"} 1@60"), world.stored("r"));
        assertEquals(Health.OK, RuleWorld.last(group, 0).health());
        assertEquals(1, group.figures().lastSamples);
    }

    @Test
    void laterRulesSeeWhatEarlierOnesStored() throws Exception {
        LiveGroup group =
                world.group(
                        """
                        groups:
                        - name: g
                          rules:
                          - {record: a, expr: up * 2}
                          - {record: other, expr: up}
                          - {record: b, expr: a + 1}
                          - {record: c, expr: '{__name__=~"b|x"} + 1'}
                        """);
        up("j", 0, 1);
        world.evaluate(group, 60);
        assertEquals(List.of("{job=\"j\"} 3@60"), world.stored("b"));
        assertEquals(List.of("{job=\"j\"} 4@60"), world.stored("c"));
    }

    @Test
    void rulesThatMayReadOthersBeginAStage() throws Exception {
        LiveGroup group =
                world.group(
                        """
                        groups:
                        - name: g
                          rules:
                          - {record: a, expr: up}
                          - {record: b, expr: up}
                          - {alert: A, expr: a > 0}
                          - {record: c, expr: 'count(ALERTS{alertname="B"})'}
                          - {record: d, expr: 'count(ALERTS{alertname=~"A|B"})'}
                          - {alert: Q, expr: up, annotations: {x: '{{ query "up" }}'}}
                          - {record: e, expr: '{job="x"}'}
                        """);
        up("j", 0, 1);
        world.evaluate(group, 60);
        assertEquals(
                List.of(
                        List.of("a", "b"),
                        List.of("A", "c"),
                        List.of("d"),
                        List.of("Q"),
                        List.of("e")),
                group.stages().stream()
                        .map(stage -> stage.stream().map(r -> r.definition().name()).toList())
                        .toList());
    }

    @Test
    void seriesThatVanishEndAndMayComeBack() throws Exception {
        LiveGroup group = world.group("groups: [{name: g, rules: [{record: r, expr: up == 1}]}]");
        up("a", 0, 1);
        up("b", 0, 1);
        world.evaluate(group, 60);
        up("b", 61, 0);
        world.evaluate(group, 120);
        world.evaluate(group, 180);
        up("b", 181, 1);
        world.evaluate(group, 240);
        assertEquals(
                List.of("{job=\"a\"} 1@60 1@120 1@180 1@240", "{job=\"b\"} 1@60 stale@120 1@240"),
                world.stored("r"));
    }

    @Test
    void queryOffsetMovesQueryAndSamplesBack() throws Exception {
        LiveGroup own =
                world.group(
                        "groups: [{name: g, query_offset: 30s, rules: [{record: r, expr: up}]}]");
        up("a", 0, 1);
        up("a", 40, 2);
        world.evaluate(own, 60);
        assertEquals(List.of("{job=\"a\"} 1@30"), world.stored("r"));
        world.queryOffset = Duration.ofSeconds(20);
        LiveGroup usual = world.group("groups: [{name: g, rules: [{record: s, expr: up}]}]");
        world.evaluate(usual, 60);
        assertEquals(List.of("{job=\"a\"} 2@40"), world.stored("s"));
    }

    @Test
    void equalLabelsAndTooManySeriesFailTheRuleAndItsSeriesGoOn() throws Exception {
        LiveGroup group =
                world.group(
                        """
                        groups:
                        - name: g
                          limit: 1
                          rules:
                          - {record: r, expr: up, labels: {job: ""}}
                          - {record: s, expr: up}
                        """);
        up("a", 0, 1);
        world.evaluate(group, 60);
        up("b", 61, 1);
        world.evaluate(group, 120);
        assertEquals(
                "vector contains metrics with the same labelset after applying rule labels",
                RuleWorld.last(group, 0).error());
        assertEquals("exceeded limit of 1 with 2 series", RuleWorld.last(group, 1).error());
        assertEquals(2, group.figures().failures.sum());
        assertEquals(List.of("{} 1@60"), world.stored("r"));
        assertEquals(List.of("{job=\"a\"} 1@60"), world.stored("s"));
    }

    @Test
    void samplesThatTheStoreRefusesFailTheRule() throws Exception {
        LiveGroup group = world.group("groups: [{name: g, rules: [{record: r, expr: up}]}]");
        up("a", 0, 1);
        world.write(Labels.of("__name__", "r", "job", "a"), 90_000, 7);
        world.evaluate(group, 60);
        assertEquals("out of order sample", RuleWorld.last(group, 0).error());
        assertEquals(Health.ERR, RuleWorld.last(group, 0).health());
        world.evaluate(group, 120);
        assertEquals(Health.OK, RuleWorld.last(group, 0).health());
        assertEquals(List.of("{job=\"a\"} 7@90 1@120"), world.stored("r"));
    }

    @Test
    void aRangeVectorIsNoResultAndAScalarIs() throws Exception {
        LiveGroup group =
                world.group(
                        "groups: [{name: g, rules: [{record: r, expr: 'up[1m]'}, {record: s, expr:"
                                + " '42'}]}]");
        up("a", 0, 1);
        world.evaluate(group, 30);
        assertEquals("rule result is not a vector or scalar", RuleWorld.last(group, 0).error());
        assertEquals(List.of("{} 42@30"), world.stored("s"));
    }

    @Test
    void concurrentRulesStoreTheSame() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            world.concurrent = threads;
            LiveGroup group =
                    world.group(
                            """
                            groups:
                            - name: g
                              rules:
                              - {record: a, expr: up}
                              - {record: b, expr: up * 2}
                              - {record: c, expr: up * 3}
                              - {record: d, expr: a + b + c}
                            """);
            up("j", 0, 1);
            world.evaluate(group, 60);
            world.evaluate(group, 120);
            assertEquals(List.of("{job=\"j\"} 6@60 6@120"), world.stored("d"));
        }
    }

    @Test
    void nothingIsEvaluatedWithoutAStore() throws Exception {
        LiveGroup group = world.group("groups: [{name: g, rules: [{record: r, expr: up}]}]");
        world.present = null;
        world.evaluate(group, 60);
        assertTrue(!group.canEvaluate());
        assertEquals(Health.UNKNOWN, RuleWorld.last(group, 0).health());
        assertEquals(0, group.figures().evaluations.sum());
    }
}
