package io.gnomon.discovery.clouds.internal;

import io.gnomon.discovery.polling.Api;
import io.gnomon.discovery.polling.Http;
import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.PolledFactory;
import io.gnomon.discovery.polling.PolledSettings;
import io.gnomon.discovery.polling.Target;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.common.TlsSettings;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.discovery.TargetGroup;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The discovery {@code triton}; interface: github.com/TritonDataCenter/triton-cmon. */
@Component(service = DiscoveryFactory.class)
public final class Triton extends PolledFactory<Triton.Settings> {
    /** An entry of {@code triton_sd_configs}. */
    @Doc("Containers or compute nodes of Triton")
    public record Settings(
            @Default("") String account,
            @Doc("container or cn") @Default("container") String role,
            @Key("dns_suffix") @Default("") String dnsSuffix,
            @Doc("Host of the discovery") @Default("") String endpoint,
            @Doc("Just the containers of these groups") List<String> groups,
            @Doc("Of the discovery and of its targets") @Default("9163") int port,
            @Default("60s") @Limit(min = 0.001) Duration refreshInterval,
            @Default("1") int version,
            @Nullable TlsSettings tlsConfig)
            implements PolledSettings {
        public Settings {
            refuse(
                    !role.equals("container") && !role.equals("cn"),
                    "role to be 'container' or 'cn'");
            refuse(account.isEmpty(), "an account");
            refuse(dnsSuffix.isEmpty(), "a dns_suffix");
            refuse(endpoint.isEmpty(), "an endpoint");
        }

        private static void refuse(boolean missing, String what) {
            if (missing) {
                throw new IllegalArgumentException("triton SD configuration requires " + what);
            }
        }

        @Override
        public HttpSettings http() {
            return Http.tls(tlsConfig);
        }
    }

    @Activate
    public Triton(@Reference HttpClients clients) {
        this(clients, "https://");
    }

    Triton(HttpClients clients, String scheme) {
        super(
                "triton",
                Settings.class,
                clients,
                (settings, api) -> () -> look(settings, api, scheme));
    }

    private static List<TargetGroup> look(Settings settings, Api api, String scheme)
            throws IOException, InterruptedException {
        boolean nodes = settings.role.equals("cn");
        String url =
                "%s%s:%d/v%d/%sdiscover%s"
                        .formatted(
                                scheme,
                                settings.endpoint,
                                settings.port,
                                settings.version,
                                nodes ? "gz/" : "",
                                settings.groups.isEmpty()
                                        ? ""
                                        : "?groups="
                                                + Api.encoded(String.join(",", settings.groups)));
        Json answer = api.json(url);
        List<Labels> targets = new ArrayList<>();
        for (Json node : answer.items("cns")) {
            targets.add(
                    target(settings, node.text("server_uuid"))
                            .set("machine_alias", node.text("server_hostname"))
                            .build());
        }
        for (Json container : answer.items("containers")) {
            targets.add(
                    target(settings, container.text("vm_uuid"))
                            .set("machine_alias", container.text("vm_alias"))
                            .set("machine_brand", container.text("vm_brand"))
                            .set("machine_image", container.text("vm_image_uuid"))
                            .set("server_id", container.text("server_uuid"))
                            .list("groups", container.texts("groups"))
                            .build());
        }
        return Target.group(url, targets);
    }

    private static Target target(Settings settings, String id) {
        return Target.of("triton")
                .address(id + "." + settings.dnsSuffix, settings.port)
                .set("machine_id", id);
    }
}
