package io.gnomon.alerting.channels.chat.internal.mattermost;

import io.gnomon.alerting.channels.chat.internal.mattermost.MattermostSettings.Attachment;
import io.gnomon.alerting.channels.chat.internal.mattermost.MattermostSettings.Field;
import io.gnomon.alerting.channels.chat.internal.mattermost.MattermostSettings.Priority;
import io.gnomon.alerting.channels.posting.Fields;
import io.gnomon.alerting.channels.posting.Poster;
import io.gnomon.alerting.channels.posting.PostingFactory.Posting;
import io.gnomon.alerting.channels.posting.SecretText;
import io.gnomon.alerting.channels.posting.Shortened;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.channel.DeliveryRefused;
import io.gnomon.spi.channel.Notification;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Posts to an incoming webhook of Mattermost. */
record Mattermost(MattermostSettings settings, Poster poster) implements Posting {
    /** https://developers.mattermost.com/integrate/webhooks/incoming: 16383 characters. */
    private static final int TEXT_CHARACTERS_MAX = 16383;

    private static final Set<String> PRIORITIES = Set.of("urgent", "important", "standard");

    @Override
    public Delivery send(Notification notification) throws Exception {
        List<Fields> attachments = new ArrayList<>();
        for (Attachment attachment : settings.posted()) {
            attachments.add(attachment(attachment, notification));
        }
        String channel = notification.text(settings.channel());
        Fields message =
                new Fields()
                        .putIfSet("channel", channel)
                        .putIfSet("username", notification.text(settings.username()))
                        .putIfSet("icon_url", notification.text(settings.iconUrl()))
                        .putIfSet("icon_emoji", notification.text(settings.iconEmoji()))
                        .putIfSet("attachments", attachments)
                        .putIfSet("type", notification.text(settings.type()))
                        .putIfSet("props", props(notification))
                        .putIfSet("priority", priority(settings.priority(), notification));
        String url =
                new SecretText("webhook_url", settings.webhookUrl(), settings.webhookUrlFile())
                        .reveal();
        return switch (poster.within(notification).post(url, message).delivery()) {
            case Delivery.Retry(String reason) -> new Delivery.Retry(named(channel, reason));
            case Delivery.Refused(String reason) -> new Delivery.Refused(named(channel, reason));
            case Delivery.Delivered delivered -> delivered;
        };
    }

    private static String named(String channel, String reason) {
        return "channel \"" + channel + "\": " + reason;
    }

    private static Fields attachment(Attachment attachment, Notification notification)
            throws DeliveryRefused {
        List<Fields> fields = new ArrayList<>();
        for (Field field : attachment.fields()) {
            fields.add(
                    new Fields()
                            .putIfSet("title", notification.text(field.title()))
                            .putIfSet("value", notification.text(field.value()))
                            .putIfGiven("short", field.isShort()));
        }
        return new Fields()
                .putIfSet("fallback", notification.text(attachment.fallback()))
                .putIfSet("color", notification.text(attachment.color()))
                .putIfSet("pretext", notification.text(attachment.pretext()))
                .putIfSet(
                        "text",
                        Shortened.toCharacters(
                                notification.text(attachment.text()), TEXT_CHARACTERS_MAX))
                .putIfSet("author_name", notification.text(attachment.authorName()))
                .putIfSet("author_link", notification.text(attachment.authorLink()))
                .putIfSet("author_icon", notification.text(attachment.authorIcon()))
                .putIfSet("title", notification.text(attachment.title()))
                .putIfSet("title_link", notification.text(attachment.titleLink()))
                .putIfSet("fields", fields)
                .putIfSet("thumb_url", notification.text(attachment.thumbUrl()))
                .putIfSet("footer", notification.text(attachment.footer()))
                .putIfSet("footer_icon", notification.text(attachment.footerIcon()))
                .putIfSet("image_url", notification.text(attachment.imageUrl()));
    }

    private @Nullable Fields props(Notification notification) throws DeliveryRefused {
        return settings.props().card().isEmpty()
                ? null
                : new Fields().put("card", notification.text(settings.props().card()));
    }

    /** What Mattermost would not accept together is left out. */
    private static @Nullable Fields priority(Priority priority, Notification notification)
            throws DeliveryRefused {
        if (priority.priority().isEmpty()) {
            return null;
        }
        String given = notification.text(priority.priority()).toLowerCase(Locale.ROOT);
        String known = PRIORITIES.contains(given) ? given : "standard";
        return new Fields()
                .put("priority", known)
                .putIfSet("requested_ack", priority.requestedAck() && !known.equals("standard"))
                .putIfSet(
                        "persistent_notifications",
                        priority.persistentNotifications() && known.equals("urgent"));
    }
}
