package io.gnomon.alerting.channels.incidents.internal.pagerduty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.alerting.channels.incidents.internal.IncidentsTest;
import io.gnomon.platform.testkit.channel.TestNotification;
import io.gnomon.platform.testkit.http.LoopbackServer.Answer;
import io.gnomon.platform.testkit.http.LoopbackServer.Asked;
import io.gnomon.spi.channel.Delivery;

import org.junit.jupiter.api.Test;

import java.util.Map;

final class PagerDutyTest extends IncidentsTest<PagerDutySettings> {
    private static final Map<String, String> TEXTS =
            Map.of(
                    ".Alerts.Firing | toJson", "[{\"status\":\"firing\",\"generatorURL\":\"\"}]",
                    ".Alerts.Resolved | toJson", "[]",
                    ".Alerts.Firing | len", "1",
                    ".Alerts.Resolved | len", "0",
                    ".Status", "firing",
                    "template \"pagerduty.default.client\" .", "Alertmanager",
                    "template \"pagerduty.default.clientURL\" .", "http://am",
                    "template \"pagerduty.default.description\" .", "[FIRING:1]");

    PagerDutyTest() {
        super(
                PagerDutyFactory::new,
                "{routing_key: rk, url: URL, details: {firing: '', resolved: '', num_firing: '',"
                        + " num_resolved: ''}}");
    }

    @Override
    protected Answer taken(Asked asked) {
        return asked.uri().getPath().startsWith("/taken/bad")
                ? Answer.json(
                        400,
                        "{\"status\":\"invalid event\",\"message\":\"Event object is invalid\","
                                + "\"errors\":[\"a\",\"b\"]}")
                : Answer.text(202, "");
    }

    /** The event that Alertmanager 0.33 sent with these settings, its hash apart. */
    @Test
    void theEventIsThatOfAlertmanager() throws Exception {
        String event =
                posted(
                        """
                        {routing_key: rk, url: URL, images: [{src: s, alt: a, href: h}], links: [{href: lh, text: lt}],
                         severity: critical, class: c, component: co, group: g,
                         details: {extra: '{{ .Status }}', nested: {a: [1, '{{ .Status }}']}}}
                        """,
                        TEXTS);
        assertEquals(
                "{\"routing_key\":\"rk\",\"dedup_key\":\"HASH\",\"event_action\":\"trigger\",\"payload\":"
                    + "{\"summary\":\"[FIRING:1]\",\"source\":\"Alertmanager\",\"severity\":\"critical\","
                    + "\"class\":\"c\",\"component\":\"co\",\"group\":\"g\",\"custom_details\":{\"extra\":\"firing\","
                    + "\"firing\":[{\"status\":\"firing\",\"generatorURL\":\"\"}],\"nested\":{\"a\":[1,\"firing\"]},"
                    + "\"num_firing\":1,\"num_resolved\":0,\"resolved\":[]}},\"client\":\"Alertmanager\","
                    + "\"client_url\":\"http://am\",\"images\":[{\"src\":\"s\",\"alt\":\"a\",\"href\":\"h\"}],"
                    + "\"links\":[{\"href\":\"lh\",\"text\":\"lt\"}]}",
                event.replaceFirst("[0-9a-f]{64}", "HASH"));
    }

    @Test
    void theEndResolvesTheSameIncident() throws Exception {
        String opened = posted("{routing_key: rk, url: URL}", TEXTS);
        Delivery _ =
                send(
                        at("/taken", "{routing_key: rk, url: URL}"),
                        TestNotification.twoAlerts().resolved().withTexts(TEXTS));
        String closed = server.asked().get(1).body();
        assertTrue(opened.contains("\"severity\":\"error\""), opened);
        assertEquals(opened.replace("\"trigger\"", "\"resolve\""), closed);
    }

    @Test
    void theOlderApiHasAnEventOfItsOwn() throws Exception {
        String event = posted("{service_key: sk, url: URL, details: {a: '{{ .Status }}'}}", TEXTS);
        assertEquals(
                "{\"service_key\":\"sk\",\"incident_key\":\"HASH\",\"event_type\":\"trigger\","
                    + "\"description\":\"[FIRING:1]\",\"client\":\"Alertmanager\",\"client_url\":\"http://am\","
                    + "\"details\":{\"a\":\"firing\",\"firing\":[{\"status\":\"firing\",\"generatorURL\":\"\"}],"
                    + "\"num_firing\":1,\"num_resolved\":0,\"resolved\":[]}}",
                event.replaceFirst("[0-9a-f]{64}", "HASH"));
        assertEquals(
                "/generic/2010-04-15/create_event.json", server.asked().get(0).uri().getPath());
    }

    @Test
    void aLongSummaryIsCutAndTooManyDetailsAreLeftOut() throws Exception {
        String event =
                posted(
                        "{routing_key: rk, url: URL, description: '%s', details: {a: '%s'}}"
                                .formatted("ä".repeat(1025), "x".repeat(600_000)),
                        TEXTS);
        assertTrue(event.contains("\"" + "ä".repeat(1023) + "…\""));
        assertTrue(
                event.contains(
                        "\"custom_details\":{\"error\":\"Custom details have been removed because"
                                + " the original event exceeds the maximum size of 512KB\"}"));
    }

    @Test
    void theReasonIsPagerDutys() throws Exception {
        assertEquals(
                new Delivery.Refused("unexpected status code 400: Event object is invalid: a,b"),
                send(
                        at("/taken/bad", "{routing_key: rk, url: URL}"),
                        TestNotification.twoAlerts().withTexts(TEXTS)));
    }

    @Test
    void settingsThatContradictThemselvesAreRefused() {
        refused("{}", "missing service or routing key in PagerDuty config");
        refused(
                "{routing_key: a, routing_key_file: b}",
                "at most one of routing_key & routing_key_file must be configured");
        refused(
                "{service_key: a, service_key_file: b}",
                "at most one of service_key & service_key_file must be configured");
    }
}
