package io.gnomon.alerting.channels.chat.internal.msteams;

import io.gnomon.alerting.channels.posting.Fields;
import io.gnomon.alerting.channels.posting.Poster;
import io.gnomon.alerting.channels.posting.PostingFactory.Posting;
import io.gnomon.alerting.channels.posting.SecretText;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.channel.Notification;

import java.util.List;

/** Posts an adaptive card to a flow of Microsoft Teams. */
record MsTeamsV2(MsTeamsV2Settings settings, Poster poster) implements Posting {
    private static final String RED = "Attention";
    private static final String GREEN = "Good";

    @Override
    public Delivery send(Notification notification) throws Exception {
        Fields title =
                new Fields()
                        .put("type", "TextBlock")
                        .put("text", notification.text(settings.title()))
                        .put("weight", "Bolder")
                        .put("size", "Medium")
                        .put("wrap", true)
                        .put("style", "heading")
                        .put("color", notification.status().equals("firing") ? RED : GREEN);
        Fields text =
                new Fields()
                        .put("type", "TextBlock")
                        .put("text", notification.text(settings.text()))
                        .put("wrap", true);
        Fields card =
                new Fields()
                        .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
                        .put("type", "AdaptiveCard")
                        .put("version", "1.2")
                        .put("body", List.of(title, text))
                        .put("msteams", new Fields().put("width", "full"));
        Fields attachment =
                new Fields()
                        .put("contentType", "application/vnd.microsoft.card.adaptive")
                        .put("contentUrl", null)
                        .put("content", card);
        Fields message =
                new Fields().put("type", "message").put("attachments", List.of(attachment));
        String url =
                new SecretText("webhook_url", settings.webhookUrl(), settings.webhookUrlFile())
                        .reveal();
        return poster.within(notification).post(url, message).delivery();
    }
}
