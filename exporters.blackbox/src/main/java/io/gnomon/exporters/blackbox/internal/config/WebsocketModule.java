package io.gnomon.exporters.blackbox.internal.config;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.HttpSettings;

import java.util.List;
import java.util.Map;

/** Options of the prober websocket. */
public record WebsocketModule(
        HttpSettings httpConfig,
        Map<String, String> headers,
        List<QueryStep> queryResponse,
        @Default("ip6") IpProtocol preferredIpProtocol,
        @Default("true") boolean ipProtocolFallback) {}
