package io.gnomon.alerting.channels.chat.internal.rocketchat;

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

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * An entry of Alertmanager's {@code rocketchat_configs}. Texts are templates.
 *
 * @param sendResolved whether the server sends resolved alerts at all; it decides before the
 *     channel is called
 */
@Doc("Posts to a channel of Rocket.Chat")
public record RocketChatSettings(
        @Doc("Tell when alerts are over") @Default("false") boolean sendResolved,
        @Form(advanced = true) HttpSettings httpConfig,
        @Doc("Address of the server") @Default("https://open.rocket.chat/") String apiUrl,
        @Nullable Secret token,
        @FilePath @Form(advanced = true) @Nullable String tokenFile,
        @Nullable Secret tokenId,
        @FilePath @Form(advanced = true) @Nullable String tokenIdFile,
        @Default("") String channel,
        @Default("'{{ if eq .Status \"firing\" }}red{{ else }}green{{ end }}'") String color,
        @Default("'{{ template \"rocketchat.default.title\" . }}'") String title,
        @Default("'{{ template \"rocketchat.default.titlelink\" . }}'") String titleLink,
        @Default("'{{ template \"rocketchat.default.text\" . }}'") String text,
        List<Field> fields,
        @Doc("Fields stand beside each other") @Default("false") boolean shortFields,
        @Default("'{{ template \"rocketchat.default.emoji\" . }}'") String emoji,
        @Default("'{{ template \"rocketchat.default.iconurl\" . }}'") String iconUrl,
        @Default("") String imageUrl,
        @Default("") String thumbUrl,
        @Default("false") boolean linkNames,
        List<Action> actions)
        implements PostingSettings {
    public RocketChatSettings {
        Checks.refuse(
                !Checks.isSet(token) && !Checks.isSet(tokenFile),
                "no global Rocketchat Token set either inline or in a file");
        Checks.refuse(
                !Checks.isSet(tokenId) && !Checks.isSet(tokenIdFile),
                "no global Rocketchat TokenID set either inline or in a file");
        Checks.atMostOne("token", token, "token_file", tokenFile);
        Checks.atMostOne("token_id", tokenId, "token_id_file", tokenIdFile);
        Urls.check(new Secret(apiUrl));
    }

    /** Text of two columns. */
    public record Field(
            @Default("") String title,
            @Default("") String value,
            @Key("short") @Nullable Boolean isShort) {}

    /** A button; Rocket.Chat knows no other type. */
    public record Action(
            @Default("") String type,
            @Default("") String text,
            @Default("") String url,
            @Default("") String msg) {}
}
