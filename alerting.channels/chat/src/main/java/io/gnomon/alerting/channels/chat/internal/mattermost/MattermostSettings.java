package io.gnomon.alerting.channels.chat.internal.mattermost;

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
 * An entry of Alertmanager's {@code mattermost_configs}. Texts are templates.
 *
 * @param sendResolved whether the server sends resolved alerts at all; it decides before the
 *     channel is called
 */
@Doc("Posts to a channel of Mattermost")
public record MattermostSettings(
        @Doc("Tell when alerts are over") @Default("true") boolean sendResolved,
        @Form(advanced = true) HttpSettings httpConfig,
        @Doc("URL of the webhook") @Nullable Secret webhookUrl,
        @FilePath @Form(advanced = true) @Nullable String webhookUrlFile,
        @Doc("Channel instead of the webhook's") @Default("") String channel,
        @Default("'{{ template \"mattermost.default.username\" . }}'") String username,
        @Default("'{{ template \"mattermost.default.fallback\" . }}'") String fallback,
        @Default("'{{ template \"mattermost.default.color\" . }}'") String color,
        @Default("") String pretext,
        @Default("'{{ template \"mattermost.default.text\" . }}'") String text,
        @Default("") String authorName,
        @Default("") String authorLink,
        @Default("") String authorIcon,
        @Default("'{{ template \"mattermost.default.title\" . }}'") String title,
        @Default("'{{ template \"mattermost.default.titlelink\" . }}'") String titleLink,
        List<Field> fields,
        @Default("") String thumbUrl,
        @Default("") String footer,
        @Default("") String footerIcon,
        @Default("") String imageUrl,
        @Default("") String iconUrl,
        @Default("") String iconEmoji,
        @Doc("Attachments instead of the one that the settings before describe")
                @Form(advanced = true)
                List<Attachment> attachments,
        @Default("") @Form(advanced = true) String type,
        @Form(advanced = true) Props props,
        @Form(advanced = true) Priority priority)
        implements PostingSettings {
    public MattermostSettings {
        Checks.refuse(
                !Checks.isSet(webhookUrl) && !Checks.isSet(webhookUrlFile),
                "missing webhook_url or webhook_url_file on mattermost_config");
        Checks.one("webhook_url", webhookUrl, "webhook_url_file", webhookUrlFile);
        Urls.check(webhookUrl);
    }

    /** The attachments to post. */
    List<Attachment> posted() {
        return attachments.isEmpty()
                ? List.of(
                        new Attachment(
                                fallback,
                                color,
                                pretext,
                                text,
                                authorName,
                                authorLink,
                                authorIcon,
                                title,
                                titleLink,
                                fields,
                                thumbUrl,
                                footer,
                                footerIcon,
                                imageUrl))
                : attachments;
    }

    public record Attachment(
            @Default("") String fallback,
            @Default("") String color,
            @Default("") String pretext,
            @Default("") String text,
            @Default("") String authorName,
            @Default("") String authorLink,
            @Default("") String authorIcon,
            @Default("") String title,
            @Default("") String titleLink,
            List<Field> fields,
            @Default("") String thumbUrl,
            @Default("") String footer,
            @Default("") String footerIcon,
            @Default("") String imageUrl) {}

    /** Text of two columns. */
    public record Field(
            @Default("") String title,
            @Default("") String value,
            @Key("short") @Nullable Boolean isShort) {
        public Field {
            Checks.refuse(title.isEmpty(), "missing title in Mattermost field configuration");
            Checks.refuse(value.isEmpty(), "missing value in Mattermost field configuration");
        }
    }

    public record Props(@Default("") String card) {}

    /** How urgent a message is: urgent, important or standard. */
    public record Priority(
            @Default("") String priority, boolean requestedAck, boolean persistentNotifications) {}
}
