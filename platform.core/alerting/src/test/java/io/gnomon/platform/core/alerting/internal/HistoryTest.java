package io.gnomon.platform.core.alerting.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.AlertEvent;
import io.gnomon.platform.core.alerting.AlertEvent.Result;
import io.gnomon.platform.core.alerting.AlertEvent.Told;
import io.gnomon.platform.core.alerting.AlertHistory.Page;
import io.gnomon.platform.core.alerting.AlertHistory.Question;
import io.gnomon.platform.core.alerting.Alertmanager.PostedAlert;
import io.gnomon.platform.core.alerting.internal.history.History;
import io.gnomon.platform.core.alerting.internal.state.AlertingTables;
import io.gnomon.platform.core.alerting.internal.state.GroupCommit;
import io.gnomon.platform.core.alerting.internal.state.StoredHistory;
import io.gnomon.spi.channel.Delivery;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The history of alerts, from what happens to what is read from the database. */
final class HistoryTest {
    private static final String YAML =
            """
            global: {resolve_timeout: 5m}
            route:
              receiver: ops
              group_by: [alertname]
              group_wait: 30s
              group_interval: 5m
              repeat_interval: 1h
              routes: [{matchers: [night="yes"], receiver: ops, mute_time_intervals: [early]}]
            inhibit_rules: [{source_matchers: [alertname="Down"], target_matchers: [alertname="NoData"]}]
            time_intervals: [{name: early, time_intervals: [{times: [{start_time: '00:00', end_time: '04:00'}]}]}]
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

    private Rig start() {
        time.forget();
        AlertingTables tables = new AlertingTables(database.database().dataSource());
        GroupCommit commit = new GroupCommit(tables, database.database()::flush);
        commits.add(commit);
        return new Rig(time, YAML, commit, tables.read());
    }

    private StoredHistory table() {
        return new StoredHistory(database.database().dataSource());
    }

    /** All events, oldest first. */
    private List<AlertEvent> events() throws InterruptedException {
        for (GroupCommit commit : commits) {
            commit.saved();
        }
        return table().events(Question.newest(1000, labels -> true)).events().reversed();
    }

    private List<String> texts() throws InterruptedException {
        return events().stream().map(HistoryTest::text).toList();
    }

    private static String text(AlertEvent event) {
        Told told = event.told();
        String subject = event.labels().get("alertname");
        if (told == null) {
            return event.kind() + " " + subject;
        }
        return "%s %s %d/%d: %s, %s after %d"
                .formatted(
                        event.receiver(),
                        subject,
                        told.firing(),
                        told.resolved(),
                        event.detail(),
                        told.result(),
                        told.attempts());
    }

    @Test
    void firingTellingAndResolvingAreNoted() throws Exception {
        Rig rig = start();
        Instant begin = time.instant();
        rig.fire("A");
        rig.fire("A");
        time.advanceSeconds(30);
        rig.resolve("A");
        time.advanceSeconds(300);
        assertEquals(
                List.of(
                        "FIRED A",
                        "ops A 1/0: first notification, DELIVERED after 1",
                        "RESOLVED A",
                        "ops A 0/1: all alerts resolved, DELIVERED after 1"),
                texts());
        List<AlertEvent> events = events();
        assertEquals(begin, events.get(0).at());
        assertEquals(begin.toString(), events.get(0).detail());
        assertEquals(begin.plusSeconds(30), events.get(2).at());
        assertEquals(List.of(Rig.labels("A").stableHash()), events.get(1).fingerprints());
        assertTrue(events.get(1).groupKey().contains("alertname=\"A\""));
    }

    @Test
    void anEndThatNobodySaidIsNotedWhenItIsNoticed() throws Exception {
        Rig rig = start();
        PostedAlert alert = new PostedAlert(Rig.labels("A"), Labels.EMPTY, null, null, "");
        rig.alertmanager.post(List.of(alert));
        time.advanceSeconds(3600);
        assertEquals(
                List.of(
                        "FIRED A",
                        "ops A 1/0: first notification, DELIVERED after 1",
                        "RESOLVED A",
                        "ops A 0/1: all alerts resolved, DELIVERED after 1"),
                texts());
        rig.alertmanager.post(List.of(alert));
        assertEquals("FIRED A", texts().get(4));
    }

    @Test
    void notificationsThatNobodyGotAreNotedWithTheReason() throws Exception {
        Rig rig = start();
        rig.channel.answers.add(new Delivery.Retry("busy"));
        rig.channel.answers.add(new Delivery.Delivered());
        rig.fire("A");
        time.advanceSeconds(60);
        rig.channel.answers.add(new Delivery.Refused("no such room"));
        rig.fire("B");
        time.advanceSeconds(60);
        assertEquals(
                List.of(
                        "FIRED A",
                        "ops A 1/0: first notification, DELIVERED after 2",
                        "FIRED B",
                        "ops B 1/0: first notification, REFUSED after 1"),
                texts());
        Told late = told(events().get(1));
        assertEquals("busy", late.problem());
        assertTrue(late.took().compareTo(Duration.ZERO) > 0);
        assertEquals("no such room", told(events().get(3)).problem());
    }

    private static Told told(AlertEvent event) {
        return Objects.requireNonNull(event.told());
    }

    @Test
    void whatIsNotDeliveredInTimeIsNoted() throws Exception {
        Rig rig = start();
        for (int i = 0; i < 100; i++) {
            rig.channel.answers.add(new Delivery.Retry("busy"));
        }
        rig.fire("A");
        time.advanceSeconds(30 + 400);
        AlertEvent end = events().get(1);
        Told told = told(end);
        assertEquals(Result.GIVEN_UP, told.result());
        assertEquals("busy", told.problem());
        assertEquals("first notification", end.detail());
        assertTrue(told.attempts() > 5, told.toString());
    }

    @Test
    void suppressionIsNotedWhenItChangesAlsoOverARestart() throws Exception {
        Rig rig = start();
        String silence =
                rig.alertmanager.setSilence(rig.draft("", "alertname=B", Duration.ofHours(9)));
        rig.fire("Down");
        rig.fire("NoData");
        rig.fire("B");
        time.advanceSeconds(630);
        List<String> quiet =
                List.of("FIRED Down", "FIRED NoData", "FIRED B", "INHIBITED NoData", "SILENCED B");
        assertEquals(quiet, texts().stream().filter(text -> !text.startsWith("ops")).toList());
        assertEquals(
                silence,
                events().stream()
                        .filter(event -> event.kind() == AlertEvent.Kind.SILENCED)
                        .findFirst()
                        .orElseThrow()
                        .detail());
        int before = events().size();

        Rig after = start();
        time.advanceSeconds(630);
        assertEquals(before, events().size());
        after.alertmanager.expireSilence(silence);
        after.resolve("Down");
        time.advanceSeconds(300);
        List<String> rest = texts().subList(before, texts().size());
        assertEquals(
                List.of("RELEASED B", "RELEASED NoData", "RESOLVED Down"),
                rest.stream().filter(text -> !text.startsWith("ops")).sorted().toList());
    }

    @Test
    void mutingIsNotedPerGroup() throws Exception {
        Rig rig = start(); // 03:04:05
        rig.fire("A", "night", "yes");
        time.advanceSeconds(3660);
        assertEquals(
                List.of(
                        "FIRED A",
                        "MUTED A",
                        "UNMUTED A",
                        "ops A 1/0: first notification, DELIVERED after 1"),
                texts());
        AlertEvent muted = events().get(1);
        assertEquals("early", muted.detail());
        assertEquals("ops", muted.receiver());
    }

    @Test
    void aRestartForgetsNothingAndNotesNothingTwice() throws Exception {
        Rig before = start();
        before.fire("A");
        time.advanceSeconds(30);
        List<String> noted = texts();

        Rig after = start();
        time.advanceSeconds(60);
        assertEquals(noted, texts());
        after.resolve("A");
        assertEquals("RESOLVED A", texts().get(2));
    }

    @Test
    void pagesGoBackInTimeAndOldEventsGo() throws Exception {
        Rig rig = start();
        for (int i = 0; i < 5; i++) {
            rig.fire("A" + i);
            time.advance(Duration.ofMillis(1));
        }
        List<AlertEvent> all = events();
        Page first = table().events(new Question(0, Long.MAX_VALUE, 2, event -> true));
        assertEquals(List.of(all.get(4), all.get(3)), first.events());
        Page second = table().events(new Question(0, first.next(), 2, event -> true));
        assertEquals(List.of(all.get(2), all.get(1)), second.events());
        Page last = table().events(new Question(0, second.next(), 2, event -> true));
        assertEquals(new Page(List.of(all.get(0)), 0), last);
        assertEquals(
                new Page(List.of(all.get(1)), 0),
                table().events(
                                new Question(
                                        AlertEvent.firstId(all.get(1).at()),
                                        AlertEvent.firstId(all.get(2).at()),
                                        9,
                                        event -> true)));

        assertEquals(0, table().oldestOf(5));
        assertEquals(all.get(3).id(), table().oldestOf(2));
        GroupCommit commit = commits.get(0);
        new History(time, commit, () -> table().oldestOf(2)).trim();
        assertEquals(List.of(all.get(3), all.get(4)), events());
    }
}
