package io.gnomon.platform.core.config;

import java.util.List;

/**
 * {@code alerting}: where alerts are sent to, besides the alerting of this server.
 *
 * @param relabelConfigs for all alerts
 */
public record AlertingConfig(
        List<RelabelConfig> relabelConfigs, List<AlertmanagerConfig> alertmanagers) {
    public static final AlertingConfig NONE = new AlertingConfig(List.of(), List.of());
}
