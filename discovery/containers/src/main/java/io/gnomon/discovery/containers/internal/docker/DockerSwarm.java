package io.gnomon.discovery.containers.internal.docker;

import io.gnomon.discovery.polling.PolledFactory;
import io.gnomon.discovery.polling.PolledSettings;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Inline;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.discovery.DiscoveryFactory;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.time.Duration;
import java.util.List;

/** The discovery {@code dockerswarm}. */
@Component(service = DiscoveryFactory.class)
public final class DockerSwarm extends PolledFactory<DockerSwarm.Settings> {
    /** An entry of {@code dockerswarm_sd_configs}. */
    @Doc("Services, tasks or nodes of a Docker swarm")
    public record Settings(
            @Doc("Address of the daemon: unix:///var/run/docker.sock, tcp://host:2375 ...")
                    @Default("")
                    String host,
            @Doc("services, tasks or nodes") @Default("") String role,
            @Doc("Port of nodes, and of what publishes none") @Default("80") int port,
            List<Engine.Filter> filters,
            @Default("60s") @Limit(min = 0.001) Duration refreshInterval,
            @Inline HttpSettings http)
            implements PolledSettings {
        public Settings {
            host = Engine.checked(host);
            if (role.isEmpty()) {
                throw new IllegalArgumentException("role missing (one of: tasks, services, nodes)");
            }
            if (!List.of("tasks", "services", "nodes").contains(role)) {
                throw new IllegalArgumentException(
                        "invalid role %s, expecting tasks, services, or nodes".formatted(role));
            }
        }
    }

    @Activate
    public DockerSwarm(@Reference HttpClients clients) {
        super("dockerswarm", Settings.class, clients, Swarm::new);
    }
}
