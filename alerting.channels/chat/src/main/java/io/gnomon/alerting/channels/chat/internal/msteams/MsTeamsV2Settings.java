package io.gnomon.alerting.channels.chat.internal.msteams;

import io.gnomon.alerting.channels.posting.Checks;
import io.gnomon.alerting.channels.posting.PostingSettings;
import io.gnomon.alerting.channels.posting.Urls;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.FilePath;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Secret;

import org.jspecify.annotations.Nullable;

/**
 * An entry of Alertmanager's {@code msteamsv2_configs}. Texts are templates.
 *
 * @param sendResolved whether the server sends resolved alerts at all; it decides before the
 *     channel is called
 */
@Doc("Posts to a channel of Microsoft Teams through a flow")
public record MsTeamsV2Settings(
        @Doc("Tell when alerts are over") @Default("true") boolean sendResolved,
        @Form(advanced = true) HttpSettings httpConfig,
        @Doc("URL of the webhook") @Nullable Secret webhookUrl,
        @FilePath @Form(advanced = true) @Nullable String webhookUrlFile,
        @Default("'{{ template \"msteamsv2.default.title\" . }}'") String title,
        @Default("'{{ template \"msteamsv2.default.text\" . }}'") String text)
        implements PostingSettings {
    public MsTeamsV2Settings {
        Checks.one("webhook_url", webhookUrl, "webhook_url_file", webhookUrlFile);
        Urls.check(webhookUrl);
    }
}
