package io.gnomon.discovery.clouds.internal;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The discovery {@code ionos}; interface: api.ionos.com/docs/cloud/v6. */
@Component(service = DiscoveryFactory.class)
public final class Ionos extends PolledFactory<Ionos.Settings> {
    /** An entry of {@code ionos_sd_configs}. */
    @Doc("Servers of a datacenter of IONOS Cloud")
    public record Settings(
            @Default("") String datacenterId,
            @Default("80") int port,
            @Default("60s") @Limit(min = 0.001) Duration refreshInterval,
            @Inline HttpSettings http)
            implements PolledSettings {
        public Settings {
            if (datacenterId.isEmpty()) {
                throw new IllegalArgumentException("datacenter id can't be empty");
            }
        }
    }

    @Activate
    public Ionos(@Reference HttpClients clients) {
        this(clients, "https://api.ionos.com");
    }

    Ionos(HttpClients clients, String url) {
        super("ionos", Settings.class, clients, (settings, api) -> () -> look(settings, api, url));
    }

    private static List<TargetGroup> look(Settings settings, Api api, String url)
            throws IOException, InterruptedException {
        Json servers =
                api.json(
                        "%s/cloudapi/v6/datacenters/%s/servers?depth=3"
                                .formatted(url, Api.encoded(settings.datacenterId)));
        List<Labels> targets = new ArrayList<>();
        for (Json server : servers.items("items")) {
            add(settings, servers.text("id"), server, targets);
        }
        return Target.group("ionos", targets);
    }

    private static void add(Settings settings, String listId, Json server, List<Labels> targets) {
        List<String> addresses = new ArrayList<>();
        Map<String, List<String>> byCard = new LinkedHashMap<>();
        for (Json card : server.items("entities", "nics", "items")) {
            Json name = card.at("properties", "name");
            List<String> ips = card.texts("properties", "ips");
            addresses.addAll(0, ips);
            byCard.computeIfAbsent(
                            name.exists() ? name.text() : "unnamed", key -> new ArrayList<>())
                    .addAll(0, ips);
        }
        if (addresses.isEmpty()) {
            return;
        }
        Json properties = server.at("properties");
        List<Json> volumes = server.items("entities", "volumes", "items");
        Target target =
                Target.of("ionos_server")
                        .address(addresses.get(0), settings.port)
                        .set("availability_zone", properties.text("availabilityZone"))
                        .set("boot_cdrom_id", properties.text("bootCdrom", "id"))
                        .set("boot_volume_id", properties.text("bootVolume", "id"))
                        .set("cpu_family", properties.text("cpuFamily"))
                        .set("id", server.text("id"))
                        .list("ip", addresses)
                        .set("lifecycle", server.text("metadata", "state"))
                        .set("name", properties.text("name"))
                        .set("servers_id", listId)
                        .set("state", properties.text("vmState"))
                        .set("type", properties.text("type"));
        if (!volumes.isEmpty()) {
            target.set("boot_image_id", volumes.get(0).text("properties", "image"));
        }
        byCard.forEach(
                (card, ips) -> target.named("nic_ip", card, "," + String.join(",", ips) + ","));
        targets.add(target.build());
    }
}
