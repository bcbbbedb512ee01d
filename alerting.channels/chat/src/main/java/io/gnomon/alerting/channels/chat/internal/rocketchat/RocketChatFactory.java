package io.gnomon.alerting.channels.chat.internal.rocketchat;

import io.gnomon.alerting.channels.posting.PostingFactory;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.common.HttpClients;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes "rocketchat", which reads {@code rocketchat_configs}. */
@Component(service = ChannelFactory.class)
public final class RocketChatFactory extends PostingFactory<RocketChatSettings> {
    @Activate
    public RocketChatFactory(@Reference HttpClients clients) {
        super("rocketchat", RocketChatSettings.class, clients, RocketChat::new);
    }
}
