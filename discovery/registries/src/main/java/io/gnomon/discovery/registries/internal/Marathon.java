package io.gnomon.discovery.registries.internal;

import io.gnomon.discovery.polling.Api;
import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.PolledFactory;
import io.gnomon.discovery.polling.PolledSettings;
import io.gnomon.discovery.polling.Target;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.FilePath;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Inline;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.discovery.TargetGroup;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/** The discovery {@code marathon}; interface: mesosphere.github.io/marathon/api-console. */
@Component(service = DiscoveryFactory.class)
public final class Marathon extends PolledFactory<Marathon.Settings> {
    /** An entry of {@code marathon_sd_configs}. */
    @Doc("Tasks of the apps of Marathon")
    public record Settings(
            @Doc("URLs of the servers, of which one is asked each time") List<String> servers,
            @Default("30s") @Limit(min = 0.001) Duration refreshInterval,
            @Doc("Token of DC/OS") @Nullable Secret authToken,
            @FilePath @Nullable String authTokenFile,
            @Inline HttpSettings http)
            implements PolledSettings {
        public Settings {
            refuse(servers.isEmpty(), "must contain at least one Marathon server");
            refuse(
                    authToken != null && authTokenFile != null,
                    "at most one of auth_token & auth_token_file must be configured");
            if (authToken != null || authTokenFile != null) {
                refuse(
                        http.basicAuth() != null,
                        "at most one of basic_auth, auth_token & auth_token_file must be"
                                + " configured");
                refuse(
                        http.bearerToken() != null || http.bearerTokenFile() != null,
                        "at most one of bearer_token, bearer_token_file, auth_token &"
                                + " auth_token_file must be configured");
                refuse(
                        http.authorization() != null,
                        "at most one of auth_token, auth_token_file & authorization must be"
                                + " configured");
            }
        }

        private static void refuse(boolean wrong, String sentence) {
            if (wrong) {
                throw new IllegalArgumentException("marathon_sd: " + sentence);
            }
        }
    }

    @Activate
    public Marathon(@Reference HttpClients clients) {
        super("marathon", Settings.class, clients, (settings, api) -> () -> look(settings, api));
    }

    private static List<TargetGroup> look(Settings settings, Api api)
            throws IOException, InterruptedException {
        List<String> servers = settings.servers;
        String server = servers.get(ThreadLocalRandom.current().nextInt(servers.size()));
        Json apps = authorized(settings, api).json(server + "/v2/apps/?embed=apps.tasks");
        Map<String, TargetGroup> groups = new TreeMap<>();
        for (Json app : apps.items("apps")) {
            groups.put(app.text("id"), group(app));
        }
        return List.copyOf(groups.values());
    }

    private static Api authorized(Settings settings, Api api) throws IOException {
        String token = settings.authToken == null ? "" : settings.authToken.reveal();
        if (settings.authTokenFile != null) {
            token = Files.readString(Path.of(settings.authTokenFile)).strip();
        }
        return token.isEmpty() ? api : api.with("Authorization", "token=" + token);
    }

    private static TargetGroup group(Json app) {
        String id = app.text("id");
        Labels labels =
                Target.of("marathon")
                        .set("app", id)
                        .set("image", app.text("container", "docker", "image"))
                        .all("app_label", app.entries("labels"))
                        .build();
        return new TargetGroup(id, targets(app), labels);
    }

    /** A port of an app; 0 when Mesos chooses it for each task. */
    private record Port(long number, Map<String, Json> labels) {}

    private static List<Labels> targets(Json app) {
        boolean ownNetwork =
                !app.items("networks").isEmpty()
                        && app.items("networks").get(0).text("mode").equals("container");
        List<Port> ports = new ArrayList<>();
        String labels = "port_mapping_label";
        List<Json> mappings = app.items("container", "portMappings");
        if (mappings.isEmpty()) {
            // Where Marathon before 1.5 has them.
            mappings = app.items("container", "docker", "portMappings");
        }
        for (Json mapping : mappings) {
            String which = ownNetwork ? "containerPort" : "hostPort";
            ports.add(new Port(mapping.number(which), mapping.entries("labels")));
        }
        if (ports.isEmpty()) {
            labels = "port_definition_label";
            for (Json definition : app.items("portDefinitions")) {
                long number = app.isTrue("requirePorts") ? definition.number("port") : 0;
                ports.add(new Port(number, definition.entries("labels")));
            }
        }
        List<Labels> targets = new ArrayList<>();
        for (Json task : app.items("tasks")) {
            List<Json> taskPorts = task.items("ports");
            if (ports.isEmpty()) {
                taskPorts.forEach(port -> ports.add(new Port(port.number(), Map.of())));
            }
            for (int i = 0; i < ports.size(); i++) {
                long port = ports.get(i).number;
                if (port == 0 && taskPorts.size() == ports.size()) {
                    port = taskPorts.get(i).number();
                }
                targets.add(
                        Target.of("marathon")
                                .address(host(task, ownNetwork), port)
                                .set("task", task.text("id"))
                                .set("port_index", String.valueOf(i))
                                .all(labels, ports.get(i).labels)
                                .build());
            }
        }
        return List.copyOf(targets);
    }

    private static String host(Json task, boolean ownNetwork) {
        List<Json> addresses = task.items("ipAddresses");
        return ownNetwork && !addresses.isEmpty()
                ? addresses.get(0).text("ipAddress")
                : task.text("host");
    }
}
