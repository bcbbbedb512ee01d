package io.gnomon.platform.core.rules.internal.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Restart and reload. */
class ReloadTest {
    private static final Labels UP = Labels.of("__name__", "up", "job", "a");
    private static final String DOWN =
            "groups: [{name: g, rules: [{alert: Down, expr: up == 0, for: %s}]}]";

    private final RuleWorld world = new RuleWorld();

    /** Down from 0 on, evaluated until it is away. */
    private void downUntil(String holdFor, long seconds) throws Exception {
        LiveGroup before = world.group(DOWN.formatted(holdFor));
        for (long at = 60; at <= seconds; at += 60) {
            world.write(UP, at * 1000 - 1, 0);
            world.evaluate(before, at);
        }
    }

    private LiveGroup startedAgainAt(String holdFor, long seconds) throws Exception {
        LiveGroup group = world.group(DOWN.formatted(holdFor), true);
        for (long at = seconds; at <= seconds + 60; at += 60) {
            world.write(UP, at * 1000 - 1, 0);
            world.evaluate(group, at);
        }
        return group;
    }

    @Test
    void theTimeOfAnOutageDoesNotCount() throws Exception {
        downUntil("30m", 600);
        // Pending for 540 s when it went away for 1140 s.
        LiveGroup group = startedAgainAt("30m", 1680);
        assertEquals(List.of("pending since " + (60 + 1140)), RuleWorld.alerts(group));
    }

    @Test
    void nothingIsStoredBeforeItIsRestored() throws Exception {
        downUntil("30m", 600);
        LiveGroup group = startedAgainAt("30m", 1680);
        assertTrue(world.stored("ALERTS").get(0).endsWith(" 1@600"));
        world.write(UP, 1799_000, 0);
        world.evaluate(group, 1800);
        assertTrue(world.stored("ALERTS").get(0).endsWith(" 1@600 1@1800"));
        assertTrue(world.stored("ALERTS_FOR_STATE").get(0).endsWith(" 60@600 1200@1800"));
    }

    @Test
    void atLeastTheGracePeriodIsWaited() throws Exception {
        downUntil("15m", 600);
        // 360 s were left, less than the ten minutes.
        LiveGroup group = startedAgainAt("15m", 1200);
        assertEquals(List.of("pending since " + (1260 + 600 - 900)), RuleWorld.alerts(group));
    }

    @Test
    void whatFiredFiresAgain() throws Exception {
        downUntil("10m", 900);
        LiveGroup group = startedAgainAt("10m", 1200);
        assertEquals(List.of("pending since 60"), RuleWorld.alerts(group));
        world.write(UP, 1319_000, 0);
        world.evaluate(group, 1320);
        assertEquals(List.of("firing since 60"), RuleWorld.alerts(group));
    }

    @Test
    void shortForsAndLongOutagesBeginAgain() throws Exception {
        downUntil("5m", 180);
        assertEquals(List.of("pending since 600"), RuleWorld.alerts(startedAgainAt("5m", 600)));
    }

    @Test
    void longOutagesBeginAgain() throws Exception {
        downUntil("30m", 600);
        assertEquals(List.of("pending since 4800"), RuleWorld.alerts(startedAgainAt("30m", 4800)));
    }

    @Test
    void aChangedGroupTakesTheAlertsOfItsRulesAlong() throws Exception {
        LiveGroup before = world.group(DOWN.formatted("5m"));
        world.write(UP, 59_000, 0);
        world.evaluate(before, 60);
        LiveGroup after = world.group(DOWN.formatted("2m"));
        assertFalse(after.sameAs(before));
        after.inherit(before);
        world.evaluate(after, 180);
        assertEquals(List.of("firing since 60"), RuleWorld.alerts(after));
        assertEquals(
                List.of("{alertname=\"Down\", job=\"a\"} 60@60 60@180"),
                world.stored("ALERTS_FOR_STATE"));
    }

    @Test
    void seriesOfRulesThatAreGoneEndWithTheNextEvaluation() throws Exception {
        LiveGroup before =
                world.group(
                        "groups: [{name: g, rules: [{record: a, expr: up}, {record: b, expr:"
                                + " up}]}]");
        world.write(UP, 0, 1);
        world.evaluate(before, 60);
        LiveGroup after = world.group("groups: [{name: g, rules: [{record: b, expr: up}]}]");
        after.inherit(before);
        world.evaluate(after, 120);
        assertEquals(List.of("{job=\"a\"} 1@60 stale@120"), world.stored("a"));
        assertEquals(List.of("{job=\"a\"} 1@60 1@120"), world.stored("b"));
    }

    @Test
    void aGroupThatIsGoneEndsItsSeries() throws Exception {
        LiveGroup group = world.group("groups: [{name: g, rules: [{record: a, expr: up}]}]");
        world.write(UP, 0, 1);
        world.evaluate(group, 60);
        group.stop();
        group.end(90_000);
        assertEquals(List.of("{job=\"a\"} 1@60 stale@90"), world.stored("a"));
    }

    @Test
    void onlyWhatIsWrittenCountsNotWhereItStands() throws Exception {
        LiveGroup one = world.group("groups: [{name: g, rules: [{record: a, expr: up}]}]");
        LiveGroup moved = world.group("\n\ngroups: [{name: g, rules: [{record: a, expr: up}]}]");
        LiveGroup other = world.group("groups: [{name: g, rules: [{record: a, expr: up + 1}]}]");
        assertTrue(one.sameAs(moved));
        assertFalse(one.sameAs(other));
    }
}
