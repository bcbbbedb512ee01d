package io.gnomon.platform.core.config;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.common.TlsSettings;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * {@code tracing} in prometheus.yml: where a Prometheus sends spans of its own. Checked as there,
 * and printed back; no spans are sent (docs/decisions/0047).
 *
 * @param endpoint host and port
 * @param samplingFraction part of the requests that are traced, 0 to 1
 * @param compression empty or gzip
 */
@Doc("Spans of the server's own work; checked, none are sent")
public record TracingConfig(
        @Default("grpc") ClientType clientType,
        @Default("") String endpoint,
        @Default("0") @Limit(min = 0, max = 1) double samplingFraction,
        boolean insecure,
        @Nullable TlsSettings tlsConfig,
        Map<String, String> headers,
        @Default("") String compression,
        @Default("0s") Duration timeout) {

    /** Protocol of the connection. */
    public enum ClientType {
        HTTP,
        GRPC
    }

    public TracingConfig {
        if (endpoint.isEmpty()) {
            throw new IllegalArgumentException("tracing endpoint must be set");
        }
        for (String header : headers.keySet()) {
            if (header.toLowerCase(Locale.ROOT).equals("authorization")) {
                throw new IllegalArgumentException(
                        "authorization header configuration is not yet supported");
            }
        }
        RemoteUrls.checkHeaders(headers.keySet());
        if (!compression.isEmpty() && !compression.equals("gzip")) {
            throw new IllegalArgumentException(
                    "invalid compression type " + compression + " provided, valid options: gzip");
        }
    }
}
