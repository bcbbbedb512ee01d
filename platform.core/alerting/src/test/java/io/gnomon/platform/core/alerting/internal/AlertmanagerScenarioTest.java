package io.gnomon.platform.core.alerting.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.alerting.Alertmanager.AlertFilter;
import io.gnomon.platform.core.alerting.Alertmanager.AlertGroup;
import io.gnomon.platform.core.alerting.Alertmanager.AlertView;
import io.gnomon.platform.core.alerting.Alertmanager.PostedAlert;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.channel.Notification;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** From alerts to notifications, on a clock of its own. */
final class AlertmanagerScenarioTest {
    private static final String ONE =
            """
            route: {receiver: ops, group_by: [alertname], group_wait: 30s, group_interval: 5m, repeat_interval: 1h}
            receivers: [{name: ops, %s}]
            """
                    .formatted(Rig.WEBHOOK);

    @Test
    void aGroupIsToldAfterItsWaitAndAgainWhenItChanges() throws Exception {
        Rig rig = new Rig(ONE);
        rig.fire("Down", "i", "1");
        rig.time.advanceSeconds(10);
        rig.fire("Down", "i", "2");
        assertEquals(List.of(), rig.told());
        rig.time.advanceSeconds(20);
        assertEquals(List.of("ops first notification: Down1,Down2/"), rig.told());

        rig.time.advanceSeconds(60);
        rig.fire("Down", "i", "3");
        rig.time.advanceSeconds(240);
        assertEquals(List.of("ops new alerts added: Down1,Down2,Down3/"), rig.told());

        rig.resolve("Down", "i", "1");
        rig.time.advanceSeconds(300);
        assertEquals(List.of("ops some alerts resolved: Down2,Down3/Down1"), rig.told());

        rig.resolve("Down", "i", "2");
        rig.resolve("Down", "i", "3");
        rig.time.advanceSeconds(300);
        assertEquals(List.of("ops all alerts resolved: /Down2,Down3"), rig.told());
        rig.time.advance(Duration.ofHours(3));
        assertEquals(List.of(), rig.told());
        assertEquals(List.of(), rig.alertmanager.groups(AlertFilter.ALL, true));
    }

    @Test
    void theNotificationSaysWhatTheGroupIs() throws Exception {
        Rig rig = new Rig(ONE);
        rig.fire("Down", "i", "1", "job", "node", "empty", "");
        rig.fire("Down", "i", "2", "job", "node");
        rig.time.advanceSeconds(30);
        Notification told = rig.channel.sent.get(0);
        assertEquals("{}:{alertname=\"Down\"}", told.groupKey());
        assertEquals(Labels.of("alertname", "Down"), told.groupLabels());
        assertEquals(Labels.of("alertname", "Down", "job", "node"), told.commonLabels());
        assertEquals("firing", told.status());
        assertEquals("http://gnomon.example", told.externalUrl().toString());
    }

    @Test
    void whatFiresOnIsRepeatedAfterTheRepeatInterval() throws Exception {
        Rig rig = new Rig(ONE);
        rig.fire("Down");
        rig.time.advanceSeconds(30);
        assertEquals(1, rig.told().size());
        // The flush one hour later is not after the interval yet, the next one is.
        rig.time.advance(Duration.ofHours(1));
        assertEquals(List.of(), rig.told());
        rig.time.advanceSeconds(300);
        assertEquals(List.of("ops repeat interval elapsed: Down/"), rig.told());
    }

    @Test
    void anAlertOlderThanTheWaitIsToldAtOnce() throws Exception {
        Rig rig = new Rig(ONE);
        rig.alertmanager.post(
                List.of(
                        new PostedAlert(
                                Rig.labels("Old"),
                                Labels.EMPTY,
                                rig.time.instant().minusSeconds(31),
                                null,
                                "")));
        rig.time.advanceSeconds(0);
        assertEquals(List.of("ops first notification: Old/"), rig.told());
    }

    @Test
    void anAlertWithoutEndIsOverAfterTheResolveTimeout() throws Exception {
        Rig rig = new Rig("global: {resolve_timeout: 3m}\n" + ONE);
        PostedAlert posted = new PostedAlert(Rig.labels("A"), Labels.EMPTY, null, null, "");
        rig.alertmanager.post(List.of(posted));
        rig.time.advanceSeconds(120);
        rig.alertmanager.post(List.of(posted));
        assertEquals(1, rig.told().size());
        rig.time.advanceSeconds(179);
        assertEquals(1, rig.alertmanager.alerts(AlertFilter.ALL).size());
        rig.time.advanceSeconds(1);
        assertEquals(0, rig.alertmanager.alerts(AlertFilter.ALL).size());
        rig.time.advanceSeconds(300);
        assertEquals(List.of("ops all alerts resolved: /A"), rig.told());
    }

