package io.gnomon.discovery.clouds.internal.aws;

import static io.gnomon.discovery.polling.Api.encoded;

import io.gnomon.discovery.polling.PolledFactory;
import io.gnomon.discovery.polling.PolledSettings;
import io.gnomon.discovery.polling.Source;
import io.gnomon.discovery.polling.Target;
import io.gnomon.discovery.polling.Xml;
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
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The discovery {@code ec2}; interface: docs.aws.amazon.com/AWSEC2/latest/APIReference. */
@Component(service = DiscoveryFactory.class)
public final class Ec2 extends PolledFactory<Ec2.Settings> {
    private static final String VERSION = "&Version=2016-11-15";

    /** An entry of {@code ec2_sd_configs}. */
    @Doc("Instances of Amazon EC2")
    public record Settings(
            @Doc("URL of the service, usually that of the region") @Default("") String endpoint,
            @Doc("Usually that of this machine") @Default("") String region,
            @Default("") String accessKey,
            @Nullable Secret secretKey,
            @Doc("Profile of the shared credentials file") @Default("") String profile,
            @Doc("Role to assume") @Key("role_arn") @Default("") String roleArn,
            @Doc("External id to assume the role with") @Default("") String externalId,
            @Default("80") int port,
            List<Filter> filters,
            @Default("60s") @Limit(min = 0.001) Duration refreshInterval,
            @Inline HttpSettings http)
            implements PolledSettings {
        private Account account() {
            return new Account(
                    endpoint, region, accessKey, secretKey, profile, roleArn, externalId);
        }
    }

    /** Which instances. */
    public record Filter(String name, List<String> values) {
        public Filter {
            if (values.isEmpty()) {
                throw new IllegalArgumentException(
                        "EC2 SD configuration filter values cannot be empty");
            }
        }
    }

    @Activate
    public Ec2(@Reference HttpClients clients) {
        super(
                "ec2",
                Settings.class,
                clients,
                (settings, api) ->
                        new Instances(settings, Services.query("ec2", settings.account(), api)));
    }

    private static final class Instances implements Source {
        private final Settings settings;
        private final Query query;

        /** Ids of zones by their names, which each account has its own. */
        private Map<String, String> zones = Map.of();

        Instances(Settings settings, Query query) {
            this.settings = settings;
            this.query = query;
        }

        @Override
        public List<TargetGroup> look() throws IOException, InterruptedException {
            if (zones.isEmpty()) {
                zones = zones();
            }
            List<Labels> targets = new ArrayList<>();
            String next = "";
            do {
                Xml page = query.form("Action=DescribeInstances" + VERSION + filters() + next);
                for (Xml reservation : page.at("reservationSet").all("item")) {
                    for (Xml instance : reservation.at("instancesSet").all("item")) {
                        if (instance.at("privateIpAddress").exists()) {
                            targets.add(target(reservation.text("ownerId"), instance));
                        }
                    }
                }
                String token = page.text("nextToken");
                next = token.isEmpty() ? "" : "&NextToken=" + encoded(token);
            } while (!next.isEmpty());
            return Target.group(query.credentials().region(), targets);
        }

        private Map<String, String> zones() throws IOException, InterruptedException {
            Map<String, String> ids = new HashMap<>();
            Xml answer = query.form("Action=DescribeAvailabilityZones" + VERSION);
            for (Xml zone : answer.at("availabilityZoneInfo").all("item")) {
                ids.put(zone.text("zoneName"), zone.text("zoneId"));
            }
            return ids;
        }

        private String filters() {
            StringBuilder text = new StringBuilder();
            int n = 1;
            for (Filter filter : settings.filters) {
                text.append("&Filter.").append(n).append(".Name=").append(encoded(filter.name));
                int v = 1;
                for (String value : filter.values) {
                    text.append("&Filter.").append(n).append(".Value.").append(v++);
                    text.append('=').append(encoded(value));
                }
                n++;
            }
            return text.toString();
        }

        private Labels target(String owner, Xml instance) {
            String zone = instance.text("placement", "availabilityZone");
            String publicIp = instance.text("ipAddress");
            Target target =
                    Target.of("ec2")
                            .address(instance.text("privateIpAddress"), settings.port)
                            .set("ami", instance.text("imageId"))
                            .set("architecture", instance.text("architecture"))
                            .set("availability_zone", zone)
                            .set("availability_zone_id", zones.getOrDefault(zone, ""))
                            .set("instance_id", instance.text("instanceId"))
                            .set("instance_lifecycle", instance.text("instanceLifecycle"))
                            .set("instance_state", instance.text("instanceState", "name"))
                            .set("instance_type", instance.text("instanceType"))
                            .set("owner_id", owner)
                            .set("platform", instance.text("platform"))
                            .set("private_dns_name", instance.text("privateDnsName"))
                            .set("private_ip", instance.text("privateIpAddress"))
                            .set("public_ip", publicIp)
                            .set("region", query.account().region());
            if (!publicIp.isEmpty()) {
                target.set("public_dns_name", instance.text("dnsName"));
            }
            if (instance.at("vpcId").exists()) {
                target.set("vpc_id", instance.text("vpcId"))
                        .set("primary_subnet_id", instance.text("subnetId"));
                interfaces(target, instance);
            }
            for (Xml tag : instance.at("tagSet").all("item")) {
                target.named("tag", tag.text("key"), tag.text("value"));
            }
            return target.build();
        }

        private static void interfaces(Target target, Xml instance) {
            Set<String> subnets = new LinkedHashSet<>();
            List<String> addresses = new ArrayList<>();
            List<String> primary = new ArrayList<>();
            for (Xml each : instance.at("networkInterfaceSet").all("item")) {
                if (!each.at("subnetId").exists()) {
                    continue;
                }
                subnets.add(each.text("subnetId"));
                for (Xml address : each.at("ipv6AddressesSet").all("item")) {
                    addresses.add(address.text("ipv6Address"));
                    if (address.text("isPrimaryIpv6").equals("true")) {
                        primary.add(address.text("ipv6Address"));
                    }
                }
            }
            target.set("subnet_id", "," + String.join(",", subnets) + ",")
                    .list("ipv6_addresses", addresses)
                    .list("primary_ipv6_addresses", primary);
        }
    }
}
