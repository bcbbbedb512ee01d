package io.gnomon.platform.core.config;

import java.util.List;

/**
 * The remote protocols in prometheus.yml.
 *
 * @param writes {@code remote_write}: where samples are sent to, names unique
 * @param otlp how metrics of OpenTelemetry become series
 */
public record RemoteConfig(List<RemoteWriteConfig> writes, OtlpConfig otlp) {
    public static final RemoteConfig NONE = new RemoteConfig(List.of(), OtlpConfig.DEFAULTS);
}
