package io.gnomon.discovery.registries.internal;

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
import io.gnomon.spi.common.Secret;
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

/** The discovery {@code uyuni}; interface: uyuni-project.org/uyuni-docs-api, XML-RPC. */
@Component(service = DiscoveryFactory.class)
public final class Uyuni extends PolledFactory<Uyuni.Settings> {
    /** An entry of {@code uyuni_sd_configs}. */
    @Doc("Systems that Uyuni monitors")
    public record Settings(
            @Default("") String server,
            @Default("") String username,
            @Default("") Secret password,
            @Default("monitoring_entitled") String entitlement,
            @Doc("Between names of groups") @Default("','") String separator,
            @Default("1m") @Limit(min = 0.001) Duration refreshInterval,
            @Inline HttpSettings http)
            implements PolledSettings {
        public Settings {
            refuse(server.isEmpty(), "server host");
            refuse(username.isEmpty(), "a username");
            refuse(password.isEmpty(), "a password");
        }

        private static void refuse(boolean missing, String what) {
            if (missing) {
                throw new IllegalArgumentException("Uyuni SD configuration requires " + what);
            }
        }
    }

    @Activate
    public Uyuni(@Reference HttpClients clients) {
        super("uyuni", Settings.class, clients, Systems::new);
    }

    /** Keeps the session's token. */
    private static final class Systems implements Source {
        private static final int TOKEN_SECONDS = 600;

        private final Settings settings;
        private final XmlRpc rpc;
        private String token = "";
        private long renewNanos;

        Systems(Settings settings, Api api) {
            this.settings = settings;
            this.rpc = new XmlRpc(api, Api.base(settings.server) + "/rpc/api");
        }

        @Override
        public List<TargetGroup> look() throws IOException, InterruptedException {
            if (token.isEmpty() || System.nanoTime() - renewNanos > 0) {
                String password = settings.password.reveal();
                token = rpc.call("auth.login", settings.username, password, TOKEN_SECONDS).text();
                renewNanos = System.nanoTime() + Duration.ofSeconds(TOKEN_SECONDS / 2).toNanos();
            }
            try {
                return Target.group(rpc.url(), targets());
            } catch (IOException e) {
                token = "";
                throw e;
            }
        }

        private List<Labels> targets() throws IOException, InterruptedException {
            Map<Long, Json> groups =
                    bySystem(
                            "id",
                            rpc.call(
                                    "system.listSystemGroupsForSystemsWithEntitlement",
                                    token,
                                    settings.entitlement));
            List<Long> ids = List.copyOf(groups.keySet());
            Json endpoints = rpc.call("system.monitoring.listEndpoints", token, ids);
            Map<Long, Json> networks =
                    bySystem("system_id", rpc.call("system.getNetworkForSystems", token, ids));
            List<Labels> targets = new ArrayList<>();
            for (Json endpoint : endpoints.items()) {
                long id = endpoint.number("system_id");
                targets.add(
                        target(
                                endpoint,
                                groups.getOrDefault(id, Json.NONE),
                                networks.getOrDefault(id, Json.NONE)));
            }
            return targets;
        }

        private static Map<Long, Json> bySystem(String key, Json list) {
            Map<Long, Json> found = new HashMap<>();
            list.items().forEach(item -> found.put(item.number(key), item));
            return found;
        }

        private Labels target(Json endpoint, Json groups, Json network) {
            String host = network.text("hostname");
            List<String> names =
                    groups.items("system_groups").stream()
                            .map(group -> group.text("name"))
                            .toList();
            return Target.of("uyuni")
                    .address(host + ":" + endpoint.number("port"))
                    .set("minion_hostname", host)
                    .set("primary_fqdn", network.text("primary_fqdn"))
                    .set("system_id", endpoint.text("system_id"))
                    .set("groups", String.join(settings.separator, names))
                    .set("endpoint_name", endpoint.text("endpoint_name"))
                    .set("exporter", endpoint.text("exporter_name"))
                    .set("proxy_module", endpoint.text("module"))
                    .set("metrics_path", endpoint.text("path"))
                    .set("scheme", endpoint.isTrue("tls_enabled") ? "https" : "http")
                    .build();
        }
    }
}
