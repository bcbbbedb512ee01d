package io.gnomon.platform.core.rules.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.rules.RulesView;
import io.gnomon.platform.core.rules.RulesView.Alert;
import io.gnomon.platform.core.rules.RulesView.Alerting;
import io.gnomon.platform.core.rules.RulesView.Evaluation;
import io.gnomon.platform.core.rules.RulesView.Group;
import io.gnomon.platform.core.rules.RulesView.Health;
import io.gnomon.platform.core.rules.RulesView.Recording;
import io.gnomon.platform.core.rules.RulesView.State;
import io.gnomon.platform.testkit.frame.FrameText;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

final class AlertTableTest {
    private static Alerting rule(String name, Evaluation evaluation, State state, Alert... alerts) {
        return new Alerting(
                name,
                "up == 0",
                Duration.ZERO,
                Duration.ZERO,
                Labels.of("severity", "page"),
                Labels.EMPTY,
                state,
                List.of(alerts),
                evaluation);
    }

    private static Alert alert(String instance, State state, long seconds) {
        return new Alert(
                Labels.of("instance", instance),
                Labels.of("summary", instance + " is down"),
                state,
                Instant.ofEpochSecond(seconds),
                null,
                0.5);
    }

    private final RulesView rules =
            () ->
                    List.of(
                            new Group(
                                    "/etc/rules.d/hosts.yml",
                                    "hosts",
                                    Duration.ofMinutes(1),
                                    0,
                                    List.of(
                                            new Recording(
                                                    "a:b", "a", Labels.EMPTY, Evaluation.NONE),
                                            rule("Quiet", Evaluation.NONE, State.INACTIVE),
                                            rule(
                                                    "Broken",
                                                    new Evaluation(
                                                            Health.ERR, "no", Duration.ZERO, null),
                                                    State.UNKNOWN),
                                            rule(
                                                    "Down",
                                                    Evaluation.NONE,
                                                    State.FIRING,
                                                    alert("a", State.PENDING, 5),
                                                    alert("b", State.FIRING, 3))),
                                    Duration.ZERO,
                                    null));

    @Test
    void firingOnesComeFirstAndRulesWithoutAlertsAreThere() {
        assertEquals(
                """
                frame  "alerts" TABLE rows=4
                  Time = 3000 5000 - -
                  state = firing pending inactive error
                  alert = Down Down Quiet Broken
                  folder = hosts.yml hosts.yml hosts.yml hosts.yml
                  group = hosts hosts hosts hosts
                  labels = {instance="b"} {instance="a"} {severity="page"} {severity="page"}
                  summary = b is down a is down\s\s
                  description =   \s
                  value = 0.5 0.5 - -
                """,
                FrameText.of(List.of(new AlertTable(rules).rows(0, 0, 10))));
    }

    @Test
    void noMoreThanTheLimit() {
        assertEquals(1, new AlertTable(rules).rows(0, 0, 1).rows());
    }
}
