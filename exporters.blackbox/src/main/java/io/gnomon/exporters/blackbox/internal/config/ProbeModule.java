package io.gnomon.exporters.blackbox.internal.config;

import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.JsonConditions;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Locale;

/**
 * A way to probe. As in the peer a module may have options of probers that it does not use.
 *
 * @param timeout of a probe, null for that of the scrape
 */
@Doc("A way to probe")
public record ProbeModule(
        Prober prober,
        @Nullable Duration timeout,
        HttpModule http,
        TcpModule tcp,
        UnixModule unix,
        @Nullable DnsModule dns,
        IcmpModule icmp,
        GrpcModule grpc,
        WebsocketModule websocket) {

    /** What probes. */
    public enum Prober {
        HTTP,
        TCP,
        UNIX,
        DNS,
        ICMP,
        GRPC,
        WEBSOCKET;

        /** As in the file. */
        public String lowerCase() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public ProbeModule {
        if (prober == Prober.DNS && dns == null) {
            throw new IllegalArgumentException("dns.query_name must be set for the prober dns");
        }
    }

    /**
     * Why probes with this module are refused although the file is valid; empty when they are not.
     *
     * @param conditions null where there are none
     */
    public String refusal(@Nullable JsonConditions conditions) {
        return prober == Prober.HTTP ? http.refusal(conditions) : "";
    }
}
