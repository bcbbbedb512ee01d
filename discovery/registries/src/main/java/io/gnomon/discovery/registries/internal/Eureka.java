package io.gnomon.discovery.registries.internal;

import io.gnomon.discovery.polling.Api;
import io.gnomon.discovery.polling.PolledFactory;
import io.gnomon.discovery.polling.PolledSettings;
import io.gnomon.discovery.polling.Target;
import io.gnomon.discovery.polling.Urls;
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
import java.util.List;
import java.util.Map;

/**
 * The discovery {@code eureka}; interface: github.com/Netflix/eureka/wiki/Eureka-REST-operations.
 */
@Component(service = DiscoveryFactory.class)
public final class Eureka extends PolledFactory<Eureka.Settings> {
    private static final int USUAL_PORT = 80;

    /** Elements of an instance by the label that they become. */
    private static final Map<String, String> ELEMENTS =
            Map.of(
                    "hostname", "hostName",
                    "homepage_url", "homePageUrl",
                    "statuspage_url", "statusPageUrl",
                    "healthcheck_url", "healthCheckUrl",
                    "ip_addr", "ipAddr",
                    "vip_address", "vipAddress",
                    "secure_vip_address", "secureVipAddress",
                    "status", "status",
                    "country_id", "countryId",
                    "id", "instanceId");

    /** An entry of {@code eureka_sd_configs}. */
    @Doc("Instances of the applications of a Eureka server")
    public record Settings(
            @Default("") String server,
            @Default("30s") @Limit(min = 0.001) Duration refreshInterval,
            @Inline HttpSettings http)
            implements PolledSettings {
        public Settings {
            if (server.isEmpty()) {
                throw new IllegalArgumentException("eureka_sd: empty or null eureka server");
            }
            if (!Urls.hasHost(server)) {
                throw new IllegalArgumentException("eureka_sd: invalid eureka server URL");
            }
        }
    }

    @Activate
    public Eureka(@Reference HttpClients clients) {
        super("eureka", Settings.class, clients, (settings, api) -> () -> look(settings, api));
    }

    private static List<TargetGroup> look(Settings settings, Api api)
            throws IOException, InterruptedException {
        byte[] answer = api.with("Accept", "application/xml").get(settings.server + "/apps").body();
        List<Labels> targets = new ArrayList<>();
        for (Xml app : Xml.read(answer).all("application")) {
            for (Xml instance : app.all("instance")) {
                targets.add(target(app.text("name"), instance));
            }
        }
        return Target.group("eureka", targets);
    }

    private static Labels target(String app, Xml instance) {
        Xml port = instance.at("port");
        Target target =
                Target.of("eureka_app")
                        .address(
                                Target.hostPort(
                                        instance.text("hostName"),
                                        port.exists() ? Long.parseLong(port.text()) : USUAL_PORT))
                        .label("instance", instance.text("instanceId"))
                        .set("name", app);
        ELEMENTS.forEach(
                (label, element) -> target.set("instance_" + label, instance.text(element)));
        port(target, "port", port);
        port(target, "secure_port", instance.at("securePort"));
        Xml center = instance.at("dataCenterInfo");
        target.set("instance_datacenterinfo_name", center.text("name"));
        for (Xml item : center.at("metadata").children()) {
            target.named("instance_datacenterinfo_metadata", item.name(), item.text());
        }
        for (Xml item : instance.at("metadata").children()) {
            target.named("instance_metadata", item.name(), item.text());
        }
        return target.build();
    }

    private static void port(Target target, String name, Xml port) {
        if (port.exists()) {
            target.set("instance_" + name, port.text());
            target.set("instance_" + name + "_enabled", port.attribute("enabled"));
        }
    }
}
