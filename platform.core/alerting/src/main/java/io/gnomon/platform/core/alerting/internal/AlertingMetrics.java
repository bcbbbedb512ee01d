package io.gnomon.platform.core.alerting.internal;

import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.alerting.Alertmanager.AlertView;
import io.gnomon.platform.core.alerting.Silence;
import io.gnomon.platform.core.alerting.internal.alerts.AlertStore;
import io.gnomon.platform.core.alerting.internal.dispatch.Dispatcher;
import io.gnomon.platform.core.config.alerting.AlertmanagerFile;
import io.gnomon.spi.exporter.MetricSink;

import java.time.Instant;
import java.util.List;

/** How many there are of what, with Alertmanager's names. */
record AlertingMetrics(MetricSink sink, Instant now) {

    void write(
            List<AlertView> firing,
            AlertStore store,
            List<Silence> silences,
            Dispatcher dispatcher,
            AlertmanagerFile config) {
        long suppressed = firing.stream().filter(AlertView::isSuppressed).count();
        gauge("alertmanager_alerts", "How many alerts by state.");
        sink.sample((double) (firing.size() - suppressed), "state", "active");
        sink.sample((double) suppressed, "state", "suppressed");
        sink.sample(0, "state", "unprocessed");
        gauge(
                "alertmanager_alerts_per_alert_limit",
                "Current limit on number of alerts per alert name.");
        sink.sample(store.perNameMax());
        sink.family(
                "alertmanager_alerts_limited_total",
                MetricType.COUNTER,
                "Total number of alerts that were dropped due to per alert name limit.");
        sink.sample((double) store.limited());
        gauge("alertmanager_silences", "How many silences by state.");
        for (Silence.State state : Silence.State.values()) {
            sink.sample(
                    (double) silences.stream().filter(s -> s.stateAt(now) == state).count(),
                    "state",
                    state.text());
        }
        gauge("alertmanager_dispatcher_aggregation_groups", "Number of active aggregation groups.");
        sink.sample(dispatcher.groupCount());
        gauge("alertmanager_inhibition_rules", "Number of configured inhibition rules.");
        sink.sample(config.inhibitRules().size());
        gauge("alertmanager_receivers", "Number of configured receivers.");
        sink.sample(config.receivers().size());
        gauge("alertmanager_integrations", "Number of configured integrations.");
        sink.sample(config.receivers().stream().mapToInt(r -> r.channels().size()).sum());
    }

    private void gauge(String name, String help) {
        sink.family(name, MetricType.GAUGE, help);
    }
}
