package io.gnomon.discovery.clouds.internal;

import io.gnomon.discovery.polling.Api;
import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.PolledFactory;
import io.gnomon.discovery.polling.PolledSettings;
import io.gnomon.discovery.polling.Target;
import io.gnomon.model.labels.Labels;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.FilePath;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.common.HttpSettings;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The discovery {@code scaleway}; interface: scaleway.com/en/developers/api. */
@Component(service = DiscoveryFactory.class)
public final class Scaleway extends PolledFactory<Scaleway.Settings> {
    private static final int PAGE = 100;

    /** An entry of {@code scaleway_sd_configs}. */
    @Doc("Instances or bare metal of Scaleway")
    public record Settings(
            @Default("") String projectId,
            @Doc("instance or baremetal") @Default("") String role,
            @Default("https://api.scaleway.com") String apiUrl,
            @Default("fr-par-1") String zone,
            @Default("") String accessKey,
            @Nullable Secret secretKey,
            @FilePath @Nullable String secretKeyFile,
            @Doc("Just the servers with this name") @Default("") String nameFilter,
            @Doc("Just the servers with all these tags") List<String> tagsFilter,
            @Default("80") int port,
            @Default("60s") @Limit(min = 0.001) Duration refreshInterval,
            @Inline HttpSettings http)
            implements PolledSettings {
        public Settings {
            refuse(role.isEmpty(), "role missing (one of: instance, baremetal)");
            refuse(
                    !role.equals("instance") && !role.equals("baremetal"),
                    "unknown role \"" + role + "\"; valid: instance, baremetal");
            refuse(projectId.isEmpty(), "project_id is mandatory");
            refuse(
                    secretKey == null && secretKeyFile == null,
                    "one of secret_key & secret_key_file must be configured");
            refuse(
                    secretKey != null && secretKeyFile != null,
                    "at most one of secret_key & secret_key_file must be configured");
            refuse(accessKey.isEmpty(), "access_key is mandatory");
        }

        private static void refuse(boolean wrong, String sentence) {
            if (wrong) {
                throw new IllegalArgumentException(sentence);
            }
        }

        private String secret() throws IOException {
            return secretKey != null
                    ? secretKey.reveal()
                    : Files.readString(Path.of(String.valueOf(secretKeyFile))).strip();
        }
    }

    @Activate
    public Scaleway(@Reference HttpClients clients) {
        super("scaleway", Settings.class, clients, (settings, api) -> () -> look(settings, api));
    }

    private static List<TargetGroup> look(Settings settings, Api api)
            throws IOException, InterruptedException {
        Api authorized = api.with("X-Auth-Token", settings.secret());
        List<Labels> targets = new ArrayList<>();
        if (settings.role.equals("instance")) {
            String url = url(settings, "instance", "servers?project=");
            for (Json server : all(authorized, url, "per_page", "servers")) {
                instance(settings, server, targets);
            }
        } else {
            String url = url(settings, "baremetal", "servers?project_id=");
            List<Json> servers = all(authorized, url, "page_size", "servers");
            Map<String, Json> offers = byId(settings, authorized, "offers");
            Map<String, Json> systems = byId(settings, authorized, "os");
            for (Json server : servers) {
                bareMetal(settings, server, offers, systems, targets);
            }
        }
        return Target.group("scaleway", targets);
    }

    private static String base(Settings settings, String product) {
        return Api.base(settings.apiUrl) + "/" + product + "/v1/zones/" + settings.zone + "/";
    }

    private static String url(Settings settings, String product, String list) {
        StringBuilder url = new StringBuilder(base(settings, product));
        url.append(list).append(Api.encoded(settings.projectId));
        if (!settings.nameFilter.isEmpty()) {
            url.append("&name=").append(Api.encoded(settings.nameFilter));
        }
        settings.tagsFilter.forEach(tag -> url.append("&tags=").append(Api.encoded(tag)));
        return url.toString();
    }