    @Test
    void whatWasOverBeforeItWasToldIsNobodysBusiness() throws Exception {
        Rig rig = new Rig(ONE);
        rig.fire("Short");
        rig.time.advanceSeconds(10);
        rig.resolve("Short");
        rig.time.advance(Duration.ofHours(1));
        assertEquals(List.of(), rig.told());
    }

    @Test
    void aSilenceHoldsBackAndIsLiftedWhenItEnds() throws Exception {
        Rig rig = new Rig(ONE);
        String id =
                rig.alertmanager.setSilence(
                        rig.draft("", "alertname=~\"Do.*\"", Duration.ofMinutes(7)));
        rig.fire("Down");
        rig.time.advanceSeconds(30 + 300);
        assertEquals(List.of(), rig.told());
        AlertView view = rig.alertmanager.alerts(AlertFilter.ALL).get(0);
        assertEquals(List.of(id), view.silencedBy());
        rig.time.advanceSeconds(300);
        assertEquals(List.of("ops first notification: Down/"), rig.told());
    }

    @Test
    void aFiringSourceInhibitsItsTargets() throws Exception {
        Rig rig =
                new Rig(
                        ONE
                                + """
                                inhibit_rules: [{source_matchers: ['severity=critical'], target_matchers: ['severity=warning'], equal: [cluster]}]
                                """);
        rig.fire("Big", "severity", "critical", "cluster", "a");
        rig.fire("Small", "severity", "warning", "cluster", "a");
        rig.fire("Other", "severity", "warning", "cluster", "b");
        rig.time.advanceSeconds(30);
        assertEquals(
                List.of("ops first notification: Big/", "ops first notification: Other/"),
                rig.told().stream().sorted().toList());
        rig.resolve("Big", "severity", "critical", "cluster", "a");
        rig.time.advanceSeconds(300);
        assertTrue(rig.told().contains("ops first notification: Small/"));
    }

    @Test
    void routesChooseReceiversAndMuteByTheClock() throws Exception {
        Rig rig =
                new Rig(
                        """
                        route:
                          receiver: ops
                          group_wait: 0s
                          group_interval: 5m
                          routes:
                          - {receiver: db, matchers: ['team=db'], continue: true}
                          - {receiver: night, matchers: ['team=~"db|web"'], mute_time_intervals: [early]}
                        receivers: [{name: ops, %1$s}, {name: db, %1$s}, {name: night, %1$s}]
                        time_intervals: [{name: early, time_intervals: [{times: [{start_time: '03:00', end_time: '03:10'}]}]}]
                        """
                                .formatted(Rig.WEBHOOK));
        rig.fire("A", "team", "db");
        rig.fire("B", "team", "web");
        rig.fire("C");
        rig.time.advanceSeconds(1);
        assertEquals(
                List.of("db first notification: A/", "ops first notification: C/"),
                rig.told().stream().sorted().toList());
        List<AlertGroup> groups = rig.alertmanager.groups(AlertFilter.ALL, true);
        assertEquals(3, groups.size());
        assertEquals(2, rig.alertmanager.groups(AlertFilter.ALL, false).size());
        AlertGroup night =
                groups.stream().filter(g -> g.receiver().equals("night")).findFirst().orElseThrow();
        assertEquals(List.of("early"), night.alerts().get(0).mutedBy());
        assertEquals(List.of("db", "night"), night.alerts().get(0).receivers());
        rig.time.advanceSeconds(600);
        assertEquals(List.of("night first notification: A,B/"), rig.told());
    }

    @Test
    void whatIsNotDeliveredIsTriedAgainWithGrowingWaits() throws Exception {
        Rig rig = new Rig(ONE);
        for (int i = 0; i < 4; i++) {
            rig.channel.answers.add(new Delivery.Retry("busy"));
        }
        rig.fire("Down");
        rig.time.advanceSeconds(30);
        assertEquals(List.of(), rig.told());
        rig.time.advanceSeconds(10);
        assertEquals(List.of("ops first notification: Down/"), rig.told());
        rig.time.advanceSeconds(600);
        assertEquals(List.of(), rig.told());
    }

