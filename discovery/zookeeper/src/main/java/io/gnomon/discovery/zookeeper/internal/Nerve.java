package io.gnomon.discovery.zookeeper.internal;

import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.Target;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.discovery.Discovery;
import io.gnomon.spi.discovery.DiscoveryFactory;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

import java.time.Duration;
import java.util.List;

/** The discovery {@code nerve}; format: github.com/airbnb/nerve, "Reporter". */
@Component
public final class Nerve implements DiscoveryFactory<Nerve.Settings> {
    /** An entry of {@code nerve_sd_configs}. */
    @Doc("Services that Nerve registers in ZooKeeper")
    public record Settings(
            @Doc("Hosts and ports of ZooKeeper") List<String> servers,
            @Doc("Nodes that are watched with all below them") List<String> paths,
            @Doc("After which ZooKeeper gives a silent session up")
                    @Default("10s")
                    @Limit(min = 0.001)
                    Duration timeout) {
        public Settings {
            Trees.check("nerve", servers, paths);
        }
    }

    @Override
    public String name() {
        return "nerve";
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Discovery create(Settings settings) {
        return new Trees(settings.servers, settings.paths, settings.timeout, Nerve::target);
    }

    static @Nullable Labels target(String path, Json service) {
        String host = service.text("host");
        if (host.isEmpty()) {
            return null;
        }
        long port = service.number("port");
        return Target.of("nerve")
                .address(host, port)
                .set("path", path)
                .set("endpoint_host", host)
                .set("endpoint_port", String.valueOf(port))
                .set("endpoint_name", service.text("name"))
                .build();
    }
}
