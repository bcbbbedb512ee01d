package io.gnomon.alerting.channels.incidents.internal.pagerduty;

import io.gnomon.alerting.channels.posting.Checks;
import io.gnomon.alerting.channels.posting.PostingSettings;
import io.gnomon.alerting.channels.posting.Urls;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.FilePath;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * An entry of Alertmanager's {@code pagerduty_configs}. Texts are templates.
 *
 * @param sendResolved whether the server sends resolved alerts at all; it decides before the
 *     channel is called
 */
@Doc("Opens and resolves incidents of PagerDuty")
public record PagerDutySettings(
        @Doc("Tell when alerts are over") @Default("true") boolean sendResolved,
        @Form(advanced = true) HttpSettings httpConfig,
        @Doc("Integration key of an Events API v2 integration, a template")
                @Nullable Secret routingKey,
        @FilePath @Form(advanced = true) @Nullable String routingKeyFile,
        @Doc("Integration key of a Prometheus integration (Events API v1), a template")
                @Form(advanced = true)
                @Nullable Secret serviceKey,
        @FilePath @Form(advanced = true) @Nullable String serviceKeyFile,
        @Default("https://events.pagerduty.com/v2/enqueue") @Form(advanced = true) String url,
        @Default("'{{ template \"pagerduty.default.client\" . }}'") String client,
        @Default("'{{ template \"pagerduty.default.clientURL\" . }}'") String clientUrl,
        @Default("'{{ template \"pagerduty.default.description\" . }}'") String description,
        @Doc("What else is told; JSON or YAML, its texts are templates") @Form(advanced = true)
                Map<String, SettingsNode> details,
        @Form(advanced = true) List<Image> images,
        @Form(advanced = true) List<Link> links,
        @Doc("Affected system; the client when empty") @Default("") String source,
        @Doc("critical, error, warning or info") @Default("error") String severity,
        @Key("class") @Default("") String type,
        @Default("") String component,
        @Default("") String group,
        @Doc("Longest time to wait for the answer, 0 for no limit of its own")
                @Default("0s")
                @Form(advanced = true)
                Duration timeout)
        implements PostingSettings {
    public PagerDutySettings {
        Checks.refuse(
                !Checks.isSet(routingKey)
                        && !Checks.isSet(routingKeyFile)
                        && !Checks.isSet(serviceKey)
                        && !Checks.isSet(serviceKeyFile),
                "missing service or routing key in PagerDuty config");
        Checks.atMostOne("routing_key", routingKey, "routing_key_file", routingKeyFile);
        Checks.atMostOne("service_key", serviceKey, "service_key_file", serviceKeyFile);
        Urls.check(new Secret(url));
        source = source.isEmpty() ? client : source;
        severity = severity.isEmpty() ? "error" : severity;
    }

    /** Whether the older API is spoken. */
    boolean isVersion1() {
        return Checks.isSet(serviceKey) || Checks.isSet(serviceKeyFile);
    }

    public record Image(
            @Default("") String src, @Default("") String alt, @Default("") String href) {}

    public record Link(@Default("") String href, @Default("") String text) {}
}
