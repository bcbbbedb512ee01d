package io.gnomon.discovery.dns.internal;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.discovery.Discovery;
import io.gnomon.spi.discovery.DiscoveryFactory;

import org.osgi.service.component.annotations.Component;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The discovery {@code dns}. */
@Component
public final class Dns implements DiscoveryFactory<Dns.Settings> {
    private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");
    private static final int PORT = 53;

    /** An entry of {@code dns_sd_configs}. */
    @Doc("Targets from records of the DNS")
    public record Settings(
            @Doc("Names to look up") List<String> names,
            @Doc("SRV, A, AAAA, MX or NS") @Default("SRV") String type,
            @Doc("Port of the targets; SRV records have their own") @Default("0") int port,
            @Default("30s") @Limit(min = 0.001) Duration refreshInterval) {
        private static final List<String> TYPES = List.of("SRV", "A", "AAAA", "MX", "NS");

        public Settings {
            if (names.isEmpty()) {
                throw new IllegalArgumentException(
                        "DNS-SD config must contain at least one SRV record name");
            }
            String given = type;
            type = type.toUpperCase(Locale.ROOT);
            if (!TYPES.contains(type)) {
                throw new IllegalArgumentException("invalid DNS-SD records type " + given);
            }
            if (port == 0 && !type.equals("SRV")) {
                throw new IllegalArgumentException(
                        "a port is required in DNS-SD configs for all record types except SRV");
            }
        }
    }

    @Override
    public String name() {
        return "dns";
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Discovery create(Settings settings) {
        return new DnsDiscovery(settings, new Lookup(() -> ResolvConf.read(RESOLV_CONF, PORT)));
    }
}
