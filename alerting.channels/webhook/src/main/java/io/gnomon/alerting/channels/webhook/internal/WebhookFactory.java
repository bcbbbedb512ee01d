package io.gnomon.alerting.channels.webhook.internal;

import io.gnomon.spi.channel.Channel;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.common.HttpClients;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes "webhook", which reads {@code webhook_configs}. */
@Component(service = ChannelFactory.class)
public final class WebhookFactory implements ChannelFactory<WebhookSettings> {
    private final HttpClients clients;

    @Activate
    public WebhookFactory(@Reference HttpClients clients) {
        this.clients = clients;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public Class<WebhookSettings> settings() {
        return WebhookSettings.class;
    }

    @Override
    public Channel create(WebhookSettings settings) {
        return new Webhook(settings, clients.open(settings.httpConfig()));
    }
}
