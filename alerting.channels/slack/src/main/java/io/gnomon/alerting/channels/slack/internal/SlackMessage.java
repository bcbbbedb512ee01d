package io.gnomon.alerting.channels.slack.internal;

import io.gnomon.alerting.channels.posting.Fields;
import io.gnomon.alerting.channels.posting.Shortened;
import io.gnomon.alerting.channels.slack.internal.SlackSettings.Action;
import io.gnomon.alerting.channels.slack.internal.SlackSettings.Confirmation;
import io.gnomon.alerting.channels.slack.internal.SlackSettings.Field;
import io.gnomon.spi.channel.DeliveryRefused;
import io.gnomon.spi.channel.Notification;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** The message to Slack: one attachment, as Alertmanager sends it. */
final class SlackMessage {
    /** https://api.slack.com/reference/messaging/attachments: 1024 characters. */
    private static final int TITLE_CHARACTERS_MAX = 1024;

    private final SlackSettings settings;
    private final Notification notification;

    private SlackMessage(SlackSettings settings, Notification notification) {
        this.settings = settings;
        this.notification = notification;
    }

    /**
     * The request.
     *
     * @param channel name or id, empty for that of the webhook
     */
    static Fields of(SlackSettings settings, Notification notification, String channel)
            throws DeliveryRefused {
        SlackMessage message = new SlackMessage(settings, notification);
        return new Fields()
                .putIfSet("channel", channel)
                .putIfSet("username", message.text(settings.username()))
                .putIfSet("icon_emoji", message.text(settings.iconEmoji()))
                .putIfSet("icon_url", message.text(settings.iconUrl()))
                .putIfSet("link_names", settings.linkNames())
                .putIfSet("text", message.text(settings.messageText()))
                .put("attachments", List.of(message.attachment()));
    }

    private String text(String template) throws DeliveryRefused {
        return notification.text(template);
    }

    private Fields attachment() throws DeliveryRefused {
        return new Fields()
                .putIfSet(
                        "title",
                        Shortened.toCharacters(text(settings.title()), TITLE_CHARACTERS_MAX))
                .putIfSet("title_link", text(settings.titleLink()))
                .putIfSet("pretext", text(settings.pretext()))
                .put("text", text(settings.text()))
                .put("fallback", text(settings.fallback()))
                .put("callback_id", text(settings.callbackId()))
                .putIfSet("fields", fields())
                .putIfSet("actions", actions())
                .putIfSet("image_url", text(settings.imageUrl()))
                .putIfSet("thumb_url", text(settings.thumbUrl()))
                .put("footer", text(settings.footer()))
                .putIfSet("color", text(settings.color()))
                .put("mrkdwn_in", settings.mrkdwnIn());
    }

    private List<Fields> fields() throws DeliveryRefused {
        List<Fields> fields = new ArrayList<>();
        for (Field field : settings.fields()) {
            Boolean own = field.isShort();
            fields.add(
                    new Fields()
                            .putIfSet("title", text(field.title()))
                            .putIfSet("value", text(field.value()))
                            .put("short", own == null ? settings.shortFields() : own));
        }
        return fields;
    }

    private List<Fields> actions() throws DeliveryRefused {
        List<Fields> actions = new ArrayList<>();
        for (Action action : settings.actions()) {
            Fields button =
                    new Fields()
                            .putIfSet("type", text(action.type()))
                            .putIfSet("text", text(action.text()))
                            .putIfSet("url", text(action.url()))
                            .putIfSet("style", text(action.style()));
            if (action.url().isEmpty()) {
                button.putIfSet("name", text(action.name()))
                        .putIfSet("value", text(action.value()))
                        .putIfSet("confirm", confirmation(action.confirm()));
            }
            actions.add(button);
        }
        return actions;
    }

    private @Nullable Fields confirmation(@Nullable Confirmation confirm) throws DeliveryRefused {
        return confirm == null
                ? null
                : new Fields()
                        .putIfSet("text", text(confirm.text()))
                        .putIfSet("title", text(confirm.title()))
                        .putIfSet("ok_text", text(confirm.okText()))
                        .putIfSet("dismiss_text", text(confirm.dismissText()));
    }
}
