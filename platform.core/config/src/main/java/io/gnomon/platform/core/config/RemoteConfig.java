package io.gnomon.platform.core.config;

import java.util.List;

/**
 * The remote protocols in prometheus.yml.
 *
 * @param writes {@code remote_write}: where samples are sent to, names unique
 * @param reads {@code remote_read}: servers that are asked for samples, names unique
 * @param otlp how metrics of OpenTelemetry become series
 */
public record RemoteConfig(
        List<RemoteWriteConfig> writes, List<RemoteReadConfig> reads, OtlpConfig otlp) {
    public static final RemoteConfig NONE =
            new RemoteConfig(List.of(), List.of(), OtlpConfig.DEFAULTS);
}
