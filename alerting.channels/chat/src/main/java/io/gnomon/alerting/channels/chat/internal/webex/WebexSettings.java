package io.gnomon.alerting.channels.chat.internal.webex;

import io.gnomon.alerting.channels.posting.Checks;
import io.gnomon.alerting.channels.posting.PostingSettings;
import io.gnomon.alerting.channels.posting.Urls;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Secret;

/**
 * An entry of Alertmanager's {@code webex_configs}. Texts are templates.
 *
 * @param sendResolved whether the server sends resolved alerts at all; it decides before the
 *     channel is called
 */
@Doc("Posts to a room of Webex; the token of the bot is the authorization of http_config")
public record WebexSettings(
        @Doc("Tell when alerts are over") @Default("true") boolean sendResolved,
        @Form(advanced = true) HttpSettings httpConfig,
        @Default("https://webexapis.com/v1/messages") @Form(advanced = true) String apiUrl,
        @Default("'{{ template \"webex.default.message\" . }}'") String message,
        @Default("") String roomId)
        implements PostingSettings {
    public WebexSettings {
        Checks.refuse(roomId.isEmpty(), "missing room_id on webex_config");
        Checks.refuse(
                httpConfig.authorization() == null,
                "missing webex_configs.http_config.authorization");
        Urls.check(new Secret(apiUrl));
    }
}
