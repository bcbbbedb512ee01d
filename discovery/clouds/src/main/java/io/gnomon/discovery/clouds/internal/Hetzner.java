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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The discovery {@code hetzner}: servers of Hetzner Cloud (docs.hetzner.cloud) or rented machines
 * (robot.hetzner.com/doc/webservice).
 */
@Component(service = DiscoveryFactory.class)
public final class Hetzner extends PolledFactory<Hetzner.Settings> {
    /** An entry of {@code hetzner_sd_configs}. */
    @Doc("Servers of Hetzner")
    public record Settings(
            @Doc("hcloud or robot") @Default("") String role,
            @Default("80") int port,
            @Doc("Which servers of hcloud, in the language of its label selectors") @Default("")
                    String labelSelector,
            @Default("60s") @Limit(min = 0.001) Duration refreshInterval,
            @Inline HttpSettings http)
            implements PolledSettings {
        public Settings {
            if (role.isEmpty()) {
                throw new IllegalArgumentException("role missing (one of: robot, hcloud)");
            }
            if (!role.equals("hcloud") && !role.equals("robot")) {
                throw new IllegalArgumentException(
                        "unknown role \"" + role + "\"; valid: hcloud, robot");
            }
        }
    }

    @Activate
    public Hetzner(@Reference HttpClients clients) {
        this(clients, "https://api.hetzner.cloud", "https://robot-ws.your-server.de");
    }

    Hetzner(HttpClients clients, String hcloud, String robot) {
        super(
                "hetzner",
                Settings.class,
                clients,
                (settings, api) ->
                        settings.role.equals("hcloud")
                                ? () -> hcloud(settings, api, hcloud + "/v1")
                                : () -> robot(settings, api, robot));
    }

    private static List<TargetGroup> hcloud(Settings settings, Api api, String url)
            throws IOException, InterruptedException {
        String selector =
                settings.labelSelector.isEmpty()
                        ? ""
                        : "&label_selector=" + Api.encoded(settings.labelSelector);
        List<Json> servers = all(api, url, "servers", selector);
        Map<String, String> networks = new HashMap<>();
        for (Json network : all(api, url, "networks", "")) {
            networks.put(network.text("id"), network.text("name"));
        }
        List<Labels> targets = new ArrayList<>();
        for (Json server : servers) {
            targets.add(cloudServer(settings, server, networks));
        }
        return Target.group("hetzner", targets);
    }

    private static List<Json> all(Api api, String url, String list, String query)
            throws IOException, InterruptedException {
        List<Json> all = new ArrayList<>();
        String page = "1";
        while (!page.isEmpty()) {
            Json answer = api.json(url + "/" + list + "?per_page=50&page=" + page + query);
            all.addAll(answer.items(list));
            page = answer.text("meta", "pagination", "next_page");
        }
        return all;
    }

    private static Labels cloudServer(
            Settings settings, Json server, Map<String, String> networks) {
        String ip = server.text("public_net", "ipv4", "ip");
        Json type = server.at("server_type");
        Json place = server.at("datacenter");
        Json location =
                server.at("location").exists() ? server.at("location") : place.at("location");
        Json image = server.at("image");
        Target target =
                Target.of("hetzner")
                        .address(ip, settings.port)
                        .set("role", "hcloud")
                        .set("server_id", server.text("id"))
                        .set("server_name", server.text("name"))
                        .set("server_status", server.text("status"))
                        .set("datacenter", place.text("name"))
                        .set("public_ipv4", ip)
                        .set("public_ipv6_network", server.text("public_net", "ipv6", "ip"))
                        .set("hcloud_location", location.text("name"))
                        .set("hcloud_location_network_zone", location.text("network_zone"))
                        .set("hcloud_datacenter_location", location.text("name"))
                        .set(
                                "hcloud_datacenter_location_network_zone",
                                location.text("network_zone"))
                        .set("hcloud_server_type", type.text("name"))
                        .set("hcloud_cpu_cores", type.text("cores"))
                        .set("hcloud_cpu_type", type.text("cpu_type"))
                        .set("hcloud_memory_size_gb", String.valueOf(type.number("memory")))
                        .set("hcloud_disk_size_gb", type.text("disk"))
                        .set("hcloud_image_name", image.text("name"))
                        .set("hcloud_image_description", image.text("description"))
                        .set("hcloud_image_os_version", image.text("os_version"))
                        .set("hcloud_image_os_flavor", image.text("os_flavor"));
        for (Json network : server.items("private_net")) {
            String name = networks.get(network.text("network"));
            if (name != null) {
                target.named("hcloud_private_ipv4", name, network.text("ip"));
            }
        }
        server.entries("labels")
                .forEach((key, value) -> target.present("hcloud_label", key, value.text()));
        return target.build();
    }

    private static List<TargetGroup> robot(Settings settings, Api api, String url)
            throws IOException, InterruptedException {
        List<Labels> targets = new ArrayList<>();
        for (Json entry : api.json(url + "/server").items()) {
            Json server = entry.at("server");
            String ip = server.text("server_ip");
            String datacenter = server.text("dc").toLowerCase(Locale.ROOT);
            Target target =
                    Target.of("hetzner")
                            .address(ip, settings.port)
                            .set("role", "robot")
                            .set("server_id", server.text("server_number"))
                            .set("server_name", server.text("server_name"))
                            .set("server_status", server.text("status"))
                            .set("datacenter", datacenter)
                            .set("robot_datacenter", datacenter)
                            .set("public_ipv4", ip)
                            .set("robot_product", server.text("product"))
                            .set("robot_cancelled", String.valueOf(server.isTrue("cancelled")));
            server.items("subnet").stream()
                    .filter(subnet -> subnet.text("ip").contains(":"))
                    .findFirst()
                    .ifPresent(subnet ->
                            target.set(
                                    "public_ipv6_network",
                                    subnet.text("ip") + "/" + subnet.text("mask")));
            targets.add(target.build());
        }
        return Target.group("hetzner", targets);
    }
}
