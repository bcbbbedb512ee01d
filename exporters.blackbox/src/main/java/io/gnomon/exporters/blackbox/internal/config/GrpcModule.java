package io.gnomon.exporters.blackbox.internal.config;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.TlsSettings;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * Options of the prober grpc.
 *
 * @param service whose health to ask for, empty for that of the server
 */
public record GrpcModule(
        @Default("") String service,
        boolean tls,
        @Nullable TlsSettings tlsConfig,
        @Default("true") boolean ipProtocolFallback,
        @Default("ip6") IpProtocol preferredIpProtocol,
        Map<String, List<String>> metadata) {}
