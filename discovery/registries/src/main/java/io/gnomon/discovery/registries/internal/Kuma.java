package io.gnomon.discovery.registries.internal;

import io.gnomon.discovery.polling.Api;
import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.Target;
import io.gnomon.discovery.polling.Urls;
import io.gnomon.discovery.polling.Watching;
import io.gnomon.model.labels.Labels;
import io.gnomon.model.text.Durations;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.HttpCaller;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Inline;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.discovery.Discovery;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.discovery.TargetGroup;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The discovery {@code kuma}: monitoring assignments of a Kuma control plane, asked by long polls;
 * interface: github.com/kumahq/kuma, api/observability/v1/mads.proto, over REST.
 */
@Component(service = DiscoveryFactory.class)
public final class Kuma implements DiscoveryFactory<Kuma.Settings> {
    private static final String TYPE =
            "type.googleapis.com/kuma.observability.v1.MonitoringAssignment";
    private static final int NOT_MODIFIED = 304;

    /** An entry of {@code kuma_sd_configs}. */
    @Doc("Data planes of a Kuma mesh")
    public record Settings(
            @Default("") String server,
            @Doc("Name of this server at the control plane; usually that of its host") @Default("")
                    String clientId,
            @Doc("Pause between two polls") @Default("15s") @Limit(min = 0.001)
                    Duration refreshInterval,
            @Doc("How long a poll waits for changes") @Default("2m") @Limit(min = 0.001)
                    Duration fetchTimeout,
            @Inline HttpSettings http) {
        public Settings {
            if (server.isEmpty()) {
                throw new IllegalArgumentException("kuma SD server must not be empty");
            }
            if (!Urls.hasHost(server)) {
                throw new IllegalArgumentException(
                        "kuma SD server must not be empty and have a scheme: " + server);
            }
        }
    }

    private final HttpClients clients;

    @Activate
    public Kuma(@Reference HttpClients clients) {
        this.clients = clients;
    }

    @Override
    public String name() {
        return "kuma";
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Discovery create(Settings settings) {
        // Some time more than the server is asked to wait.
        Duration timeout = settings.fetchTimeout.plusSeconds(15);
        return new Assignments(settings, Api.of(clients.open(settings.http), timeout));
    }

    private static final class Assignments extends Watching {
        private final Settings settings;
        private final Api api;
        private String version = "";
        private String nonce = "";
        private volatile List<TargetGroup> found = List.of();

        Assignments(Settings settings, Api api) {
            this.settings = settings;
            this.api = api;
        }

        @Override
        protected void start() {
            watch("kuma", this::poll);
        }

        @Override
        protected List<TargetGroup> groups() {
            return found;
        }

        private void poll() throws IOException, InterruptedException {
            if (!version.isEmpty()) {
                Thread.sleep(settings.refreshInterval);
            }
            String url =
                    Api.base(settings.server)
                            + "/v3/discovery:monitoringassignments?fetch-timeout="
                            + Durations.format(settings.fetchTimeout.toMillis());
            String request =
                    "{\"version_info\": %s, \"node\": {\"id\": %s}, \"type_url\": %s, \"response_nonce\": %s}"
                            .formatted(
                                    Json.quoted(version),
                                    Json.quoted(clientId()),
                                    Json.quoted(TYPE),
                                    Json.quoted(nonce));
            byte[] body = request.getBytes(StandardCharsets.UTF_8);
            String known = version;
            // After a failure the first poll does not wait, so that it shows that all is well.
            version = "";
            Map<String, String> type = Map.of("Content-Type", "application/json");
            try (HttpCaller.Response answer = api.open("POST", url, type, body)) {
                if (answer.status() == NOT_MODIFIED) {
                    version = known;
                    return;
                }
                if (answer.status() != 200) {
                    throw new IOException(
                            "non 200 status '%d' response during xDS fetch"
                                    .formatted(answer.status()));
                }
                take(Json.read(answer.body()));
            }
        }

        private void take(Json answer) throws IOException {
            String type = either(answer, "typeUrl", "type_url");
            if (!type.equals(TYPE)) {
                throw new IOException(
                        "received invalid typeURL for Kuma MADS v1 Resource: " + type);
            }
            List<Labels> targets = new ArrayList<>();
            for (Json assignment : answer.items("resources")) {
                for (Json target : assignment.items("targets")) {
                    targets.add(target(assignment, target));
                }
            }
            found = Target.group("kuma", targets);
            version = either(answer, "versionInfo", "version_info");
            nonce = answer.text("nonce");
            changed();
        }

        /** JSON of protobuf messages has either form of a name. */
        private static String either(Json json, String camelCase, String snakeCase) {
            String text = json.text(camelCase);
            return text.isEmpty() ? json.text(snakeCase) : text;
        }

        private static Labels target(Json assignment, Json target) {
            return Target.of("kuma")
                    .all("label", target.entries("labels"))
                    .all("label", assignment.entries("labels"))
                    .set("mesh", assignment.text("mesh"))
                    .set("service", assignment.text("service"))
                    .set("dataplane", target.text("name"))
                    .address(target.text("address"))
                    .label("instance", target.text("name"))
                    .label("__scheme__", target.text("scheme"))
                    .label("__metrics_path__", either(target, "metricsPath", "metrics_path"))
                    .build();
        }

        private String clientId() {
            if (!settings.clientId.isEmpty()) {
                return settings.clientId;
            }
            try {
                return InetAddress.getLocalHost().getCanonicalHostName();
            } catch (UnknownHostException e) {
                return "prometheus";
            }
        }

        @Override
        public void close() {
            super.close();
            api.close();
        }
    }
}
