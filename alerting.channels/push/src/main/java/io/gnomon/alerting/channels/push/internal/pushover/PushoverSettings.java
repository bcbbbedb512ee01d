package io.gnomon.alerting.channels.push.internal.pushover;

import io.gnomon.alerting.channels.posting.Checks;
import io.gnomon.alerting.channels.posting.PostingSettings;
import io.gnomon.spi.common.Default;
import io.gnomon.spi.common.Doc;
import io.gnomon.spi.common.FilePath;
import io.gnomon.spi.common.Form;
import io.gnomon.spi.common.HttpSettings;
import io.gnomon.spi.common.Secret;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * An entry of Alertmanager's {@code pushover_configs}. Texts are templates.
 *
 * @param sendResolved whether the server sends resolved alerts at all; it decides before the
 *     channel is called
 */
@Doc("Sends to phones through Pushover")
public record PushoverSettings(
        @Doc("Tell when alerts are over") @Default("true") boolean sendResolved,
        @Form(advanced = true) HttpSettings httpConfig,
        @Doc("Key of the user or group, a template") @Nullable Secret userKey,
        @FilePath @Form(advanced = true) @Nullable String userKeyFile,
        @Doc("Token of the application, a template") @Nullable Secret token,
        @FilePath @Form(advanced = true) @Nullable String tokenFile,
        @Default("'{{ template \"pushover.default.title\" . }}'") String title,
        @Default("'{{ template \"pushover.default.message\" . }}'") String message,
        @Default("'{{ template \"pushover.default.url\" . }}'") String url,
        @Default("") String urlTitle,
        @Default("") String device,
        @Default("") String sound,
        @Doc("-2 to 2; 2 wants to be acknowledged")
                @Default("'{{ if eq .Status \"firing\" }}2{{ else }}0{{ end }}'")
                String priority,
        @Doc("How often priority 2 is repeated") @Default("1m") Duration retry,
        @Doc("How long priority 2 is repeated") @Default("1h") Duration expire,
        @Doc("After it the message is deleted, 0 for never") @Default("0s") Duration ttl,
        @Doc("The message is HTML") @Default("false") boolean html,
        @Default("false") boolean monospace)
        implements PostingSettings {
    public PushoverSettings {
        Checks.one("user_key", userKey, "user_key_file", userKeyFile);
        Checks.one("token", token, "token_file", tokenFile);
        Checks.refuse(html && monospace, "at most one of monospace & html must be configured");
    }
}
