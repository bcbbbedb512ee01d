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

/** The discovery {@code serverset}; format: twitter.github.io/commons, {@code ServiceInstance}. */
@Component
public final class Serverset implements DiscoveryFactory<Serverset.Settings> {
    /** An entry of {@code serverset_sd_configs}. */
    @Doc("Members of serversets, kept in ZooKeeper")
    public record Settings(
            @Doc("Hosts and ports of ZooKeeper") List<String> servers,
            @Doc("Nodes that are watched with all below them") List<String> paths,
            @Doc("After which ZooKeeper gives a silent session up")
                    @Default("10s")
                    @Limit(min = 0.001)
                    Duration timeout) {
        public Settings {
            Trees.check("serverset", servers, paths);
        }
    }

    @Override
    public String name() {
        return "serverset";
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Discovery create(Settings settings) {
        return new Trees(settings.servers, settings.paths, settings.timeout, Serverset::target);
    }

    static @Nullable Labels target(String path, Json member) {
        Json endpoint = member.at("serviceEndpoint");
        if (!endpoint.isObject()) {
            return null;
        }
        String host = endpoint.text("host");
        long port = endpoint.number("port");
        Target target =
                Target.of("serverset")
                        .address(host, port)
                        .set("path", path)
                        .set("endpoint_host", host)
                        .set("endpoint_port", String.valueOf(port))
                        .set("status", member.text("status"))
                        .set("shard", String.valueOf(member.number("shard")));
        member.entries("additionalEndpoints")
                .forEach((name, other) ->
                        target.named("endpoint_host", name, other.text("host"))
                                .named(
                                        "endpoint_port",
                                        name,
                                        String.valueOf(other.number("port"))));
        return target.build();
    }
}
