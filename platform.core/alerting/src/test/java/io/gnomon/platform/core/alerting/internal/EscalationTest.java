package io.gnomon.platform.core.alerting.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.alerting.Acknowledgement;
import io.gnomon.platform.core.alerting.AlertEvent;
import io.gnomon.platform.core.alerting.AlertHistory.Question;
import io.gnomon.platform.core.alerting.Escalation;
import io.gnomon.platform.core.alerting.internal.state.AlertingTables;
import io.gnomon.platform.core.alerting.internal.state.GroupCommit;
import io.gnomon.platform.core.alerting.internal.state.Journal;
import io.gnomon.platform.core.alerting.internal.state.Stored;
import io.gnomon.platform.core.alerting.internal.state.StoredHistory;
import io.gnomon.platform.core.config.GnomonAlerting;
import io.gnomon.platform.core.config.GnomonAlerting.EscalationChain;
import io.gnomon.platform.core.config.GnomonAlerting.EscalationStep;
import io.gnomon.spi.channel.Delivery;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What nobody acknowledges goes up to the next receivers. */
final class EscalationTest {
    private static final String YAML =
            """
            route: {receiver: ops, group_by: [job], group_wait: 30s, group_interval: 1m, repeat_interval: 12h}
            receivers: [{name: ops, %1$s}, {name: leads, %1$s}, {name: boss, %1$s}]
            """
                    .formatted(Rig.WEBHOOK);

    /** After 15 minutes to leads, after an hour to boss. */
    private static final GnomonAlerting UP =
            Rig.with(
                    List.of(),
                    List.of(
                            new EscalationChain(
                                    "ops",
                                    List.of(
                                            new EscalationStep(
                                                    Duration.ofMinutes(15), List.of("leads")),
                                            new EscalationStep(
                                                    Duration.ofHours(1), List.of("boss"))))));

    private static Rig rig() {
        return rig(new FakeTime(), Journal.NONE, Stored.NOTHING);
    }

    private static Rig rig(FakeTime time, Journal journal, Stored stored) {
        return new Rig(time, YAML, journal, stored, UP);
    }

    private static void minutes(Rig rig, double minutes) {
        rig.time.advanceSeconds((long) (minutes * 60));
    }

    private static String acknowledge(Rig rig, String alert) throws InterruptedException {
        return rig.alertmanager
                .acknowledge(
                        Acknowledgement.draft(
                                List.of(Matcher.equal("alertname", alert)), "me", "on it", null))
                .id();
    }

    @Test
    void eachStepComesWhenNobodyAcknowledgesAndAllHearOfTheEnd() throws Exception {
        Rig rig = rig();
        rig.fire("A");
        minutes(rig, 15);
        assertEquals(List.of("ops first notification: A/"), rig.told());
        minutes(rig, 1);
        assertEquals(List.of("leads first notification: A/"), rig.told());
        minutes(rig, 44);
        assertEquals(List.of(), rig.told());
        minutes(rig, 1);
        assertEquals(List.of("boss first notification: A/"), rig.told());
        rig.resolve("A");
        minutes(rig, 1);
        assertEquals(
                List.of(
                        "ops all alerts resolved: /A",
                        "leads all alerts resolved: /A",
                        "boss all alerts resolved: /A"),
                rig.told());
        assertEquals(List.of(), rig.alertmanager.escalations());
    }

    @Test
    void whatIsAcknowledgedGoesNoFurtherAndGoesOnWhenThatIsTakenBack() throws Exception {
        Rig rig = rig();
        rig.fire("A");
        rig.fire("B");
        minutes(rig, 1);
        rig.told();
        acknowledge(rig, "A");
        minutes(rig, 16);
        assertEquals(List.of("leads first notification: B/"), rig.told());
        String id = acknowledge(rig, "B");
        minutes(rig, 120);
        assertEquals(List.of(), rig.told());
        rig.alertmanager.withdraw(id);
        minutes(rig, 1);
        assertEquals(List.of("boss first notification: B/"), rig.told());
    }

    @Test
    void whoKnowsOfAnAcknowledgedAlertHearsOfItsEndOnly() throws Exception {
        Rig rig = rig();
        rig.fire("A");
        minutes(rig, 17);
        assertEquals(
                List.of("ops first notification: A/", "leads first notification: A/"), rig.told());
        acknowledge(rig, "A");
        minutes(rig, 13 * 60);
        assertEquals(List.of(), rig.told());
        rig.resolve("A");
        minutes(rig, 1);
        assertEquals(
                List.of("ops all alerts resolved: /A", "leads all alerts resolved: /A"),
                rig.told());
    }

    @Test
    void oneThatFiresAgainAfterItsEndWasToldBeginsAnew() throws Exception {
        Rig rig = rig();
        rig.fire("A");
        minutes(rig, 17);
        rig.resolve("A");
        minutes(rig, 2);
        rig.told();
        rig.fire("A");
        minutes(rig, 15);
        assertEquals(List.of("ops first notification: A/"), rig.told());
        minutes(rig, 1);
        assertEquals(List.of("leads first notification: A/"), rig.told());
    }

