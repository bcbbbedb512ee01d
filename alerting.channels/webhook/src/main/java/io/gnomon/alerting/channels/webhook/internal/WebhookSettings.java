package io.gnomon.alerting.channels.webhook.internal;

import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.FilePath;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Limit;
import io.gnomon.spi.common.Secret;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
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
        @Doc("Where to post; a secret, because it often carries a token")
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
                Duration timeout) {

    public WebhookSettings {
        if (url == null && urlFile == null) {
            throw new IllegalArgumentException("one of url or url_file must be configured");
        }
        if (url != null && urlFile != null) {
            throw new IllegalArgumentException("at most one of url & url_file must be configured");
        }
        if (url != null) {
            target(url.reveal());
        }
    }

    /**
     * The URL of a text.
     *
     * @throws IllegalArgumentException with a sentence that does not show the URL
     */
    static URI target(String text) {
        try {
            URI uri = new URI(text.strip());
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!http || uri.getHost() == null) {
                throw new IllegalArgumentException(
                        "the URL of a webhook must start with http:// or https:// and name a host");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the URL of the webhook is not a URL", e);
        }
    }
}
