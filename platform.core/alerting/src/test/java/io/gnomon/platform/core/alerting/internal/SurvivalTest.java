package io.gnomon.platform.core.alerting.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.platform.core.alerting.Alertmanager.AlertFilter;
import io.gnomon.platform.core.alerting.Alertmanager.PostedAlert;
import io.gnomon.platform.core.alerting.RecurringSilence;
import io.gnomon.platform.core.alerting.internal.state.AlertingTables;
import io.gnomon.platform.core.alerting.internal.state.GroupCommit;
import io.gnomon.spi.channel.Delivery;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a restart keeps; the first server is not told that it ends. */
final class SurvivalTest {
    private static final String YAML =
            """
            global: {resolve_timeout: 5m}
            route: {receiver: ops, group_by: [alertname], group_wait: 30s, group_interval: 5m, repeat_interval: 1h}
            receivers: [{name: ops, %s}]
            """
                    .formatted(Rig.WEBHOOK);

    @TempDir Path folder;
    private final FakeTime time = new FakeTime();
    private final List<GroupCommit> commits = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // set before each test
    private TestDatabase database;

    @BeforeEach
    void open() {
        database = new TestDatabase(folder);
    }

    @AfterEach
    void close() throws SQLException {
        commits.forEach(GroupCommit::close);
        database.close();
    }

    /** A server on the database, on the clock of those before it, whose timers are forgotten. */
    private Rig start() throws InterruptedException {
        time.forget();
        AlertingTables tables = new AlertingTables(database.database().dataSource());
        GroupCommit commit = new GroupCommit(tables, database.database()::flush);
        commits.add(commit);
        return new Rig(time, YAML, commit, tables.read());
    }

    /** Everything is told and written; with a fake clock deliveries are done when it stands. */
    private static void settle(Rig rig) throws InterruptedException {
        rig.alertmanager.post(List.of());
    }

    @Test
    void whatWasToldIsNotToldAgainAndWhatWasNotIs() throws Exception {
        Rig before = start();
        before.channel.answers.add(new Delivery.Delivered(Map.of("thread", "7")));
        before.fire("Told");
        time.advanceSeconds(30);
        assertEquals(1, before.told().size());
        before.fire("Waits");
        settle(before);

        Rig after = start();
        time.advanceSeconds(60);
        assertEquals(List.of("ops first notification: Waits/"), after.told());
        after.resolve("Told");
        time.advanceSeconds(300);
        assertEquals(Map.of("thread", "7"), after.channel.sent.get(0).memory());
        assertEquals(List.of("ops all alerts resolved: /Told"), after.told());
        settle(after);

        Rig last = start();
        time.advanceSeconds(3000);
        assertEquals(List.of(), last.told());
    }

    @Test
    void aResolvedAlertThatNobodyHeardOfIsTold() throws Exception {
        Rig before = start();
        before.fire("Down");
        time.advanceSeconds(30);
        assertEquals(1, before.told().size());
        before.resolve("Down");

        Rig after = start();
        time.advanceSeconds(30);
        assertEquals(List.of("ops all alerts resolved: /Down"), after.told());
    }

    @Test
    void silencesSurvive() throws Exception {
        Rig before = start();
        before.alertmanager.setSilence(before.draft("", "alertname=Down", Duration.ofMinutes(20)));

        Rig after = start();
        after.fire("Down");
        time.advanceSeconds(600);
        assertEquals(List.of(), after.told());
        time.advanceSeconds(900);
        assertEquals(List.of("ops first notification: Down/"), after.told());
    }

    @Test
    void recurringSilencesSurviveWithTheirCurrentSilence() throws Exception {
        Rig before = start();
        String recurring =
                before.alertmanager.setRecurringSilence(
                        RecurringSilence.draft(
                                "",
                                List.of(Matcher.equal("alertname", "Down")),
                                "[{\"times\": [{\"start_time\": \"03:00\", \"end_time\":"
                                        + " \"04:00\"}]}]",
                                "me",
                                "nightly"));
        String silence = before.alertmanager.recurringSilences().get(0).silenceId();
        before.alertmanager.expireSilence(silence);

        Rig after = start();
        assertEquals(recurring, after.alertmanager.recurringSilences().get(0).id());
        time.advanceSeconds(120);
        assertEquals(1, after.alertmanager.silences().size());
        time.advance(Duration.ofDays(1));
        assertEquals(2, after.alertmanager.silences().size());
    }

    @Test
    void whatRanOutWhileTheServerWasAwayFiresOnForAWhile() throws Exception {
        Rig before = start();
        PostedAlert alert = new PostedAlert(Rig.labels("Down"), Labels.EMPTY, null, null, "");
        before.alertmanager.post(List.of(alert));
        time.advanceSeconds(30);
        assertEquals(1, before.told().size());
        settle(before);

        time.forget();
        time.advance(Duration.ofMinutes(20));
        Rig after = start();
        assertEquals(1, after.alertmanager.alerts(AlertFilter.ALL).size());
        time.advanceSeconds(240);
        after.alertmanager.post(List.of(alert));
        time.advanceSeconds(120);
        assertEquals(List.of(), after.told());
        time.advanceSeconds(600);
        assertEquals(List.of("ops all alerts resolved: /Down"), after.told());
    }
}
