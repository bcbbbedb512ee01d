package io.gnomon.alerting.channels.chat.internal.mattermost;

import io.gnomon.alerting.channels.posting.PostingFactory;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.common.HttpClients;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes "mattermost", which reads {@code mattermost_configs}. */
@Component(service = ChannelFactory.class)
public final class MattermostFactory extends PostingFactory<MattermostSettings> {
    @Activate
    public MattermostFactory(@Reference HttpClients clients) {
        super("mattermost", MattermostSettings.class, clients, Mattermost::new);
    }
}
