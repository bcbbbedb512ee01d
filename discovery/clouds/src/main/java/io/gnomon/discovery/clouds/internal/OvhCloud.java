package io.gnomon.discovery.clouds.internal;

import io.gnomon.discovery.polling.Addresses;
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
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.discovery.DiscoveryFactory;
import io.gnomon.spi.discovery.TargetGroup;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The discovery {@code ovhcloud}; interface: api.ovh.com/console. */
@Component(service = DiscoveryFactory.class)
public final class OvhCloud extends PolledFactory<OvhCloud.Settings> {
    private static final Map<String, String> ENDPOINTS =
            Map.of(
                    "ovh-eu", "https://eu.api.ovh.com/1.0",
                    "ovh-ca", "https://ca.api.ovh.com/1.0",
                    "ovh-us", "https://api.us.ovhcloud.com/1.0",
                    "kimsufi-eu", "https://eu.api.kimsufi.com/1.0",
                    "kimsufi-ca", "https://ca.api.kimsufi.com/1.0",
                    "soyoustart-eu", "https://eu.api.soyoustart.com/1.0",
                    "soyoustart-ca", "https://ca.api.soyoustart.com/1.0");

    /** An entry of {@code ovhcloud_sd_configs}. */
    @Doc("Machines of OVHcloud")
    public record Settings(
            @Doc("ovh-eu, ovh-ca, ovh-us ..., or a URL") @Default("ovh-eu") String endpoint,
            @Default("") String applicationKey,
            @Default("") Secret applicationSecret,
            @Default("") Secret consumerKey,
            @Doc("vps or dedicated_server") @Default("") String service,
            @Default("60s") @Limit(min = 0.001) Duration refreshInterval)
            implements PolledSettings {
        public Settings {
            refuse(endpoint.isEmpty(), "endpoint can not be empty");
            refuse(applicationKey.isEmpty(), "application key can not be empty");
            refuse(applicationSecret.isEmpty(), "application secret can not be empty");
            refuse(consumerKey.isEmpty(), "consumer key can not be empty");
            refuse(
                    !service.equals("vps") && !service.equals("dedicated_server"),
                    "unknown service: " + service);
            refuse(
                    !ENDPOINTS.containsKey(endpoint) && !endpoint.contains("/"),
                    "unknown endpoint \""
                            + endpoint
                            + "\", consider checking its name or giving a"
                            + " URL");
        }

        private static void refuse(boolean wrong, String sentence) {
            if (wrong) {
                throw new IllegalArgumentException(sentence);
            }
        }

        @Override
        public HttpSettings http() {
            return HttpSettings.PLAIN;
        }
    }

    @Activate
    public OvhCloud(@Reference HttpClients clients) {
        super("ovhcloud", Settings.class, clients, Machines::new);
    }

    private static final class Machines implements Source {
        /** Says that one machine is refused: expired, suspended. */
        private static final List<Integer> REFUSED = List.of(404, 409, 460);

        private final Settings settings;
        private final Api api;
        private final String url;

        Machines(Settings settings, Api api) {
            this.settings = settings;
            this.api = api;
            this.url = ENDPOINTS.getOrDefault(settings.endpoint, Api.base(settings.endpoint));
        }

        @Override
        public List<TargetGroup> look() throws IOException, InterruptedException {
            boolean vps = settings.service.equals("vps");
            String list = vps ? "/vps" : "/dedicated/server";
            List<Labels> targets = new ArrayList<>();
            for (String name : signed(list).texts()) {
                String path = list + "/" + Api.encoded(name);
                try {
                    Json machine = signed(path);
                    List<String> addresses = signed(path + "/ips").texts();
                    targets.add(vps ? vps(machine, addresses) : server(machine, addresses));
                } catch (Api.Refused e) {
                    if (!REFUSED.contains(e.status())) {
                        throw e;
                    }
                }
            }
            return Target.group("ovhcloud_" + settings.service, targets);
        }

        private Json signed(String path) throws IOException, InterruptedException {
            String now = String.valueOf(System.currentTimeMillis() / 1000);
            String text =
                    String.join(
                            "+",
                            settings.applicationSecret.reveal(),
                            settings.consumerKey.reveal(),
                            "GET",
                            url + path,
                            "",
                            now);
            return api.with("X-Ovh-Application", settings.applicationKey)
                    .with("X-Ovh-Consumer", settings.consumerKey.reveal())
                    .with("X-Ovh-Timestamp", now)
                    .with("X-Ovh-Signature", "$1$" + sha1(text))
                    .json(url + path);
        }

        private static String sha1(String text) {
            try {
                byte[] digest =
                        MessageDigest.getInstance("SHA-1")
                                .digest(text.getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(digest);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Addresses, instance and name; the last address of each version counts. */
        private static Target target(String prefix, Json machine, List<String> addresses) {
            String four = "";
            String six = "";
            for (String each : addresses) {
                String address = Addresses.canonical(each.replaceAll("/.*", ""));
                if (address.contains(":")) {
                    six = address;
                } else {
                    four = address;
                }
            }
            return Target.of(prefix)
                    .address(four.isEmpty() ? six : four)
                    .label("instance", machine.text("name"))
                    .set("name", machine.text("name"))
                    .set("ipv4", four)
                    .set("ipv6", six);
        }

        private static Labels vps(Json vps, List<String> addresses) {
            Json model = vps.at("model");
            return target("ovhcloud_vps", vps, addresses)
                    .set("cluster", vps.text("cluster"))
                    .set("datacenter", "[" + String.join(" ", model.texts("datacenter")) + "]")
                    .set("disk", String.valueOf(model.number("disk")))
                    .set("display_name", vps.text("displayName"))
                    .set(
                            "maximum_additional_ip",
                            String.valueOf(model.number("maximumAdditionnalIp")))
                    .set("memory", String.valueOf(model.number("memory")))
                    .set("memory_limit", String.valueOf(vps.number("memoryLimit")))
                    .set("model_name", model.text("name"))
                    .set("model_vcore", String.valueOf(model.number("vcore")))
                    .set("netboot_mode", vps.text("netbootMode"))
                    .set("offer", model.text("offer"))
                    .set("offer_type", vps.text("offerType"))
                    .set("state", vps.text("state"))
                    .set("vcore", String.valueOf(vps.number("vcore")))
                    .set("version", model.text("version"))
                    .set("zone", vps.text("zone"))
                    .build();
        }

        private static Labels server(Json server, List<String> addresses) {
            return target("ovhcloud_dedicated_server", server, addresses)
                    .set("commercial_range", server.text("commercialRange"))
                    .set("datacenter", server.text("datacenter"))
                    .set("link_speed", String.valueOf(server.number("linkSpeed")))
                    .set("no_intervention", String.valueOf(server.isTrue("noIntervention")))
                    .set("os", server.text("os"))
                    .set("rack", server.text("rack"))
                    .set("reverse", server.text("reverse"))
                    .set("server_id", server.text("serverId"))
                    .set("state", server.text("state"))
                    .set("support_level", server.text("supportLevel"))
                    .build();
        }
    }
}
