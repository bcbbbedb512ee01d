package io.gnomon.alerting.channels.webhook.internal;

import io.gnomon.alerting.channels.posting.AlertsMessage;
import io.gnomon.alerting.channels.posting.Poster;
import io.gnomon.alerting.channels.posting.PostingFactory.Posting;
import io.gnomon.alerting.channels.posting.SecretText;
import io.gnomon.alerting.channels.posting.payload.Payload;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.channel.DeliveryRefused;
import io.gnomon.spi.channel.Notification;

import org.jspecify.annotations.Nullable;

/** Posts each notification once: in Alertmanager's message or in the user's own payload. */
record Webhook(WebhookSettings settings, Poster poster) implements Posting {
    private static final String VERSION = "4";

    @Override
    public Delivery send(Notification notification) throws Exception {
        String url = new SecretText("url", settings.url(), settings.urlFile()).reveal(notification);
        return poster.within(notification, settings.timeout())
                .post(url, message(notification))
                .delivery();
    }

    private @Nullable Object message(Notification notification) throws DeliveryRefused {
        return settings.payload() == null
                ? AlertsMessage.of(notification, VERSION, settings.maxAlerts())
                : Payload.of(settings.payload(), notification);
    }
}
