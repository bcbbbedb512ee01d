package io.gnomon.platform.core.rules.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.rules.RuleGroup;
import io.gnomon.platform.core.rules.RulesView.Alerting;
import io.gnomon.platform.core.rules.RulesView.Health;
import io.gnomon.platform.core.rules.RulesView.State;
import io.gnomon.platform.core.rules.internal.evaluation.GroupFigures;
import io.gnomon.platform.core.rules.internal.evaluation.LiveGroup;
import io.gnomon.platform.core.rules.internal.evaluation.RuleWorld;
import io.gnomon.platform.testkit.PeerData;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of Prometheus's alert generator compliance suite on its groups' cases, held against its
 * specification ({@code compliance/alert-generator} of the test data): states, series, what is sent
 * when, and the templates. Evaluated every 30 s from 0 on.
 */
class ComplianceTest {
    private static final String METRIC = "alert_generator_test_suite";

    private final RuleWorld world = new RuleWorld();

    /** What was sent: at which second, which alert. */
    private record Sent(long second, Alert alert) {
        String text() {
            return second
                    + ": "
                    + alert.startsAt().getEpochSecond()
                    + ".."
                    + alert.endsAt().getEpochSecond();
        }
    }

    private final List<Sent> sent = new ArrayList<>();

    private LiveGroup group(String name) throws Exception {
        String yaml = Files.readString(PeerData.folder("compliance/alert-generator/rules.yaml"));
        RuleGroup definition =
                world.file(yaml).groups().stream()
                        .filter(group -> group.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        return new LiveGroup(
                "rules.yaml",
                definition,
                Duration.ofMinutes(1),
                world.surroundings(),
                new GroupFigures(new GroupFigures.Shared()),
                false);
    }

    private void write(String group, String alert, long second, double value, String... more) {
        Labels.Builder labels =
                Labels.of("__name__", METRIC, "rulegroup", group, "alertname", alert).toBuilder();
        for (int i = 0; i < more.length; i += 2) {
            labels.set(more[i], more[i + 1]);
        }
        world.write(labels.build(), second * 1000, value);
    }

    private void evaluate(LiveGroup group, long second) {
        world.nowMillis = second * 1000;
        group.evaluate(second * 1000);
        world.sent.forEach(alert -> sent.add(new Sent(second, alert)));
        world.sent.clear();
    }

    private static Alerting rule(LiveGroup group, int index) {
        Alerting rule = (Alerting) group.view().rules().get(index);
        assertEquals(Health.OK, rule.evaluation().health(), rule.evaluation().error());
        return rule;
    }

    private List<String> sent(String alert) {
        return sent.stream()
                .filter(s -> s.alert().labels().get("alertname").equals(alert))
                .map(Sent::text)
                .toList();
    }

    @Test
    void pendingThenFiringThenResolved() throws Exception {
        String name = "PendingAndFiringAndResolved";
        String alert = name + "_SimpleAlert";
        LiveGroup group = group(name);
        for (long second = 0; second <= 1020; second += 30) {
            write(name, alert, second, second >= 60 && second < 720 ? 15 : 5);
            evaluate(group, second);
            State state = rule(group, 0).state();
            assertEquals(
                    second >= 720 || second < 60
                            ? State.INACTIVE
                            : second < 420 ? State.PENDING : State.FIRING,
                    state,
                    "at " + second);
        }
        List<String> all = sent(alert);
        assertEquals(
                List.of("420: 420..660", "510: 420..750", "600: 420..840", "690: 420..930"),
                all.subList(0, 4));
        assertEquals(
                List.of("720: 420..720", "810: 420..720", "900: 420..720", "990: 420..720"),
                all.subList(4, all.size()));
        Alert first = sent.get(0).alert();
        assertEquals(
                Labels.of("alertname", alert, "foo", "bar", "rulegroup", name), first.labels());
        assertEquals(
                Labels.of("description", "SimpleAlert is firing", "summary", "The value is 15 15"),
                first.annotations());
        List<String> series = world.stored("ALERTS");
        assertTrue(series.get(0).contains(" 1@690 stale@720"), series.get(0));
        assertTrue(series.get(1).contains(" 1@390 stale@420"), series.get(1));
    }

    @Test
    void laterRulesSeeTheAlertsOfTheSameEvaluation() throws Exception {
        String name = "NewAlerts_OrderCheck";
        LiveGroup group = group(name);
        for (long second = 0; second <= 240; second += 30) {
            for (String variant : List.of("one", "two")) {
                write(name, name + "_Rule1", second, second >= 30 ? 15 : 5, "variant", variant);
            }
            evaluate(group, second);
            long firing =
                    rule(group, 0).alerts().stream().filter(a -> a.state() == State.FIRING).count();
            assertEquals(second >= 210 ? 2 : 0, firing, "at " + second);
            assertEquals(second >= 210 ? 1 : 0, rule(group, 1).alerts().size(), "at " + second);
        }
        Alert second = sent.get(sent.size() - 1).alert();
        assertEquals(
                Labels.of(
                        "alertname", name + "_Rule2",
                        "ba_dum", "tss",
                        "foo", "baz",
                        "rulegroup", name,
                        "alertstate", "firing"),
                second.labels());
        assertEquals(
                "Based on ALERTS. Old alertname was NewAlerts_OrderCheck_Rule1. foo was bar.",
                second.annotations().get("description"));
    }

    @Test
    void whatNeverFiresIsNeverSent() throws Exception {
        String name = "PendingAndResolved_AlwaysInactive";
        LiveGroup group = group(name);
        for (long second = 0; second <= 300; second += 30) {
            write(name, name + "_PendingAlert", second, second >= 60 && second < 180 ? 15 : 5);
            write(name, name + "_InactiveAlert", second, 15);
            evaluate(group, second);
            assertEquals(
                    second >= 60 && second < 180 ? State.PENDING : State.INACTIVE,
                    rule(group, 0).state());
            assertEquals(State.INACTIVE, rule(group, 1).state());
        }
        assertEquals(List.of(), sent);
        assertEquals(1, world.stored("ALERTS").size());
    }

    @Test
    void zeroAndSmallFor() throws Exception {
        String name = "ZeroFor_SmallFor";
        LiveGroup group = group(name);
        for (long second = 0; second <= 60; second += 30) {
            write(name, name + "_ZeroFor", second, second >= 30 ? 15 : 5);
            write(name, name + "_SmallFor", second, second >= 30 ? 15 : 5);
            for (String id : List.of("2", "1")) {
                write(name, "", second, 10 * Integer.parseInt(id), "for", "template", "id", id);
            }
            evaluate(group, second);
        }
        assertEquals(List.of("30: 30..270"), sent(name + "_ZeroFor"));
        assertEquals(List.of("60: 60..300"), sent(name + "_SmallFor"));
        Labels zero = sent.get(0).alert().annotations();
        assertEquals(
                "Args are: foo bar 99. first_id:1,1:10,2:20,", zero.get("template_query_test"));
        assertEquals(
                "1.049M 1Mi 2m 15s 95.9% 2022-01-25 12:36:43 +0000 UTC", zero.get("template_test"));
        assertEquals(
                "This Part IS TESTING the strings. ::1 127.0.0.1. 7815. replaced text. .",
                sent.get(1).alert().annotations().get("template_test"));
    }
}
