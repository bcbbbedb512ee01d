package io.gnomon.platform.core.rules.internal.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.rules.RulesView;
import io.gnomon.platform.core.rules.RulesView.State;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class AlertingTest {
    private static final Labels UP = Labels.of("__name__", "up", "job", "a");

    private final RuleWorld world = new RuleWorld();

    private LiveGroup rule(String more) throws Exception {
        return world.group(
                """
                groups:
                - name: g
                  rules:
                  - alert: Down
                    expr: up == 0
                """
                        + more.indent(4));
    }

    private void up(long seconds, double value) {
        world.write(UP, seconds * 1000, value);
    }

    @Test
    void pendingThenFiringThenResolved() throws Exception {
        LiveGroup group = rule("for: 2m\nlabels: {severity: page}");
        assertEquals(State.UNKNOWN, state(group));
        up(0, 1);
        world.evaluate(group, 0);
        assertEquals(State.INACTIVE, state(group));
        up(30, 0);
        world.evaluate(group, 60);
        assertEquals(List.of("pending since 60"), RuleWorld.alerts(group));
        world.evaluate(group, 120);
        assertEquals(List.of(), world.sent());
        world.evaluate(group, 180);
        assertEquals(List.of("firing since 60"), RuleWorld.alerts(group));
        String labels = "{alertname=\"Down\", job=\"a\", severity=\"page\"}";
        assertEquals(List.of(labels + " 180..420"), world.sent());
        up(181, 1);
        world.evaluate(group, 240);
        assertEquals(State.INACTIVE, state(group));
        assertEquals(List.of(labels + " 180..240"), world.sent());
        assertEquals(
                List.of(
                        "{alertname=\"Down\", alertstate=\"firing\", job=\"a\", severity=\"page\"}"
                                + " 1@180 stale@240",
                        "{alertname=\"Down\", alertstate=\"pending\", job=\"a\","
                                + " severity=\"page\"} 1@60 1@120 stale@180"),
                world.stored("ALERTS"));
        assertEquals(
                List.of(labels + " 60@60 60@120 60@180 stale@240"),
                world.stored("ALERTS_FOR_STATE"));
    }

    private static State state(LiveGroup group) {
        return ((RulesView.Alerting) group.view().rules().get(0)).state();
    }

    @Test
    void withoutForItFiresAtOnceAndIsSentAgainAfterTheDelay() throws Exception {
        LiveGroup group = rule("");
        up(0, 0);
        for (long seconds = 30; seconds <= 180; seconds += 30) {
            up(seconds, 0);
            world.evaluate(group, seconds);
        }
        String labels = "{alertname=\"Down\", job=\"a\"} 30..";
        // Not before more than a minute has gone.
        assertEquals(List.of(labels + 270, labels + 360), world.sent());
        assertEquals("http://server:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1", generatorUrl(group));
    }

    private String generatorUrl(LiveGroup group) {
        world.evaluate(group, 400);
        up(401, 1);
        world.evaluate(group, 460);
        return world.sent.get(world.sent.size() - 1).generatorUrl();
    }

    @Test
    void resolvedOnesAreRememberedForAQuarterOfAnHour() throws Exception {
        LiveGroup group = rule("");
        up(0, 0);
        world.evaluate(group, 60);
        world.sent();
        up(61, 1);
        int sent = 0;
        for (long seconds = 120; seconds <= 1500; seconds += 60) {
            up(seconds - 1, 1);
            world.evaluate(group, seconds);
            for (String alert : world.sent()) {
                assertEquals("{alertname=\"Down\", job=\"a\"} 60..120", alert);
                sent++;
            }
        }
        // At 120, then each second minute as the delay of one minute has to be over, until 1020.
        assertEquals(8, sent);
    }

    @Test
    void keepsFiringForAWhile() throws Exception {
        LiveGroup group = rule("keep_firing_for: 2m");
        up(0, 0);
        world.evaluate(group, 60);
        up(61, 1);
        world.evaluate(group, 120);
        assertEquals(List.of("firing since 60"), RuleWorld.alerts(group));
        RulesView.Alert alert = ((RulesView.Alerting) group.view().rules().get(0)).alerts().get(0);
        assertEquals(Instant.ofEpochSecond(120), alert.keepFiringSince());
        world.evaluate(group, 180);
        assertEquals(List.of("firing since 60"), RuleWorld.alerts(group));
        world.evaluate(group, 240);
        assertEquals(List.of(), RuleWorld.alerts(group));
    }

    @Test
    void aPendingOneThatEndsIsForgottenAndTellsNobody() throws Exception {
        LiveGroup group = rule("for: 5m");
        up(0, 0);
        world.evaluate(group, 60);
        up(61, 1);
        world.evaluate(group, 120);
        assertEquals(List.of(), world.sent());
        up(121, 0);
        world.evaluate(group, 180);
        assertEquals(List.of("pending since 180"), RuleWorld.alerts(group));
    }

    @Test
    void annotationsAndLabelsAreRunAndFailuresStandInThem() throws Exception {
        LiveGroup group =
                rule(
                        """
                        labels: {of: "{{ $labels.job }}"}
                        annotations: {value: "is {{ $value }}", bad: "{{ .Nope }}"}
                        """);
        up(0, 0);
        world.evaluate(group, 60);
        Alert alert = world.sent.get(0);
        assertEquals("a", alert.labels().get("of"));
        assertEquals("is 0", alert.annotations().get("value"));
        String bad = alert.annotations().get("bad");
        assertTrue(
                bad.startsWith("<error expanding template: error executing template __alert_Down:"),
                bad);
    }

    @Test
    void equalLabelsFailTheRule() throws Exception {
        LiveGroup group = rule("labels: {job: same}");
        up(0, 0);
        world.write(UP.with("job", "b"), 0, 0);
        world.evaluate(group, 60);
        assertEquals(
                "vector contains metrics with the same labelset after applying alert labels",
                RuleWorld.last(group, 0).error());
        assertEquals(List.of(), world.stored("ALERTS"));
        assertEquals(List.of(), world.sent());
    }

    @Test
    void overTheLimitAllAreForgottenAndNoSeriesEnds() throws Exception {
        LiveGroup group =
                world.group("groups: [{name: g, limit: 1, rules: [{alert: Down, expr: up == 0}]}]");
        up(0, 0);
        world.evaluate(group, 60);
        world.write(UP.with("job", "b"), 61_000, 0);
        world.evaluate(group, 120);
        assertEquals("exceeded limit of 1 with 2 alerts", RuleWorld.last(group, 0).error());
        assertEquals(List.of(), RuleWorld.alerts(group));
        assertEquals(
                List.of("{alertname=\"Down\", alertstate=\"firing\", job=\"a\"} 1@60"),
                world.stored("ALERTS"));
    }
}
