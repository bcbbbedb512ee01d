package io.gnomon.discovery.clouds.internal.aws;

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
import io.gnomon.spi.common.Key;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.common.Secret;
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

/**
 * The discovery {@code lightsail}; interface:
 * docs.aws.amazon.com/lightsail/2016-11-28/api-reference.
 */
@Component(service = DiscoveryFactory.class)
public final class Lightsail extends PolledFactory<Lightsail.Settings> {
    /** An entry of {@code lightsail_sd_configs}. */
    @Doc("Instances of Amazon Lightsail")
    public record Settings(
            @Doc("URL of the service, usually that of the region") @Default("") String endpoint,
            @Doc("Usually that of this machine") @Default("") String region,
            @Default("") String accessKey,
            @Nullable Secret secretKey,
            @Doc("Profile of the shared credentials file") @Default("") String profile,
            @Doc("Role to assume") @Key("role_arn") @Default("") String roleArn,
            @Doc("External id to assume the role with") @Default("") String externalId,
            @Default("80") int port,
            @Default("60s") @Limit(min = 0.001) Duration refreshInterval,
            @Inline HttpSettings http)
            implements PolledSettings {
        private Account account() {
            return new Account(
                    endpoint, region, accessKey, secretKey, profile, roleArn, externalId);
        }
    }

    @Activate
    public Lightsail(@Reference HttpClients clients) {
        super(
                "lightsail",
                Settings.class,
                clients,
                (settings, api) -> {
                    Query query = Services.query("lightsail", settings.account(), api);
                    return () -> look(settings, query);
                });
    }

    private static List<TargetGroup> look(Settings settings, Query query)
            throws IOException, InterruptedException {
        List<Labels> targets = new ArrayList<>();
        String next = "";
        do {
            String token = next.isEmpty() ? "" : "\"pageToken\": " + Json.quoted(next);
            Json page = query.json("Lightsail_20161128.GetInstances", "{" + token + "}");
            for (Json instance : page.items("instances")) {
                if (!instance.text("privateIpAddress").isEmpty()) {
                    targets.add(target(settings, instance));
                }
            }
            next = page.text("nextPageToken");
        } while (!next.isEmpty());
        return Target.group(query.credentials().region(), targets);
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
