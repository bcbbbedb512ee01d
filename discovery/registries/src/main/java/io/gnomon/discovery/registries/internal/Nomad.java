package io.gnomon.discovery.registries.internal;

import static io.gnomon.discovery.polling.Api.encoded;

import io.gnomon.discovery.polling.Api;
import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.PolledFactory;
import io.gnomon.discovery.polling.PolledSettings;
import io.gnomon.discovery.polling.Target;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Inline;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.discovery.TargetGroup;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The discovery {@code nomad}; interface: developer.hashicorp.com/nomad/api-docs/services. */
@Component(service = DiscoveryFactory.class)
public final class Nomad extends PolledFactory<Nomad.Settings> {
    /** An entry of {@code nomad_sd_configs}. */
    @Doc("Services that Nomad has registered")
    public record Settings(
            @Default("true") boolean allowStale,
            @Default("default") String namespace,
            @Default("60s") @Limit(min = 0.001) Duration refreshInterval,
            @Default("global") String region,
            @Default("http://localhost:4646") String server,
            @Default("','") String tagSeparator,
            @Inline HttpSettings http)
            implements PolledSettings {
        public Settings {
            if (server.isBlank()) {
                throw new IllegalArgumentException(
                        "nomad SD configuration requires a server address");
            }
        }
    }

    @Activate
    public Nomad(@Reference HttpClients clients) {
        super("nomad", Settings.class, clients, (settings, api) -> () -> look(settings, api));
    }

    private static List<TargetGroup> look(Settings settings, Api api)
            throws IOException, InterruptedException {
        String server = Api.base(settings.server) + "/v1/";
        String query =
                "?namespace=%s&region=%s%s"
                        .formatted(
                                encoded(settings.namespace),
                                encoded(settings.region),
                                settings.allowStale ? "&stale" : "");
        List<Labels> targets = new ArrayList<>();
        for (Json namespace : api.json(server + "services" + query).items()) {
            for (Json service : namespace.items("Services")) {
                String name = encoded(service.text("ServiceName"));
                for (Json instance : api.json(server + "service/" + name + query).items()) {
                    targets.add(target(settings, instance));
                }
            }
        }
        return Target.group("Nomad", targets);
    }

    private static Labels target(Settings settings, Json instance) {
        String address = instance.text("Address");
        return Target.of("nomad")
                .address(address, instance.number("Port"))
                .set("address", address)
                .set("dc", instance.text("Datacenter"))
                .set("namespace", instance.text("Namespace"))
                .set("node_id", instance.text("NodeID"))
                .set("service", instance.text("ServiceName"))
                .set("service_address", address)
                .set("service_id", instance.text("ID"))
                .set("service_port", instance.text("Port"))
                .list("tags", settings.tagSeparator, instance.texts("Tags"))
                .build();
    }
}
