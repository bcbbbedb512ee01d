package io.gnomon.platform.core.plugins.internal;

import io.gnomon.spi.exporter.CollectRequest;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A scrape without parameters. */
public record Request() implements CollectRequest {
    @Override
    public Duration timeout() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Map<String, List<String>> parameters() {
        return Map.of();
    }
}
