package io.gnomon.platform.core.config.internal.load;

import io.gnomon.model.sample.MetricType;
import io.gnomon.platform.core.config.ConfigService;
import io.gnomon.platform.core.config.ConfigService.Reload;
import io.gnomon.platform.core.config.alerting.AlertmanagerFile;
import io.gnomon.spi.common.NoSettings;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;

/** Metrics of the configuration itself, with the names of Prometheus and Alertmanager. */
final class ConfigMetrics implements ExporterFactory<NoSettings> {
    private final ConfigService service;

    ConfigMetrics(ConfigService service) {
        this.service = service;
    }

    @Override
    public String name() {
        return "self-config";
    }

    @Override
    public Class<NoSettings> settings() {
        return NoSettings.class;
    }

    @Override
    public Exporter create(NoSettings settings) {
        return (request, sink) -> {
            Reload last = service.lastReload();
            AlertmanagerFile alertmanager = service.current().alertmanager();
            sink.family(
                    "prometheus_config_last_reload_successful",
                    MetricType.GAUGE,
                    "Whether the last reload of the configuration was successful.");
            sink.sample(last.successful() ? 1 : 0);
            sink.family(
                    "prometheus_config_last_reload_success_timestamp_seconds",
                    MetricType.GAUGE,
                    "When a configuration last came into force.");
            sink.sample(last.lastSuccess().toEpochMilli() / 1000.0);
            if (alertmanager.file().isEmpty()) {
                return;
            }
            sink.family(
                    "alertmanager_config_hash",
                    MetricType.GAUGE,
                    "Hash of the Alertmanager configuration that is in force.");
            sink.sample((double) alertmanager.hash());
            sink.family(
                    "alertmanager_config_last_reload_successful",
                    MetricType.GAUGE,
                    "Whether the last reload of the configuration was successful.");
            sink.sample(last.successful() ? 1 : 0);
            sink.family(
                    "alertmanager_config_last_reload_success_timestamp_seconds",
                    MetricType.GAUGE,
                    "When a configuration last came into force.");
            sink.sample(last.lastSuccess().toEpochMilli() / 1000.0);
        };
    }
}
