package io.gnomon.alerting.channels.chat.internal.msteams;

import io.gnomon.alerting.channels.posting.Fields;
import io.gnomon.alerting.channels.posting.Poster;
import io.gnomon.alerting.channels.posting.PostingFactory.Posting;
import io.gnomon.alerting.channels.posting.SecretText;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.channel.Notification;

/** Posts a message card to a connector of Microsoft Teams. */
record MsTeams(MsTeamsSettings settings, Poster poster) implements Posting {
    private static final String RED = "8C1A1A";
    private static final String GREEN = "2DC72D";

    @Override
    public Delivery send(Notification notification) throws Exception {
        Fields card =
                new Fields()
                        .put("@context", "http://schema.org/extensions")
                        .put("type", "MessageCard")
                        .put("title", notification.text(settings.title()))
                        .put("summary", notification.text(settings.summary()))
                        .put("text", notification.text(settings.text()))
                        .put("themeColor", notification.status().equals("firing") ? RED : GREEN);
        String url =
                new SecretText("webhook_url", settings.webhookUrl(), settings.webhookUrlFile())
                        .reveal();
        return poster.within(notification).post(url, card).delivery();
    }
}
