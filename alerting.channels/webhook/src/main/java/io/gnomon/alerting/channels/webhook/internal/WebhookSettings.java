package io.gnomon.alerting.channels.webhook.internal;

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
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * An entry of Alertmanager's {@code webhook_configs}.
 *
 * @param sendResolved whether the server sends resolved alerts at all; it decides before the
 *     channel is called
 */
@Doc("Posts alerts as JSON to a URL")
public record WebhookSettings(
        @Doc("Tell when alerts are over") @Default("true") boolean sendResolved,
        @Doc("Where to post, a template; a secret, because it often carries a token")
                @Form(placeholder = "https://example.org/hook")
                @Nullable Secret url,
        @Doc("File that holds the URL") @FilePath @Form(advanced = true) @Nullable String urlFile,
        @Form(advanced = true) HttpSettings httpConfig,
        @Doc("Most alerts in one message, 0 for all")
                @Default("0")
                @Limit(min = 0)
                @Form(advanced = true)
                int maxAlerts,
        @Doc("Longest time to wait for the answer, 0 for no limit of its own")
                @Default("0s")
                @Form(advanced = true)
                Duration timeout,
        @Doc(
                        "What to post instead of Alertmanager's message: JSON or YAML, its texts"
                                + " are templates")
                @Form(advanced = true)
                @Nullable SettingsNode payload)
        implements PostingSettings {

    public WebhookSettings {
        Checks.one("url", url, "url_file", urlFile);
        if (url != null && !url.reveal().contains("{{")) {
            try {
                Urls.check(url);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("invalid URL: " + e.getMessage(), e);
            }
        }
    }
}
