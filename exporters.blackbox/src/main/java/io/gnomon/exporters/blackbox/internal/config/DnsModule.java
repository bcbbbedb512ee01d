package io.gnomon.exporters.blackbox.internal.config;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.common.TlsSettings;

import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

import java.util.List;

/** Options of the prober dns. */
public record DnsModule(
        @Default("ip6") IpProtocol preferredIpProtocol,
        @Default("true") boolean ipProtocolFallback,
        @Key("dns_over_tls") boolean dnsOverTls,
        @Nullable TlsSettings tlsConfig,
        @Default("") String sourceIpAddress,
        @Default("udp") Transport transportProtocol,
        @Limit(min = 1) String queryName,
        @Default("ANY") String queryType,
        @Default("IN") String queryClass,
        @Default("true") boolean recursionDesired,
        @Default("[NOERROR]") List<String> validRcodes,
        @Key("validate_answer_rrs") RecordChecks validateAnswer,
        @Key("validate_authority_rrs") RecordChecks validateAuthority,
        @Key("validate_additional_rrs") RecordChecks validateAdditional) {

    /** How the question travels. */
    public enum Transport {
        UDP,
        TCP
    }

    public DnsModule {
        SourceAddress.check(sourceIpAddress);
        try {
            var _ = Name.fromString(queryName);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(
                    "query_name \"" + queryName + "\" is not a name: " + e.getMessage(), e);
        }
        if (Type.value(queryType) < 0) {
            throw new IllegalArgumentException("query_type \"" + queryType + "\" is unknown");
        }
        if (DClass.value(queryClass) < 0) {
            throw new IllegalArgumentException("query_class \"" + queryClass + "\" is unknown");
        }
        for (String code : validRcodes) {
            if (Rcode.value(code) < 0) {
                throw new IllegalArgumentException("valid_rcodes: \"" + code + "\" is unknown");
            }
        }
        if (dnsOverTls && transportProtocol != Transport.TCP) {
            throw new IllegalArgumentException("dns_over_tls needs transport_protocol: tcp");
        }
    }
}
