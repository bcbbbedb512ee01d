package io.gnomon.platform.core.config;

import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.discovery.TargetGroup;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/**
 * An entry of {@code alerting.alertmanagers}: Alertmanagers that alerts are sent to.
 *
 * @param pathPrefix before the paths of their interface, empty for none
 * @param timeout of sending one batch
 * @param sigv4 null for requests that are not signed
 * @param staticGroups {@code static_configs}; their sources are "0", "1" ...
 * @param relabelConfigs for the Alertmanagers
 * @param alertRelabelConfigs for the alerts that they get
 */
public record AlertmanagerConfig(
        String scheme,
        String pathPrefix,
        Duration timeout,
        HttpSettings http,
        @Nullable SigV4Config sigv4,
        List<TargetGroup> staticGroups,
        List<DiscoveryConfig> discoveries,
        List<RelabelConfig> relabelConfigs,
        List<RelabelConfig> alertRelabelConfigs) {}
