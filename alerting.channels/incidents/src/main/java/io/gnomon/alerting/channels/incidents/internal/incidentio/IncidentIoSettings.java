package io.gnomon.alerting.channels.incidents.internal.incidentio;

import io.gnomon.alerting.channels.posting.Checks;
import io.gnomon.alerting.channels.posting.PostingSettings;
import io.gnomon.alerting.channels.posting.Urls;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.FilePath;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.common.Secret;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * An entry of Alertmanager's {@code incidentio_configs}. Texts are templates.
 *
 * @param sendResolved whether the server sends resolved alerts at all; it decides before the
 *     channel is called
 */
@Doc("Sends alerts to an alert source of incident.io")
public record IncidentIoSettings(
        @Doc("Tell when alerts are over") @Default("true") boolean sendResolved,
        @Form(advanced = true) HttpSettings httpConfig,
        @Doc("URL of the alert source") @Nullable Secret url,
        @FilePath @Form(advanced = true) @Nullable String urlFile,
        @Doc("Token of the alert source") @Nullable Secret alertSourceToken,
        @FilePath @Form(advanced = true) @Nullable String alertSourceTokenFile,
        @Doc("Most alerts in one message, 0 for all")
                @Default("0")
                @Limit(min = 0)
                @Form(advanced = true)
                int maxAlerts,
        @Doc("Longest time to wait for the answer, 0 for no limit of its own")
                @Default("0s")
                @Form(advanced = true)
                Duration timeout)
        implements PostingSettings {
    public IncidentIoSettings {
        Checks.one("url", url, "url_file", urlFile);
        Checks.atMostOne(
                "alert_source_token",
                alertSourceToken,
                "alert_source_token_file",
                alertSourceTokenFile);
        Checks.refuse(
                httpConfig.authorization() != null
                        && (Checks.isSet(alertSourceToken) || Checks.isSet(alertSourceTokenFile)),
                "cannot specify alert_source_token or alert_source_token_file when using"
                        + " http_config.authorization");
        Urls.check(url);
    }
}
