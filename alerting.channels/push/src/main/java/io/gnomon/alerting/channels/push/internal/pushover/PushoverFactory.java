package io.gnomon.alerting.channels.push.internal.pushover;

import io.gnomon.alerting.channels.posting.PostingFactory;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.common.HttpClients;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes "pushover", which reads {@code pushover_configs}. */
@Component(service = ChannelFactory.class)
public final class PushoverFactory extends PostingFactory<PushoverSettings> {
    @Activate
    public PushoverFactory(@Reference HttpClients clients) {
        super("pushover", PushoverSettings.class, clients, Pushover::new);
    }
}
