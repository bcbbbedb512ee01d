package io.gnomon.discovery.containers.internal.docker;

import io.gnomon.discovery.polling.Api;
import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.PolledFactory;
import io.gnomon.discovery.polling.PolledSettings;
import io.gnomon.discovery.polling.Source;
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
import java.util.Map;
import java.util.TreeMap;

/** The discovery {@code docker}: the containers of a Docker Engine. */
@Component(service = DiscoveryFactory.class)
public final class Docker extends PolledFactory<Docker.Settings> {
    /** An entry of {@code docker_sd_configs}. */
    @Doc("Containers of a Docker Engine")
    public record Settings(
            @Doc("Address of the daemon: unix:///var/run/docker.sock, tcp://host:2375 ...")
                    @Default("")
                    String host,
            @Doc("Port of containers that expose none") @Default("80") int port,
            List<Engine.Filter> filters,
            @Doc("Address of containers that use the host's network") @Default("localhost")
                    String hostNetworkingHost,
            @Doc("Take just the first network of a container, by name") @Default("true")
                    boolean matchFirstNetwork,
            @Default("60s") @Limit(min = 0.001) Duration refreshInterval,
            @Inline HttpSettings http)
            implements PolledSettings {
        public Settings {
            host = Engine.checked(host);
        }
    }

    @Activate
    public Docker(@Reference HttpClients clients) {
        super("docker", Settings.class, clients, Containers::new);
    }

    private record Containers(Settings settings, Engine engine) implements Source {
        Containers(Settings settings, Api api) {
            this(settings, Engine.of(settings.host, settings.filters, api));
        }

        @Override
        public List<TargetGroup> look() throws IOException, InterruptedException {
            List<Json> containers = engine.filtered("/containers/json");
            Map<String, Json> networks = engine.networks();
            Map<String, Json> byId = new HashMap<>();
            containers.forEach(container -> byId.put(container.text("Id"), container));
            List<Labels> targets = new ArrayList<>();
            for (Json container : containers) {
                if (!container.items("Names").isEmpty()) {
                    for (Json network : networks(container, byId)) {
                        add(container, network, networks, targets);
                    }
                }
            }
            return Target.group("Docker", targets);
        }

        /** The networks of a container, or of the one whose network it shares. */
        private List<Json> networks(Json container, Map<String, Json> byId) {
            Json at = container;
            for (int i = 0; i < byId.size() && own(at).isEmpty(); i++) {
                String mode = at.text("HostConfig", "NetworkMode");
                if (!mode.startsWith("container:")) {
                    break;
                }
                at = byId.getOrDefault(mode.substring("container:".length()), Json.NONE);
            }
            List<Json> networks = List.copyOf(own(at).values());
            return settings.matchFirstNetwork && networks.size() > 1
                    ? networks.subList(0, 1)
                    : networks;
        }

        private static Map<String, Json> own(Json container) {
            Map<String, Json> networks =
                    new TreeMap<>(container.entries("NetworkSettings", "Networks"));
            networks.values().removeIf(network -> !network.exists());
            return networks;
        }

        private void add(
                Json container, Json network, Map<String, Json> networks, List<Labels> targets) {
            String ip = network.text("IPAddress");
            if (ip.isEmpty()) {
                ip = network.text("GlobalIPv6Address");
            }
            Json described = networks.getOrDefault(network.text("NetworkID"), Json.NONE);
            int before = targets.size();
            for (Json port : container.items("Ports")) {
                if (port.text("Type").equals("tcp")) {
                    long number = port.number("PrivatePort");
                    Target target =
                            target(container, ip, described)
                                    .address(ip, number)
                                    .set("port_private", String.valueOf(number));
                    if (port.number("PublicPort") > 0) {
                        target.set("port_public", port.text("PublicPort"))
                                .set("port_public_ip", port.text("IP"));
                    }
                    targets.add(target.build());
                }
            }
            if (targets.size() == before) {
                boolean hosts = container.text("HostConfig", "NetworkMode").equals("host");
                targets.add(
                        target(container, ip, described)
                                .address(
                                        hosts
                                                ? settings.hostNetworkingHost
                                                : Target.hostPort(ip, settings.port))
                                .build());
            }
        }

        private static Target target(Json container, String ip, Json network) {
            Target target =
                    Target.of("docker")
                            .set("container_id", container.text("Id"))
                            .set("container_name", container.items("Names").get(0).text())
                            .set("container_image", container.text("Image"))
                            .set("container_image_id", container.text("ImageID"))
                            .set(
                                    "container_network_mode",
                                    container.text("HostConfig", "NetworkMode"))
                            .all("container_label", container.entries("Labels"))
                            .set("network_ip", ip);
            Engine.describe(target, network);
            return target;
        }
    }
}
