package io.gnomon.discovery.registries.internal;

import io.gnomon.discovery.polling.Api;
import io.gnomon.discovery.polling.Json;
import io.gnomon.discovery.polling.PolledFactory;
import io.gnomon.discovery.polling.PolledSettings;
import io.gnomon.discovery.polling.Urls;
import io.gnomon.model.labels.Labels;
import io.gnomon.model.text.GoNumbers;
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
import java.util.regex.Pattern;

/** The discovery {@code http}: a list of target groups at a URL. */
@Component(service = DiscoveryFactory.class)
public final class HttpSd extends PolledFactory<HttpSd.Settings> {
    private static final Pattern CONTENT_TYPE =
            Pattern.compile("(?i)application/json(;\\s*charset=(\"utf-8\"|utf-8))?");

    /** An entry of {@code http_sd_configs}. */
    @Doc("Targets from a list at a URL")
    public record Settings(
            @Doc("Where the list is") @Default("") String url,
            @Doc("How often the list is asked for") @Default("60s") @Limit(min = 0.001)
                    Duration refreshInterval,
            @Inline HttpSettings http)
            implements PolledSettings {
        public Settings {
            Urls.check(url);
        }
    }

    @Activate
    public HttpSd(@Reference HttpClients clients) {
        super("http", Settings.class, clients, (settings, api) -> () -> look(settings, api));
    }

    private static List<TargetGroup> look(Settings settings, Api api)
            throws IOException, InterruptedException {
        double seconds = settings.refreshInterval.toMillis() / 1000.0;
        Api.Answer answer =
                api.with("X-Prometheus-Refresh-Interval-Seconds", GoNumbers.plain(seconds))
                        .get(settings.url);
        String type = answer.header("content-type").strip();
        if (!CONTENT_TYPE.matcher(type).matches()) {
            throw new IOException("unsupported content type \"" + type + "\"");
        }
        Json list = answer.json();
        if (!list.isList() && list.exists()) {
            throw new IOException("the answer is not a list of target groups");
        }
        List<TargetGroup> groups = new ArrayList<>();
        for (Json group : list.items()) {
            groups.add(group(Urls.shown(settings.url), groups.size(), group));
        }
        return List.copyOf(groups);
    }

    private static TargetGroup group(String url, int index, Json group) throws IOException {
        if (!group.exists()) {
            throw new IOException("nil target group item found");
        }
        if (!group.isObject()) {
            throw new IOException("target group " + index + " is no object");
        }
        for (String key : group.entries().keySet()) {
            if (!key.equals("targets") && !key.equals("labels")) {
                throw new IOException(
                        "target group %d has the unknown key \"%s\"; valid: targets, labels"
                                .formatted(index, key));
            }
        }
        List<Labels> targets = new ArrayList<>();
        for (Json address : group.items("targets")) {
            if (!address.isText()) {
                throw new IOException("targets of target group " + index + " must be texts");
            }
            targets.add(Labels.of("__address__", address.text()));
        }
        Labels.Builder labels = Labels.builder();
        for (Map.Entry<String, Json> label : group.entries("labels").entrySet()) {
            if (!label.getValue().isText()) {
                throw new IOException(
                        "label %s of target group %d must be a text"
                                .formatted(label.getKey(), index));
            }
            labels.set(label.getKey(), label.getValue().text());
        }
        labels.set("__meta_url", url);
        return new TargetGroup(url + ":" + index, List.copyOf(targets), labels.build());
    }
}
