package io.gnomon.discovery.clouds.internal.aws;

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
import java.util.List;

/**
 * The discovery {@code lightsail}; interface:
 * docs.aws.amazon.com/lightsail/2016-11-28/api-reference.
 */
@Component(service = DiscoveryFactory.class)
public final class Lightsail extends PolledFactory<Lightsail.Settings> {
    /** An entry of {@code lightsail_sd_configs}. */
    @Doc("Instances of Amazon Lightsail")
    public record Settings(
            @Inline Account account,
            @Default("80") int port,
            @Default("60s") @Limit(min = 0.001) Duration refreshInterval,
            @Inline HttpSettings http)
            implements PolledSettings {}

    @Activate
    public Lightsail(@Reference HttpClients clients) {
        super(
                "lightsail",
                Settings.class,
                clients,
                (settings, api) -> source(settings, clients, api));
    }

    static Source source(Settings settings, HttpClients clients, Api api) {
        return new Instances(
                settings, new Service("lightsail", settings.account, settings.http, clients, api));
    }

    private record Instances(Settings settings, Service service) implements Source {
        @Override
        public List<TargetGroup> look() throws IOException, InterruptedException {
            List<Labels> targets = new ArrayList<>();
            String next = "";
            do {
                String token = next.isEmpty() ? "" : "\"pageToken\": " + Json.quoted(next);
                Json page = service.json("Lightsail_20161128.GetInstances", "{" + token + "}");
                for (Json instance : page.items("instances")) {
                    if (!instance.text("privateIpAddress").isEmpty()) {
                        targets.add(target(settings, instance));
                    }
                }
                next = page.text("nextPageToken");
            } while (!next.isEmpty());
            return Target.group(service.region(), targets);
        }

        @Override
        public void close() {
            service.close();
        }
    }

    private static Labels target(Settings settings, Json instance) {
        Target target =
                Target.of("lightsail")
                        .address(instance.text("privateIpAddress"), settings.port)
                        .set("availability_zone", instance.text("location", "availabilityZone"))
                        .set("blueprint_id", instance.text("blueprintId"))
                        .set("bundle_id", instance.text("bundleId"))
                        .set("instance_name", instance.text("name"))
                        .set("instance_state", instance.text("state", "name"))
                        .set("instance_support_code", instance.text("supportCode"))
                        .set("private_ip", instance.text("privateIpAddress"))
                        .set("public_ip", instance.text("publicIpAddress"))
                        .set("region", instance.text("location", "regionName"))
                        .list("ipv6_addresses", instance.texts("ipv6Addresses"));
        for (Json tag : instance.items("tags")) {
            target.named("tag", tag.text("key"), tag.text("value"));
        }
        return target.build();
    }
}
