package io.gnomon.alerting.channels.chat.internal.discord;

import io.gnomon.alerting.channels.posting.Fields;
import io.gnomon.alerting.channels.posting.Poster;
import io.gnomon.alerting.channels.posting.PostingFactory.Posting;
import io.gnomon.alerting.channels.posting.SecretText;
import io.gnomon.alerting.channels.posting.Shortened;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.channel.Notification;

import java.util.List;

/** Posts one embed to a webhook of Discord. */
record Discord(DiscordSettings settings, Poster poster) implements Posting {
    // https://discord.com/developers/docs/resources/message#embed-object-embed-limits
    private static final int TITLE_CHARACTERS_MAX = 256;
    private static final int DESCRIPTION_CHARACTERS_MAX = 4096;
    private static final int CONTENT_CHARACTERS_MAX = 2000;

    private static final int RED = 0x992D22;
    private static final int GREEN = 0x2ECC71;

    @Override
    public Delivery send(Notification notification) throws Exception {
        Fields embed =
                new Fields()
                        .put(
                                "title",
                                Shortened.toCharacters(
                                        notification.text(settings.title()), TITLE_CHARACTERS_MAX))
                        .put(
                                "description",
                                Shortened.toCharacters(
                                        notification.text(settings.message()),
                                        DESCRIPTION_CHARACTERS_MAX))
                        .put("color", notification.status().equals("firing") ? RED : GREEN);
        Fields message =
                new Fields()
                        .put(
                                "content",
                                Shortened.toCharacters(
                                        notification.text(settings.content()),
                                        CONTENT_CHARACTERS_MAX))
                        .put("embeds", List.of(embed))
                        .putIfSet("username", settings.username())
                        .putIfSet("avatar_url", settings.avatarUrl());
        String url =
                new SecretText("webhook_url", settings.webhookUrl(), settings.webhookUrlFile())
                        .reveal();
        return poster.within(notification).post(url, message).delivery();
    }
}