    @Test
    void oneThatFiresAgainBeforeItsEndWasToldWaitsAnewButIsNotForgotten() throws Exception {
        Rig rig = rig();
        rig.fire("A");
        minutes(rig, 59);
        rig.told();
        rig.resolve("A");
        rig.time.advanceSeconds(1);
        rig.fire("A");
        minutes(rig, 58);
        assertEquals(List.of(), rig.told());
        minutes(rig, 3);
        assertEquals(List.of("boss first notification: A/"), rig.told());
        rig.resolve("A");
        minutes(rig, 1);
        assertEquals(3, rig.told().size());
    }

    @Test
    void whatIsSilencedWaitsAnew() throws Exception {
        Rig rig = rig();
        rig.fire("A");
        minutes(rig, 10);
        rig.alertmanager.setSilence(rig.draft("", "alertname=A", Duration.ofMinutes(10)));
        minutes(rig, 10);
        rig.told();
        minutes(rig, 15);
        assertEquals(List.of(), rig.told());
        minutes(rig, 2);
        assertEquals(List.of("leads first notification: A/"), rig.told());
    }

    @Test
    void aReceiverThatCannotBeReachedIsNoReasonToWait() throws Exception {
        Rig rig = rig();
        for (int i = 0; i < 1000; i++) {
            rig.channel.answers.add(new Delivery.Retry("down"));
        }
        rig.fire("A");
        minutes(rig, 15);
        rig.channel.answers.clear();
        minutes(rig, 3);
        assertTrue(rig.told().contains("leads first notification: A/"));
    }

    @Test
    void thisIsVisible(@TempDir Path folder) throws Exception {
        try (TestDatabase database = new TestDatabase(folder)) {
            AlertingTables tables = new AlertingTables(database.database().dataSource());
            try (GroupCommit commit = new GroupCommit(tables, database.database()::flush)) {
                Rig rig = rig(new FakeTime(), commit, tables.read());
                rig.fire("A");
                minutes(rig, 1);
                Escalation waits = rig.alertmanager.escalations().get(0);
                assertEquals("ops", waits.receiver());
                assertEquals(List.of(), waits.told());
                assertEquals(List.of("leads"), waits.next());
                assertEquals(waits.since().plus(Duration.ofMinutes(15)), waits.nextAt());
                minutes(rig, 20);
                assertEquals(List.of("leads"), rig.alertmanager.escalations().get(0).told());
                assertEquals(List.of("boss"), rig.alertmanager.escalations().get(0).next());
                acknowledge(rig, "A");
                assertTrue(rig.alertmanager.escalations().get(0).acknowledged());
                assertEquals(List.of(), rig.alertmanager.escalations().get(0).next());
            }
            List<AlertEvent> events =
                    new StoredHistory(database.database().dataSource())
                            .events(Question.newest(100, labels -> true)).events().stream()
                                    .filter(event -> event.kind() == AlertEvent.Kind.ESCALATED)
                                    .toList();
            assertEquals(1, events.size());
            assertEquals("ops", events.get(0).receiver());
            assertEquals("leads", events.get(0).detail());
        }
    }

    /** The first server is not told that it ends, and the second one comes late. */
    @Test
    void waitingGoesOnOverARestart(@TempDir Path folder) throws Exception {
        try (TestDatabase database = new TestDatabase(folder)) {
            AlertingTables tables = new AlertingTables(database.database().dataSource());
            FakeTime time = new FakeTime();
            try (GroupCommit first = new GroupCommit(tables, database.database()::flush);
                    GroupCommit second = new GroupCommit(tables, database.database()::flush);
                    GroupCommit third = new GroupCommit(tables, database.database()::flush)) {
                Rig rig = rig(time, first, tables.read());
                rig.fire("A");
                minutes(rig, 10);
                assertEquals(List.of("ops first notification: A/"), rig.told());
                rig.alertmanager.post(List.of());

                time.forget();
                Rig after = rig(time, second, tables.read());
                minutes(after, 5);
                assertEquals(List.of(), after.told());
                minutes(after, 2);
                assertEquals(List.of("leads first notification: A/"), after.told());

                time.forget();
                time.advance(Duration.ofMinutes(50));
                Rig last = rig(time, third, tables.read());
                minutes(last, 1);
                assertEquals(List.of("boss first notification: A/"), last.told());
                last.resolve("A");
                minutes(last, 2);
                assertEquals(3, last.told().size());
                last.alertmanager.post(List.of());
                assertEquals(List.of(), tables.read().climbs());
            }
        }
    }

    @Test
    void anAlertOfTwoGroupsThatGoUpToTheSameReceiverIsToldFromBoth() throws Exception {
        Rig rig =
                new Rig(
                        new FakeTime(),
                        """
                        route:
                          receiver: ops
                          group_by: [job]
                          group_wait: 30s
                          group_interval: 1m
                          repeat_interval: 12h
                          routes:
                            - {receiver: ops, matchers: [alertname="A"], continue: true}
                            - {receiver: leads, matchers: [alertname="A"]}
                        receivers: [{name: ops, %1$s}, {name: leads, %1$s}, {name: boss, %1$s}]
                        """
                                .formatted(Rig.WEBHOOK),
                        Journal.NONE,
                        Stored.NOTHING,
                        UP);
        rig.fire("A");
        minutes(rig, 1);
        assertEquals(
                List.of("leads first notification: A/", "ops first notification: A/"),
                rig.told().stream().sorted().toList());
        minutes(rig, 16);
        assertEquals(List.of("leads first notification: A/"), rig.told());
        minutes(rig, 30);
        assertEquals(List.of(), rig.told());
    }
}
