package io.gnomon.discovery.clouds.internal.aws;

import static io.gnomon.discovery.polling.Api.encoded;

import io.gnomon.discovery.polling.Api;
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
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.discovery.TargetGroup;

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
            @Inline Account account,
            @Default("80") int port,
            List<Filter> filters,
            @Default("60s") @Limit(min = 0.001) Duration refreshInterval,
            @Inline HttpSettings http)
            implements PolledSettings {}

    @Activate
    public Ec2(@Reference HttpClients clients) {
        super("ec2", Settings.class, clients, (settings, api) -> source(settings, clients, api));
    }

    static Source source(Settings settings, HttpClients clients, Api api) {
        return new Instances(
                settings, new Service("ec2", settings.account, settings.http, clients, api));
    }

    private static final class Instances implements Source {
        private final Settings settings;
        private final Service service;

        /** Ids of zones by their names, which each account has its own. */
        private Map<String, String> zones = Map.of();

        Instances(Settings settings, Service service) {
            this.settings = settings;
            this.service = service;
        }

        @Override
        public List<TargetGroup> look() throws IOException, InterruptedException {
            if (zones.isEmpty()) {
                zones = zones();
            }
            String filters = Filter.parameters(settings.filters, "Filter.", ".Value.");
            List<Labels> targets = new ArrayList<>();
            String next = "";
            do {
                Xml page = service.form("Action=DescribeInstances" + VERSION + filters + next);
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
            return Target.group(service.region(), targets);
        }

        @Override
        public void close() {
            service.close();
        }

        private Map<String, String> zones() throws IOException, InterruptedException {
            Map<String, String> ids = new HashMap<>();
            Xml answer = service.form("Action=DescribeAvailabilityZones" + VERSION);
            for (Xml zone : answer.at("availabilityZoneInfo").all("item")) {
                ids.put(zone.text("zoneName"), zone.text("zoneId"));
            }
            return ids;
        }

        private Labels target(String owner, Xml instance) throws IOException, InterruptedException {
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
                            .set("region", service.region());
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
