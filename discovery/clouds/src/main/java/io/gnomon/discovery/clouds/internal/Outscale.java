package io.gnomon.discovery.clouds.internal;

import io.gnomon.discovery.polling.Api;
import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.PolledFactory;
import io.gnomon.discovery.polling.PolledSettings;
import io.gnomon.discovery.polling.SignedApi;
import io.gnomon.discovery.polling.Source;
import io.gnomon.discovery.polling.Target;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.FilePath;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.HttpSigning;
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

/** The discovery {@code outscale}; interface: docs.outscale.com/api. */
@Component(service = DiscoveryFactory.class)
public final class Outscale extends PolledFactory<Outscale.Settings> {
    /** An entry of {@code outscale_sd_configs}. */
    @Doc("Virtual machines of Outscale")
    public record Settings(
            @Doc("URL of the interface, usually that of the region") @Default("") String endpoint,
            @Default("eu-west-2") String region,
            @Default("") String accessKey,
            @Nullable Secret secretKey,
            @FilePath @Nullable String secretKeyFile,
            @Default("60s") @Limit(min = 0.001) Duration refreshInterval,
            @Default("80") int port,
            @Inline HttpSettings http)
            implements PolledSettings {
        public Settings {
            refuse(region.isEmpty(), "outscale SD configuration requires a region");
            refuse(accessKey.isEmpty(), "outscale SD configuration requires access_key");
            refuse(
                    secretKey == null && secretKeyFile == null,
                    "one of secret_key & secret_key_file must be configured");
            refuse(
                    secretKey != null && secretKeyFile != null,
                    "at most one of secret_key & secret_key_file must be configured");
        }

        private static void refuse(boolean wrong, String sentence) {
            if (wrong) {
                throw new IllegalArgumentException(sentence);
            }
        }

        private Secret secret() throws IOException {
            return secretKey != null
                    ? secretKey
                    : new Secret(Files.readString(Path.of(String.valueOf(secretKeyFile))).strip());
        }
    }

    @Activate
    public Outscale(@Reference HttpClients clients) {
        super(
                "outscale",
                Settings.class,
                clients,
                (settings, api) ->
                        new Machines(settings, new SignedApi(clients, settings.http, api)));
    }

    private record Machines(Settings settings, SignedApi api) implements Source {
        @Override
        public List<TargetGroup> look() throws IOException, InterruptedException {
            Api signed =
                    api.by(
                            new HttpSigning.Amazon(
                                    "oapi",
                                    settings.region,
                                    settings.accessKey,
                                    settings.secret(),
                                    "",
                                    null,
                                    false));
            String endpoint =
                    settings.endpoint.isEmpty()
                            ? "https://api." + settings.region + ".outscale.com/api/v1"
                            : Api.base(settings.endpoint);
            List<Labels> targets = new ArrayList<>();
            String next = "";
            do {
                String token = next.isEmpty() ? "" : "\"NextPageToken\": " + Json.quoted(next);
                Json page =
                        signed.post(endpoint + "/ReadVms", "application/json", "{" + token + "}")
                                .json();
                page.items("Vms").forEach(machine -> add(machine, targets));
                next = page.text("NextPageToken");
            } while (!next.isEmpty());
            return Target.group(settings.region, targets);
        }

        private void add(Json machine, List<Labels> targets) {
            String ip = machine.text("PrivateIp");
            if (ip.isEmpty()) {
                ip = machine.text("PublicIp");
            }
            if (ip.isEmpty()) {
                return;
            }
            Target target =
                    Target.of("outscale_vm")
                            .address(ip, settings.port)
                            .set("instance_id", machine.text("VmId"))
                            .set("region", settings.region)
                            .set("subregion", machine.text("Placement", "SubregionName"))
                            .set("state", machine.text("State"))
                            .set("private_ip", machine.text("PrivateIp"))
                            .set("public_ip", machine.text("PublicIp"));
            for (Json tag : machine.items("Tags")) {
                target.named("tag", tag.text("Key"), tag.text("Value"));
            }
            targets.add(target.build());
        }

        @Override
        public void close() {
            api.close();
        }
    }
}
