package io.gnomon.exporters.blackbox.internal.config;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.TlsSettings;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Options of the prober tcp. */
public record TcpModule(
        @Default("ip6") IpProtocol preferredIpProtocol,
        @Default("true") boolean ipProtocolFallback,
        @Default("") String sourceIpAddress,
        List<QueryStep> queryResponse,
        boolean tls,
        @Nullable TlsSettings tlsConfig) {
    public TcpModule {
        SourceAddress.check(sourceIpAddress);
    }
}