    private static Map<String, Json> byId(Settings settings, Api api, String list)
            throws IOException, InterruptedException {
        Map<String, Json> found = new HashMap<>();
        String url = base(settings, "baremetal") + list + "?";
        all(api, url, "page_size", list).forEach(item -> found.put(item.text("id"), item));
        return found;
    }

    private static List<Json> all(Api api, String url, String sizeParameter, String list)
            throws IOException, InterruptedException {
        List<Json> all = new ArrayList<>();
        List<Json> page;
        int number = 1;
        do {
            page =
                    api.json("%s&%s=%d&page=%d".formatted(url, sizeParameter, PAGE, number++))
                            .items(list);
            all.addAll(page);
        } while (page.size() == PAGE);
        return all;
    }

    private static void instance(Settings settings, Json server, List<Labels> targets) {
        Json image = server.at("image");
        Json location = server.at("location");
        String zone = server.text("zone");
        List<String> four = addresses(server, "inet");
        List<String> six = addresses(server, "inet6");
        String address = "";
        for (String each :
                List.of(
                        server.text("private_ip"),
                        server.text("public_ip", "address"),
                        server.text("ipv6", "address"),
                        four.isEmpty() ? "" : four.get(0),
                        six.isEmpty() ? "" : six.get(0))) {
            if (address.isEmpty()) {
                address = each;
            }
        }
        if (address.isEmpty()) {
            return;
        }
        targets.add(
                Target.of("scaleway_instance")
                        .address(address, settings.port)
                        .set("boot_type", server.text("boot_type"))
                        .set("hostname", server.text("hostname"))
                        .set("id", server.text("id"))
                        .set("image_arch", image.text("arch"))
                        .set("image_id", image.text("id"))
                        .set("image_name", image.text("name"))
                        .set("location_cluster_id", location.text("cluster_id"))
                        .set("location_hypervisor_id", location.text("hypervisor_id"))
                        .set("location_node_id", location.text("node_id"))
                        .set("name", server.text("name"))
                        .set("organization_id", server.text("organization"))
                        .set("private_ipv4", server.text("private_ip"))
                        .set("project_id", server.text("project"))
                        .set("public_ipv4", server.text("public_ip", "address"))
                        .set("public_ipv6", server.text("ipv6", "address"))
                        .list("public_ipv4_addresses", four)
                        .list("public_ipv6_addresses", six)
                        .set("region", zone.replaceAll("-[0-9]+$", ""))
                        .set("security_group_id", server.text("security_group", "id"))
                        .set("security_group_name", server.text("security_group", "name"))
                        .set("status", server.text("state"))
                        .list("tags", server.texts("tags"))
                        .set("type", server.text("commercial_type"))
                        .set("zone", zone)
                        .build());
    }

    private static List<String> addresses(Json server, String family) {
        return server.items("public_ips").stream()
                .filter(ip -> ip.text("family").equals(family))
                .map(ip -> ip.text("address"))
                .toList();
    }

    /** A target for each address of a machine. */
    private static void bareMetal(
            Settings settings,
            Json server,
            Map<String, Json> offers,
            Map<String, Json> systems,
            List<Labels> targets) {
        Json system = systems.getOrDefault(server.text("install", "os_id"), Json.NONE);
        Json offer = offers.getOrDefault(server.text("offer_id"), Json.NONE);
        for (Json ip : server.items("ips")) {
            targets.add(
                    Target.of("scaleway_baremetal")
                            .address(ip.text("address"), settings.port)
                            .set("id", server.text("id"))
                            .set("ip_is_public", "true")
                            .set("ip_version", ip.text("version"))
                            .set("name", server.text("name"))
                            .set("os_name", system.text("name"))
                            .set("os_version", system.text("version"))
                            .set("project_id", server.text("project_id"))
                            .set("status", server.text("status"))
                            .list("tags", server.texts("tags"))
                            .set("type", offer.text("name"))
                            .set("zone", server.text("zone"))
                            .build());
        }
    }
}
