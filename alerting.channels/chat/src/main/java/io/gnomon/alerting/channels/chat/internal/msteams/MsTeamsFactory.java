package io.gnomon.alerting.channels.chat.internal.msteams;

import io.gnomon.alerting.channels.posting.PostingFactory;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.common.HttpClients;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes "msteams", which reads {@code msteams_configs}. */
@Component(service = ChannelFactory.class)
public final class MsTeamsFactory extends PostingFactory<MsTeamsSettings> {
    @Activate
    public MsTeamsFactory(@Reference HttpClients clients) {
        super("msteams", MsTeamsSettings.class, clients, MsTeams::new);
    }
}
