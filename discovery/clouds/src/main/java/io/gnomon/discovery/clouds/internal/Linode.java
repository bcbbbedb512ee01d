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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The discovery {@code linode}; interface: techdocs.akamai.com/linode-api. */
@Component(service = DiscoveryFactory.class)
public final class Linode extends PolledFactory<Linode.Settings> {
    /** An entry of {@code linode_sd_configs}. */
    @Doc("Instances of Linode")
    public record Settings(
            @Default("80") int port,
            @Doc("Just the instances of this region") @Default("") String region,
            @Doc("Stands before, between and after tags and addresses") @Default("','")
                    String tagSeparator,
            @Default("60s") @Limit(min = 0.001) Duration refreshInterval,
            @Inline HttpSettings http)
            implements PolledSettings {}

    @Activate
    public Linode(@Reference HttpClients clients) {
        this(clients, "https://api.linode.com");
    }

    Linode(HttpClients clients, String url) {
        super(
                "linode",
                Settings.class,
                clients,
                (settings, api) -> () -> look(settings, api, url + "/v4"));
    }

    private static List<TargetGroup> look(Settings settings, Api api, String url)
            throws IOException, InterruptedException {
        Api filtered =
                settings.region.isEmpty()
                        ? api
                        : api.with(
                                "X-Filter", "{\"region\": " + Json.quoted(settings.region) + "}");
        List<Json> instances = all(filtered, url + "/linode/instances");
        Map<String, Json> addresses = new HashMap<>();
        for (Json address : all(filtered, url + "/networking/ips")) {
            addresses.put(address.text("address"), address);
        }
        List<Json> ranges = all(filtered, url + "/networking/ipv6/ranges");
        List<Labels> targets = new ArrayList<>();
        for (Json instance : instances) {
            if (!instance.items("ipv4").isEmpty()) {
                targets.add(target(settings, instance, addresses, ranges));
            }
        }
        return Target.group("Linode", targets);
    }

    private static List<Json> all(Api api, String url) throws IOException, InterruptedException {
        List<Json> all = new ArrayList<>();
        Json answer;
        int page = 1;
        do {
            answer = api.json(url + "?page_size=500&page=" + page);
            all.addAll(answer.items("data"));
        } while (page++ < answer.number("pages"));
        return all;
    }

    private static Labels target(
            Settings settings, Json instance, Map<String, Json> addresses, List<Json> ranges) {
        Json publicly = Json.NONE;
        Json privately = Json.NONE;
        List<String> extra = new ArrayList<>();
        for (String ip : instance.texts("ipv4")) {
            Json address = addresses.getOrDefault(ip, Json.NONE);
            if (address.isTrue("public") && !publicly.exists()) {
                publicly = address;
            } else if (address.exists() && !address.isTrue("public") && !privately.exists()) {
                privately = address;
            } else if (address.exists()) {
                extra.add(ip);
            }
        }
        String slaac = instance.text("ipv6").replaceAll("/.*", "");
        Json six = addresses.getOrDefault(slaac, Json.NONE);
        List<String> routed =
                ranges.stream()
                        .filter(range -> range.text("route_target").equals(slaac))
                        .map(range -> range.text("range") + "/" + range.text("prefix"))
                        .toList();
        Json specs = instance.at("specs");
        return Target.of("linode")
                .address(publicly.text("address"), settings.port)
                .set("instance_id", instance.text("id"))
                .set("instance_label", instance.text("label"))
                .set("image", instance.text("image"))
                .set("private_ipv4", privately.text("address"))
                .set("private_ipv4_rdns", reverse(privately))
                .set("public_ipv4", publicly.text("address"))
                .set("public_ipv4_rdns", reverse(publicly))
                .set("public_ipv6", six.text("address"))
                .set("public_ipv6_rdns", reverse(six))
                .set("region", instance.text("region"))
                .set("type", instance.text("type"))
                .set("status", instance.text("status"))
                .set("group", instance.text("group"))
                .set("gpus", specs.text("gpus"))
                .set("hypervisor", instance.text("hypervisor"))
                .set("backups", instance.isTrue("backups", "enabled") ? "enabled" : "disabled")
                .set("specs_disk_bytes", bytes(specs.number("disk")))
                .set("specs_memory_bytes", bytes(specs.number("memory")))
                .set("specs_vcpus", specs.text("vcpus"))
                .set("specs_transfer_bytes", bytes(specs.number("transfer")))
                .list("tags", settings.tagSeparator, instance.texts("tags"))
                .list("extra_ips", settings.tagSeparator, extra)
                .list("ipv6_ranges", settings.tagSeparator, routed)
                .build();
    }

    /** Name of an address; their database has the text "null" for some that have none. */
    private static String reverse(Json address) {
        String name = address.text("rdns");
        return name.equals("null") ? "" : name;
    }

    private static String bytes(long mebibytes) {
        return String.valueOf(mebibytes << 20);
    }
}
