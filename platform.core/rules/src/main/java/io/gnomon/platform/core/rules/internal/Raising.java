package io.gnomon.platform.core.rules.internal;

import io.gnomon.model.alert.Alert;
import io.gnomon.model.alert.AlertSink;
import io.gnomon.model.labels.Labels;
import io.gnomon.platform.core.config.LoadedConfig;
import io.gnomon.platform.core.config.Relabeling;
import io.gnomon.platform.core.config.ValidationScheme;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Hands alerts to all who take them, after what Prometheus does to those that leave it: external
 * labels where an alert has none of that name, then {@code alert_relabel_configs}. Any thread.
 */
final class Raising {
    private static final Logger LOG = LoggerFactory.getLogger(Raising.class);

    private final Supplier<LoadedConfig> config;
    private final Supplier<List<AlertSink>> sinks;

    Raising(Supplier<LoadedConfig> config, Supplier<List<AlertSink>> sinks) {
        this.config = config;
        this.sinks = sinks;
    }

    void raise(List<Alert> alerts) {
        LoadedConfig now = config.get();
        List<Alert> raised = new ArrayList<>(alerts.size());
        for (Alert alert : alerts) {
            Labels.Builder labels = now.global().labels().toBuilder();
            for (int i = 0; i < alert.labels().size(); i++) {
                labels.set(alert.labels().name(i), alert.labels().value(i));
            }
            if (Relabeling.apply(now.alerting().relabelConfigs(), names(now), labels)) {
                raised.add(alert.withLabels(labels.build()));
            }
        }
        if (raised.isEmpty()) {
            return;
        }
        for (AlertSink sink : sinks.get()) {
            try {
                sink.alerts(raised);
            } catch (RuntimeException e) {
                LOG.error("{} did not take {} alerts", sink, raised.size(), e);
            }
        }
    }

    private static ValidationScheme names(LoadedConfig config) {
        ValidationScheme scheme = config.global().metricNameValidationScheme();
        return scheme == null ? ValidationScheme.UTF8 : scheme;
    }
}
