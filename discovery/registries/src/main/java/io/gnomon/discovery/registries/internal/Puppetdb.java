package io.gnomon.discovery.registries.internal;

import io.gnomon.discovery.polling.Api;
import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.PolledFactory;
import io.gnomon.discovery.polling.PolledSettings;
import io.gnomon.discovery.polling.Target;
import io.gnomon.discovery.polling.Urls;
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
import java.util.stream.Collectors;

/** The discovery {@code puppetdb}; interface: puppet.com/docs/puppetdb/latest/api/query/v4. */
@Component(service = DiscoveryFactory.class)
public final class Puppetdb extends PolledFactory<Puppetdb.Settings> {
    /** An entry of {@code puppetdb_sd_configs}. */
    @Doc("Resources that a query of PuppetDB finds")
    public record Settings(
            @Default("") String url,
            @Doc("Query in PQL") @Default("") String query,
            @Doc("Whether parameters of a resource become labels; they may be secrets")
                    boolean includeParameters,
            @Default("80") int port,
            @Default("60s") @Limit(min = 0.001) Duration refreshInterval,
            @Inline HttpSettings http)
            implements PolledSettings {
        public Settings {
            Urls.check(url);
            if (query.isEmpty()) {
                throw new IllegalArgumentException("query missing");
            }
        }
    }

    @Activate
    public Puppetdb(@Reference HttpClients clients) {
        super("puppetdb", Settings.class, clients, (settings, api) -> () -> look(settings, api));
    }

    private static List<TargetGroup> look(Settings settings, Api api)
            throws IOException, InterruptedException {
        String url = Api.base(settings.url) + "/pdb/query/v4";
        String query = "{\"query\": " + Json.quoted(settings.query) + "}";
        List<Labels> targets = new ArrayList<>();
        for (Json resource : api.post(url, "application/json", query).json().items()) {
            targets.add(target(settings, resource));
        }
        return Target.group(url + "?query=" + settings.query, targets);
    }

    private static Labels target(Settings settings, Json resource) {
        Target target =
                Target.of("puppetdb")
                        .address(resource.text("certname"), settings.port)
                        .set("query", settings.query)
                        .set("certname", resource.text("certname"))
                        .set("resource", resource.text("resource"))
                        .set("type", resource.text("type"))
                        .set("title", resource.text("title"))
                        .set("exported", resource.isTrue("exported") ? "true" : "false")
                        .set("file", resource.text("file"))
                        .set("environment", resource.text("environment"))
                        .list("tags", resource.texts("tags"));
        if (settings.includeParameters) {
            parameters(target, "parameter", resource.entries("parameters"));
        }
        return target.build();
    }

    private static void parameters(Target target, String name, Map<String, Json> parameters) {
        parameters.forEach((key, value) -> {
            if (value.isObject()) {
                parameters(target, name + "_" + Target.sanitized(key), value.entries());
            } else if (value.isList()) {
                String joined =
                        value.items().stream().map(Json::text).collect(Collectors.joining(","));
                target.named(name, key, joined);
            } else {
                target.named(name, key, value.text());
            }
        });
    }
}
