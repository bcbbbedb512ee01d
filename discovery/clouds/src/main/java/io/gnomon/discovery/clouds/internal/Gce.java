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
import io.gnomon.spi.common.HttpSigning;
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

/**
 * The discovery {@code gce}; interface: cloud.google.com/compute/docs/reference/rest/v1/instances.
 */
@Component(service = DiscoveryFactory.class)
public final class Gce extends PolledFactory<Gce.Settings> {
    private static final String COMPUTE = "https://compute.googleapis.com";
    private static final HttpSigning SIGNING =
            new HttpSigning.Google("", "https://www.googleapis.com/auth/compute.readonly");

    /** An entry of {@code gce_sd_configs}. */
    @Doc("Instances of Google Compute Engine")
    public record Settings(
            @Default("") String project,
            @Default("") String zone,
            @Doc("Which instances, in Google's language of filters") @Default("") String filter,
            @Default("60s") @Limit(min = 0.001) Duration refreshInterval,
            @Default("80") int port,
            @Doc("Stands before, between and after tags") @Default("','") String tagSeparator)
            implements PolledSettings {
        public Settings {
            if (project.isEmpty()) {
                throw new IllegalArgumentException("GCE SD configuration requires a project");
            }
            if (zone.isEmpty()) {
                throw new IllegalArgumentException("GCE SD configuration requires a zone");
            }
        }

        @Override
        public HttpSettings http() {
            return HttpSettings.PLAIN;
        }
    }

    @Activate
    public Gce(@Reference HttpClients clients) {
        this(clients, COMPUTE);
    }

    Gce(HttpClients clients, String compute) {
        super(
                "gce",
                Settings.class,
                clients,
                (settings, api) -> () -> look(settings, api, compute));
    }

    @Override
    protected HttpSigning signing(Settings given) {
        return SIGNING;
    }

    private static List<TargetGroup> look(Settings settings, Api api, String compute)
            throws IOException, InterruptedException {
        String url =
                "%s/compute/v1/projects/%s/zones/%s/instances?maxResults=500%s"
                        .formatted(
                                compute,
                                Api.encoded(settings.project),
                                Api.encoded(settings.zone),
                                settings.filter.isEmpty()
                                        ? ""
                                        : "&filter=" + Api.encoded(settings.filter));
        List<Labels> targets = new ArrayList<>();
        String next = "";
        do {
            Json page = api.json(url + (next.isEmpty() ? "" : "&pageToken=" + Api.encoded(next)));
            for (Json instance : page.items("items")) {
                if (!instance.items("networkInterfaces").isEmpty()) {
                    targets.add(target(settings, instance));
                }
            }
            next = page.text("nextPageToken");
        } while (!next.isEmpty());
        return Target.group("GCE_" + settings.project + "_" + settings.zone, targets);
    }

    private static Labels target(Settings settings, Json instance) {
        Json first = instance.items("networkInterfaces").get(0);
        Target target =
                Target.of("gce")
                        .address(first.text("networkIP") + ":" + settings.port)
                        .set("project", settings.project)
                        .set("zone", instance.text("zone"))
                        .set("instance_id", instance.text("id"))
                        .set("instance_name", instance.text("name"))
                        .set("instance_status", instance.text("status"))
                        .set("machine_type", instance.text("machineType"))
                        .set("network", first.text("network"))
                        .set("subnetwork", first.text("subnetwork"))
                        .set("private_ip", first.text("networkIP"))
                        .list("tags", settings.tagSeparator, instance.texts("tags", "items"))
                        .all("label", instance.entries("labels"));
        for (Json each : instance.items("networkInterfaces")) {
            target.named("interface_ipv4", each.text("name"), each.text("networkIP"));
        }
        for (Json item : instance.items("metadata", "items")) {
            target.named("metadata", item.text("key"), item.text("value"));
        }
        List<Json> access = first.items("accessConfigs");
        if (!access.isEmpty() && access.get(0).text("type").equals("ONE_TO_ONE_NAT")) {
            target.set("public_ip", access.get(0).text("natIP"));
        }
        return target.build();
    }
}
