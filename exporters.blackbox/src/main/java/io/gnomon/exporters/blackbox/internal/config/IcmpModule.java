package io.gnomon.exporters.blackbox.internal.config;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Limit;

/**
 * Options of the prober icmp.
 *
 * @param payloadSize bytes of data in the request, 0 for a short text
 * @param ttl hops that the request may take
 */
public record IcmpModule(
        @Default("ip6") IpProtocol preferredIpProtocol,
        @Default("true") boolean ipProtocolFallback,
        @Default("") String sourceIpAddress,
        @Default("0") @Limit(min = 0, max = 65_507) int payloadSize,
        boolean dontFragment,
        @Default("64") @Limit(min = 0, max = 255) int ttl) {
    public IcmpModule {
        SourceAddress.check(sourceIpAddress);
    }
}
