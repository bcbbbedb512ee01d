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
import java.util.List;

/** The discovery {@code digitalocean}; interface: docs.digitalocean.com/reference/api. */
@Component(service = DiscoveryFactory.class)
public final class DigitalOcean extends PolledFactory<DigitalOcean.Settings> {
    /** An entry of {@code digitalocean_sd_configs}. */
    @Doc("Droplets of DigitalOcean")
    public record Settings(
            @Default("80") int port,
            @Default("60s") @Limit(min = 0.001) Duration refreshInterval,
            @Inline HttpSettings http)
            implements PolledSettings {}

    @Activate
    public DigitalOcean(@Reference HttpClients clients) {
        this(clients, "https://api.digitalocean.com");
    }

    DigitalOcean(HttpClients clients, String url) {
        super(
                "digitalocean",
                Settings.class,
                clients,
                (settings, api) -> () -> look(settings, api, url));
    }

    private static List<TargetGroup> look(Settings settings, Api api, String url)
            throws IOException, InterruptedException {
        List<Labels> targets = new ArrayList<>();
        Json page;
        int number = 1;
        do {
            page = api.json(url + "/v2/droplets?per_page=200&page=" + number++);
            for (Json droplet : page.items("droplets")) {
                if (!droplet.items("networks", "v4").isEmpty()) {
                    targets.add(target(settings, droplet));
                }
            }
        } while (!page.text("links", "pages", "next").isEmpty());
        return Target.group("DigitalOcean", targets);
    }

    private static Labels target(Settings settings, Json droplet) {
        String ip = address(droplet, "v4", "public");
        return Target.of("digitalocean")
                .address(ip, settings.port)
                .set("droplet_id", droplet.text("id"))
                .set("droplet_name", droplet.text("name"))
                .set("image", droplet.text("image", "slug"))
                .set("image_name", droplet.text("image", "name"))
                .set("private_ipv4", address(droplet, "v4", "private"))
                .set("public_ipv4", ip)
                .set("public_ipv6", address(droplet, "v6", "public"))
                .set("region", droplet.text("region", "slug"))
                .set("size", droplet.text("size_slug"))
                .set("status", droplet.text("status"))
                .set("vpc", droplet.text("vpc_uuid"))
                .list("features", droplet.texts("features"))
                .list("tags", droplet.texts("tags"))
                .build();
    }

    private static String address(Json droplet, String version, String type) {
        for (Json network : droplet.items("networks", version)) {
            if (network.text("type").equals(type)) {
                return network.text("ip_address");
            }
        }
        return "";
    }
}
