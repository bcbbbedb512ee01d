package io.gnomon.alerting.channels.chat.internal.discord;

import io.gnomon.alerting.channels.posting.PostingFactory;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.common.HttpClients;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes "discord", which reads {@code discord_configs}. */
@Component(service = ChannelFactory.class)
public final class DiscordFactory extends PostingFactory<DiscordSettings> {
    @Activate
    public DiscordFactory(@Reference HttpClients clients) {
        super("discord", DiscordSettings.class, clients, Discord::new);
    }
}
