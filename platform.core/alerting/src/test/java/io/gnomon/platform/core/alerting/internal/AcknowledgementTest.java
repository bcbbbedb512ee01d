package io.gnomon.platform.core.alerting.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.alerting.Acknowledgement;
import io.gnomon.platform.core.alerting.internal.state.AlertingTables;
import io.gnomon.platform.core.alerting.internal.state.GroupCommit;
import io.gnomon.platform.core.alerting.internal.state.Journal;
import io.gnomon.platform.core.alerting.internal.state.Stored;
import io.gnomon.platform.core.config.GnomonAlerting.GrowingRepeat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is acknowledged is not repeated; repeats that become rarer. */
final class AcknowledgementTest {
    private static final String YAML =
            """
            route: {receiver: ops, group_by: [job], group_wait: 30s, group_interval: 5m, repeat_interval: 1h}
            receivers: [{name: ops, %s}]
            """
                    .formatted(Rig.WEBHOOK);

    private static Acknowledgement of(String alert) {
        return Acknowledgement.draft(
                List.of(Matcher.equal("alertname", alert)), "me", "on it", null);
    }

    @Test
    void whatIsAcknowledgedIsNotRepeatedUntilThatEnds() throws Exception {
        Rig rig = new Rig(YAML);
        rig.fire("A");
        time(rig, 60);
        assertEquals(List.of("ops first notification: A/"), rig.told());
        String id = rig.alertmanager.acknowledge(of("A")).id();
        time(rig, 4 * 3600);
        assertEquals(List.of(), rig.told());
        assertTrue(rig.alertmanager.withdraw(id));
        assertFalse(rig.alertmanager.withdraw(id));
        time(rig, 300);
        assertEquals(List.of("ops repeat interval elapsed: A/"), rig.told());
    }

    @Test
    void othersOfTheGroupAreRepeatedAndWhatIsNewOrOverIsTold() throws Exception {
        Rig rig = new Rig(YAML);
        rig.fire("A");
        rig.fire("B");
        time(rig, 60);
        rig.told();
        rig.alertmanager.acknowledge(of("A"));
        time(rig, 3900);
        assertEquals(List.of("ops repeat interval elapsed: B/"), rig.told());
        rig.fire("C");
        time(rig, 300);
        assertEquals(List.of("ops new alerts added: A,B,C/"), rig.told());
        rig.resolve("A");
        time(rig, 300);
        assertEquals(List.of("ops some alerts resolved: B,C/A"), rig.told());
        assertEquals(List.of(), rig.alertmanager.acknowledgements());
    }

    @Test
    void anAlertThatFiresAgainIsAnotherOne() throws Exception {
        Rig rig = new Rig(YAML);
        rig.fire("A");
        time(rig, 60);
        rig.alertmanager.acknowledge(of("A"));
        assertEquals(1, rig.alertmanager.acknowledgements().size());
        rig.resolve("A");
        time(rig, 1);
        rig.fire("A");
        assertEquals(List.of(), rig.alertmanager.acknowledgements());
        rig.told();
        time(rig, 3900);
        assertTrue(rig.told().contains("ops repeat interval elapsed: A/"));
    }

    @Test
    void oneWithAnEndEnds() throws Exception {
        Rig rig = new Rig(YAML);
        rig.fire("A");
        time(rig, 60);
        rig.told();
        Instant until = rig.time.instant().plusSeconds(7200);
        rig.alertmanager.acknowledge(
                Acknowledgement.draft(List.of(Matcher.equal("alertname", "A")), "me", "", until));
        time(rig, 7100);
        assertEquals(List.of(), rig.told());
        time(rig, 400);
        assertEquals(List.of("ops repeat interval elapsed: A/"), rig.told());
    }

    @Test
    void whatAnotherServerSendsIsTakenWhileItsAlertFires() throws Exception {
        Rig rig = new Rig(YAML);
        rig.fire("A");
        time(rig, 60);
        Acknowledgement given = rig.alertmanager.acknowledge(of("A"));
        SharedState shared = rig.alertmanager.shared(Journal.NONE);
        shared.merge(given.endedAt(rig.time.instant()));
        assertEquals(List.of(), ids(rig));
        shared.merge(given);
        assertEquals(List.of(), ids(rig), "what has ended stays so");
        assertEquals(1, shared.acknowledgements().size());
        rig.resolve("A");
        time(rig, 2 * 3600);
        assertEquals(List.of(), shared.acknowledgements());
        shared.merge(given);
        assertEquals(List.of(), shared.acknowledgements(), "it was forgotten");
    }

    @Test
    void nothingToAcknowledgeIsSaid() {
        Rig rig = new Rig(YAML);
        assertEquals(
                "no alert that fires matches",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> rig.alertmanager.acknowledge(of("A")))
                        .getMessage());
    }

    @Test
    void repeatsBecomeRarer() throws Exception {
        Rig rig =
                new Rig(
                        new FakeTime(),
                        YAML,
                        Journal.NONE,
                        Stored.NOTHING,
                        Rig.with(
                                List.of(new GrowingRepeat("ops", 2, Duration.ofHours(4))),
                                List.of()));
        rig.fire("A");
        List<Long> hours = new ArrayList<>();
        Instant start = rig.time.instant();
        for (int minute = 0; minute < 20 * 60; minute++) {
            time(rig, 60);
            rig.told()
                    .forEach(text ->
                            hours.add(Duration.between(start, rig.time.instant()).toHours()));
        }
        assertEquals(List.of(0L, 1L, 3L, 7L, 11L, 15L, 19L), hours);
        rig.fire("B");
        time(rig, 300);
        assertEquals(List.of("ops new alerts added: A,B/"), rig.told());
        time(rig, 3900);
        assertEquals(List.of("ops repeat interval elapsed: A,B/"), rig.told());
    }

    @Test
    void bothSurviveARestart(@TempDir Path folder) throws Exception {
        try (TestDatabase database = new TestDatabase(folder)) {
            AlertingTables tables = new AlertingTables(database.database().dataSource());
            FakeTime time = new FakeTime();
            Stored stored;
            Acknowledgement given;
            try (GroupCommit commit = new GroupCommit(tables, database.database()::flush)) {
                Rig rig = new Rig(time, YAML, commit, tables.read());
                rig.fire("A");
                time(rig, 4000);
                assertEquals(2, rig.told().size());
                given = rig.alertmanager.acknowledge(of("A"));
                stored = tables.read();
            }
            assertEquals(1, stored.log().get(0).repeats());
            time.forget();
            Rig after = new Rig(time, YAML, Journal.NONE, stored);
            assertEquals(List.of(given.id()), ids(after));
            time(after, 4 * 3600);
            assertEquals(List.of(), after.told());
        }
    }

    private static List<String> ids(Rig rig) {
        return rig.alertmanager.acknowledgements().stream().map(Acknowledgement::id).toList();
    }

    private static void time(Rig rig, long seconds) {
        rig.time.advanceSeconds(seconds);
    }
}