    @Test
    void afterTheIntervalTheNextFlushTriesWithWhatFiresThen() throws Exception {
        Rig rig = new Rig(ONE);
        rig.plugins.remove(rig.channel);
        rig.fire("Down", "i", "1");
        rig.time.advanceSeconds(330);
        rig.fire("Down", "i", "2");
        assertEquals(List.of(), rig.told());
        rig.time.advanceSeconds(300);
        rig.plugins.add(rig.channel);
        // The plugin's coming back is enough, no wait runs out.
        rig.time.advanceSeconds(0);
        assertEquals(List.of("ops first notification: Down1,Down2/"), rig.told());
    }

    @Test
    void whatIsRefusedIsTriedAtTheNextFlushOnly() throws Exception {
        Rig rig = new Rig(ONE);
        rig.channel.answers.add(new Delivery.Refused("no such room"));
        rig.fire("Down");
        rig.time.advanceSeconds(30 + 299);
        assertEquals(List.of(), rig.told());
        rig.time.advanceSeconds(1);
        assertEquals(List.of("ops first notification: Down/"), rig.told());
    }

    @Test
    void aReceiverThatWantsNoResolvedIsNotToldAndForgets() throws Exception {
        Rig rig = new Rig(ONE.replace("{url:", "{send_resolved: false, url:"));
        rig.fire("Down");
        rig.time.advanceSeconds(30);
        assertEquals(1, rig.told().size());
        rig.resolve("Down");
        rig.time.advanceSeconds(300);
        assertEquals(List.of(), rig.told());
        rig.time.advanceSeconds(600);
        rig.fire("Down");
        rig.time.advanceSeconds(30);
        assertEquals(List.of("ops first notification: Down/"), rig.told());
    }

    @Test
    void whatAChannelRemembersComesBackUntilTheGroupStartsAnew() throws Exception {
        Rig rig = new Rig(ONE);
        rig.channel.answers.add(new Delivery.Delivered(Map.of("message", "17")));
        rig.fire("Down", "i", "1");
        rig.time.advanceSeconds(30);
        assertEquals(Map.of(), rig.channel.sent.get(0).memory());
        rig.channel.answers.add(new Delivery.Delivered(Map.of("message", "18")));
        rig.fire("Down", "i", "2");
        rig.time.advanceSeconds(300);
        assertEquals(Map.of("message", "17"), rig.channel.sent.get(1).memory());
        rig.resolve("Down", "i", "1");
        rig.resolve("Down", "i", "2");
        rig.time.advanceSeconds(300);
        assertEquals(Map.of("message", "18"), rig.channel.sent.get(2).memory());
        rig.fire("Down", "i", "3");
        rig.time.advanceSeconds(30);
        assertEquals(Map.of(), rig.channel.sent.get(3).memory());
    }

    @Test
    void aReloadRepeatsNothingAndLosesNothing() throws Exception {
        Rig rig = new Rig(ONE);
        rig.fire("Told");
        rig.time.advanceSeconds(30);
        assertEquals(1, rig.told().size());
        rig.fire("Waits");
        rig.resolve("Told");
        rig.reload(ONE.replace("group_interval: 5m", "group_interval: 1m"));
        rig.time.advanceSeconds(60);
        assertEquals(
                List.of("ops all alerts resolved: /Told", "ops first notification: Waits/"),
                rig.told().stream().sorted().toList());
        rig.time.advanceSeconds(600);
        assertEquals(List.of(), rig.told());
    }

    @Test
    void aReloadWhileARetryWaitsDeliversOnce() throws Exception {
        Rig rig = new Rig(ONE);
        rig.channel.answers.add(new Delivery.Retry("busy"));
        rig.fire("Down");
        rig.time.advanceSeconds(30);
        rig.reload(ONE);
        rig.time.advanceSeconds(240);
        assertEquals(List.of("ops first notification: Down/"), rig.told());
    }

    @Test
    void filtersOfTheListsCombine() throws Exception {
        Rig rig = new Rig(ONE);
        rig.fire("A");
        rig.fire("B");
        rig.alertmanager.setSilence(rig.draft("", "alertname=A", Duration.ofHours(1)));
        assertEquals(List.of("A", "B"), names(rig, AlertFilter.ALL));
        assertEquals(List.of("A"), names(rig, filter(false, true, true, "ops")));
        assertEquals(List.of("B"), names(rig, filter(true, false, true, "ops")));
        assertEquals(List.of(), names(rig, filter(true, true, true, "dev")));
    }

    private static AlertFilter filter(
            boolean active, boolean silenced, boolean inhibited, String receiver) {
        return new AlertFilter(active, silenced, inhibited, labels -> true, receiver::equals);
    }

    private static List<String> names(Rig rig, AlertFilter filter) {
        return rig.alertmanager.alerts(filter).stream()
                .map(view -> view.alert().labels().get("alertname"))
                .sorted()
                .toList();
    }
}
