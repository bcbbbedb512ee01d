package io.gnomon.discovery.clouds.internal;

import io.gnomon.discovery.polling.Api;
import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.PolledFactory;
import io.gnomon.discovery.polling.PolledSettings;
import io.gnomon.discovery.polling.SignedApi;
import io.gnomon.discovery.polling.Source;
import io.gnomon.discovery.polling.Target;
import io.gnomon.discovery.polling.Urls;
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

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The discovery {@code stackit}; interface: docs.api.stackit.cloud, IaaS. */
@Component(service = DiscoveryFactory.class)
public final class Stackit extends PolledFactory<Stackit.Settings> {
    private static final URI TOKENS = URI.create("https://service-account.api.stackit.cloud/token");

    /** An entry of {@code stackit_sd_configs}. */
    @Doc("Servers of STACKIT")
    public record Settings(
            @Default("") String project,
            @Default("60s") @Limit(min = 0.001) Duration refreshInterval,
            @Default("80") int port,
            @Default("eu01") String region,
            @Doc("URL of the interface, usually that of the region") @Default("") String endpoint,
            @Doc("JSON of the key of a service account") @Default("") Secret serviceAccountKey,
            @Doc("PEM, when the key of the service account has none") @Default("")
                    Secret privateKey,
            @FilePath @Default("") String serviceAccountKeyPath,
            @FilePath @Default("") String privateKeyPath,
            @Doc("JSON with the keys and paths of other settings") @FilePath @Default("")
                    String credentialsFilePath,
            @Inline HttpSettings http)
            implements PolledSettings {
        public Settings {
            if (endpoint.isEmpty() && region.isEmpty()) {
                throw new IllegalArgumentException("stackit_sd: endpoint and region missing");
            }
            if (!endpoint.isEmpty() && !Urls.hasHost(endpoint)) {
                throw new IllegalArgumentException(
                        "stackit_sd: invalid endpoint \"" + endpoint + "\"");
            }
        }
    }

    @Activate
    public Stackit(@Reference HttpClients clients) {
        this(clients, TOKENS);
    }

    Stackit(HttpClients clients, URI tokens) {
        super(
                "stackit",
                Settings.class,
                clients,
                (settings, api) ->
                        new Servers(settings, new SignedApi(clients, settings.http, api), tokens));
    }

    private record Servers(Settings settings, SignedApi api, URI tokens) implements Source {
        @Override
        public List<TargetGroup> look() throws IOException, InterruptedException {
            boolean account =
                    !settings.serviceAccountKey.isEmpty()
                            || !settings.serviceAccountKeyPath.isEmpty();
            Api asked = account ? api.by(StackitKey.read(settings, tokens)) : api.plain();
            String endpoint =
                    settings.endpoint.isEmpty()
                            ? "https://iaas.api." + settings.region + ".stackit.cloud"
                            : Api.base(settings.endpoint);
            Json answer =
                    asked.json(
                            "%s/v1/projects/%s/servers?details=true"
                                    .formatted(endpoint, Api.encoded(settings.project)));
            List<Labels> targets = new ArrayList<>();
            answer.items("items").forEach(server -> add(server, targets));
            return Target.group("stackit", targets);
        }

        private void add(Json server, List<Labels> targets) {
            Target target =
                    Target.of("stackit")
                            .set("project", settings.project)
                            .set("id", server.text("id"))
                            .set("name", server.text("name"))
                            .set("availability_zone", server.text("availabilityZone"))
                            .set("status", server.text("status"))
                            .set("power_status", server.text("powerStatus"))
                            .set("type", server.text("machineType"));
            String publicIp = "";
            String privateIp = "";
            for (Json card : server.items("nics")) {
                publicIp = publicIp.isEmpty() ? card.text("publicIp") : publicIp;
                String ip = card.text("ipv4");
                privateIp = privateIp.isEmpty() ? ip : privateIp;
                target.named("private_ipv4", card.text("networkName"), ip);
            }
            String address = publicIp.isEmpty() ? privateIp : publicIp;
            if (address.isEmpty()) {
                return;
            }
            server.entries("labels")
                    .forEach((key, value) -> {
                        if (value.isText()) {
                            target.present("label", key, value.text());
                        }
                    });
            targets.add(
                    target.set("public_ipv4", publicIp).address(address, settings.port).build());
        }

        @Override
        public void close() {
            api.close();
        }
    }
}
