package io.gnomon.alerting.channels.chat.internal.msteams;

import io.gnomon.alerting.channels.posting.PostingFactory;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.common.HttpClients;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes "msteamsv2", which reads {@code msteamsv2_configs}. */
@Component(service = ChannelFactory.class)
public final class MsTeamsV2Factory extends PostingFactory<MsTeamsV2Settings> {
    @Activate
    public MsTeamsV2Factory(@Reference HttpClients clients) {
        super("msteamsv2", MsTeamsV2Settings.class, clients, MsTeamsV2::new);
    }
}
