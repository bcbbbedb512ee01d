package io.gnomon.discovery.registries.internal;

import io.gnomon.discovery.polling.Api;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Inline;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.discovery.Discovery;
import io.gnomon.spi.discovery.DiscoveryFactory;

import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The discovery {@code consul}. */
@Component(service = DiscoveryFactory.class)
public final class Consul implements DiscoveryFactory<Consul.Settings> {
    /** How long a blocking query waits for a change. */
    static final Duration WAIT = Duration.ofMinutes(2);

    /** An entry of {@code consul_sd_configs}. */
    @Doc("Services that Consul has registered")
    public record Settings(
            @Doc("Host and port of an agent") @Default("localhost:8500") String server,
            @Default("") String pathPrefix,
            @Nullable Secret token,
            @Doc("Usually that of the agent") @Default("") String datacenter,
            @Doc("Of Consul Enterprise") @Default("") String namespace,
            @Doc("Admin partition of Consul Enterprise") @Default("") String partition,
            @Doc("Stands before, between and after tags") @Default("','") String tagSeparator,
            @Default("http") String scheme,
            @Doc("Older form of basic_auth") @Default("") String username,
            @Nullable Secret password,
            @Doc("Answers of any server of the cluster will do") @Default("true")
                    boolean allowStale,
            @Doc("Shortest pause between two queries of the same")
                    @Default("30s")
                    @Limit(min = 0.001)
                    Duration refreshInterval,
            @Doc("Names of services; all when there are none") List<String> services,
            @Doc("Tags that a service must have") @Key("tags") List<String> tags,
            @Doc("Metadata that a node must have") Map<String, String> nodeMeta,
            @Doc("Filter of the catalog, in Consul's language") @Default("") String filter,
            @Doc("Filter of a service's instances, in Consul's language") @Default("")
                    String healthFilter,
            @Inline HttpSettings http) {
        public Settings {
            if (server.isBlank()) {
                throw new IllegalArgumentException(
                        "consul SD configuration requires a server address");
            }
            if ((!username.isEmpty() || password != null) && http.basicAuth() != null) {
                throw new IllegalArgumentException(
                        "at most one of consul SD configuration username and password and basic"
                                + " auth can be configured");
            }
            if (token != null && (http.authorization() != null || http.oauth2() != null)) {
                throw new IllegalArgumentException(
                        "at most one of consul SD token, authorization, or oauth2 can be"
                                + " configured");
            }
        }

        private HttpSettings client() {
            if (username.isEmpty() && password == null) {
                return http;
            }
            return new HttpSettings(
                    new HttpSettings.BasicAuth(username, null, password, null),
                    http.authorization(),
                    http.oauth2(),
                    http.bearerToken(),
                    http.bearerTokenFile(),
                    http.tlsConfig(),
                    http.proxyUrl(),
                    http.noProxy(),
                    http.proxyFromEnvironment(),
                    http.proxyConnectHeader(),
                    http.followRedirects(),
                    http.enableHttp2(),
                    http.httpHeaders());
        }
    }

    private final HttpClients clients;

    @Activate
    public Consul(@Reference HttpClients clients) {
        this.clients = clients;
    }

    @Override
    public String name() {
        return "consul";
    }

    @Override
    public Class<Settings> settings() {
        return Settings.class;
    }

    @Override
    public Discovery create(Settings settings) {
        // A query that waits may take a sixteenth longer than it was told to.
        Duration timeout = WAIT.plus(WAIT.dividedBy(16)).plusSeconds(15);
        Api api = Api.of(clients.open(settings.client()), timeout);
        if (settings.token != null) {
            api = api.with("X-Consul-Token", settings.token.reveal());
        }
        return new ConsulServices(settings, api);
    }
}
