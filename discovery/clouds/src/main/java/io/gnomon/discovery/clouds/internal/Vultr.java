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

/** The discovery {@code vultr}; interface: vultr.com/api. */
@Component(service = DiscoveryFactory.class)
public final class Vultr extends PolledFactory<Vultr.Settings> {
    /** An entry of {@code vultr_sd_configs}. */
    @Doc("Instances of Vultr")
    public record Settings(
            @Default("80") int port,
            @Default("60s") @Limit(min = 0.001) Duration refreshInterval,
            @Inline HttpSettings http)
            implements PolledSettings {}

    @Activate
    public Vultr(@Reference HttpClients clients) {
        this(clients, "https://api.vultr.com");
    }

    Vultr(HttpClients clients, String url) {
        super("vultr", Settings.class, clients, (settings, api) -> () -> look(settings, api, url));
    }

    private static List<TargetGroup> look(Settings settings, Api api, String url)
            throws IOException, InterruptedException {
        List<Labels> targets = new ArrayList<>();
        String next = "";
        do {
            String cursor = next.isEmpty() ? "" : "&cursor=" + Api.encoded(next);
            Json page = api.json(url + "/v2/instances?per_page=100" + cursor);
            for (Json instance : page.items("instances")) {
                targets.add(target(settings, instance));
            }
            next = page.text("meta", "links", "next");
        } while (!next.isEmpty());
        return Target.group("Vultr", targets);
    }

    private static Labels target(Settings settings, Json instance) {
        return Target.of("vultr_instance")
                .address(instance.text("main_ip"), settings.port)
                .set("id", instance.text("id"))
                .set("label", instance.text("label"))
                .set("os", instance.text("os"))
                .set("os_id", instance.text("os_id"))
                .set("region", instance.text("region"))
                .set("plan", instance.text("plan"))
                .set("main_ip", instance.text("main_ip"))
                .set("main_ipv6", instance.text("v6_main_ip"))
                .set("internal_ip", instance.text("internal_ip"))
                .set("hostname", instance.text("hostname"))
                .set("server_status", instance.text("server_status"))
                .set("vcpu_count", instance.text("vcpu_count"))
                .set("ram_mb", instance.text("ram"))
                .set("allowed_bandwidth_gb", instance.text("allowed_bandwidth"))
                .set("disk_gb", instance.text("disk"))
                .list("features", instance.texts("features"))
                .list("tags", instance.texts("tags"))
                .build();
    }
}
