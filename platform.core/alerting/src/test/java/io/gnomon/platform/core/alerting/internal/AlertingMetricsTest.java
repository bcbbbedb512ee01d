package io.gnomon.platform.core.alerting.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.model.labels.Labels;
import io.gnomon.platform.testkit.exporter.RecordedMetrics;
import io.gnomon.spi.channel.Delivery;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the Alertmanager inside says of itself. */
final class AlertingMetricsTest {
    private static final String YAML =
            """
            route: {receiver: ops, group_wait: 30s, group_interval: 5m, repeat_interval: 1h}
            inhibit_rules: [{source_matchers: [a=b], target_matchers: [c=d]}]
            receivers: [{name: ops, %s}]
            """
                    .formatted(Rig.WEBHOOK);

    /** Families of a running Alertmanager 0.33.1 that stand for the same thing here. */
    private static final Map<String, String> PEER =
            Map.ofEntries(
                    Map.entry("alerts", "GAUGE"),
                    Map.entry("alerts_invalid_total", "COUNTER"),
                    Map.entry("alerts_per_alert_limit", "GAUGE"),
                    Map.entry("alerts_received_total", "COUNTER"),
                    Map.entry("dispatcher_aggregation_groups", "GAUGE"),
                    Map.entry("dispatcher_alert_processing_duration_seconds", "SUMMARY"),
                    Map.entry("inhibition_rules", "GAUGE"),
                    Map.entry("integrations", "GAUGE"),
                    Map.entry("nflog_gc_duration_seconds", "SUMMARY"),
                    Map.entry("nflog_maintenance_errors_total", "COUNTER"),
                    Map.entry("nflog_maintenance_total", "COUNTER"),
                    Map.entry("nflog_queries_total", "COUNTER"),
                    Map.entry("nflog_query_duration_seconds", "HISTOGRAM"),
                    Map.entry("nflog_query_errors_total", "COUNTER"),
                    Map.entry("notification_latency_seconds", "HISTOGRAM"),
                    Map.entry("notification_requests_failed_total", "COUNTER"),
                    Map.entry("notification_requests_total", "COUNTER"),
                    Map.entry("notifications_failed_total", "COUNTER"),
                    Map.entry("notifications_total", "COUNTER"),
                    Map.entry("receivers", "GAUGE"),
                    Map.entry("silences", "GAUGE"),
                    Map.entry("silences_gc_duration_seconds", "SUMMARY"),
                    Map.entry("silences_maintenance_errors_total", "COUNTER"),
                    Map.entry("silences_maintenance_total", "COUNTER"),
                    Map.entry("silences_queries_total", "COUNTER"),
                    Map.entry("silences_query_duration_seconds", "HISTOGRAM"),
                    Map.entry("silences_state_size", "GAUGE"));

    private static RecordedMetrics of(Rig rig) throws Exception {
        return RecordedMetrics.of((request, sink) -> rig.alertmanager.writeTo(sink));
    }

    @Test
    void namesAndTypesAreThoseOfThePeer() throws Exception {
        Map<String, String> here =
                of(new Rig(YAML)).families().entrySet().stream()
                        .filter(family -> PEER.containsKey(name(family.getKey())))
                        .collect(
                                Collectors.toMap(
                                        family -> name(family.getKey()),
                                        family -> family.getValue().type().name()));
        assertEquals(new TreeMap<>(PEER), new TreeMap<>(here));
    }

    private static String name(String family) {
        return family.replaceFirst("^alertmanager_", "");
    }

    @Test
    void whatIsConfiguredIsCountedFromZero() throws Exception {
        RecordedMetrics metrics = of(new Rig(YAML));
        assertEquals(0, value(metrics, "notifications_total", "integration", "webhook"));
        assertEquals(
                0,
                value(
                        metrics,
                        "notification_latency_seconds_bucket",
                        "integration",
                        "webhook",
                        "le",
                        "+Inf"));
        assertEquals(1, value(metrics, "inhibition_rules"));
    }

    @Test
    void notificationsSilencesAndTheLogAreCounted() throws Exception {
        Rig rig = new Rig(YAML);
        rig.alertmanager.setSilence(rig.draft("", "alertname=B", Duration.ofMinutes(20)));
        rig.channel.answers.add(new Delivery.Retry("down"));
        rig.fire("A");
        rig.fire("B");
        rig.time.advanceSeconds(200);
        RecordedMetrics metrics = of(rig);
        assertEquals(1, value(metrics, "notifications_total", "integration", "webhook"));
        assertEquals(2, value(metrics, "notification_requests_total", "integration", "webhook"));
        assertEquals(
                1, value(metrics, "notification_requests_failed_total", "integration", "webhook"));
        assertEquals(
                2,
                value(
                        metrics,
                        "notification_latency_seconds_bucket",
                        "integration",
                        "webhook",
                        "le",
                        "1.0"));
        assertEquals(
                2, value(metrics, "notification_latency_seconds_count", "integration", "webhook"));
        assertEquals(2, value(metrics, "nflog_queries_total"));
        assertEquals(2, value(metrics, "nflog_query_errors_total"));
        assertEquals(2, value(metrics, "nflog_query_duration_seconds_count"));
        assertEquals(1, value(metrics, "silences_state_size"));
        assertEquals(0, value(metrics, "nflog_maintenance_total"));
        assertEquals(2, value(metrics, "dispatcher_alert_processing_duration_seconds_count"));
        rig.time.advance(Duration.ofMinutes(31));
        metrics = of(rig);
        assertEquals(2, value(metrics, "nflog_maintenance_total"));
        assertEquals(2, value(metrics, "nflog_gc_duration_seconds_count"));
        assertEquals(2, value(metrics, "silences_maintenance_total"));
        assertEquals(0, value(metrics, "silences_maintenance_errors_total"));
    }

    private static double value(RecordedMetrics metrics, String name, String... labels) {
        Labels.Builder wanted = Labels.builder().set(Labels.METRIC_NAME, "alertmanager_" + name);
        for (int i = 0; i < labels.length; i += 2) {
            wanted.set(labels[i], labels[i + 1]);
        }
        Double value = metrics.samples().get(wanted.build());
        return value == null ? Double.NaN : value;
    }
}
