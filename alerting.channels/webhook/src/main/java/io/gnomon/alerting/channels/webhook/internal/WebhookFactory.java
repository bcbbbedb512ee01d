package io.gnomon.alerting.channels.webhook.internal;

import io.gnomon.alerting.channels.posting.PostingFactory;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.common.HttpClients;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes "webhook", which reads {@code webhook_configs}. */
@Component(service = ChannelFactory.class)
public final class WebhookFactory extends PostingFactory<WebhookSettings> {
    @Activate
    public WebhookFactory(@Reference HttpClients clients) {
        super("webhook", WebhookSettings.class, clients, Webhook::new);
    }
}
