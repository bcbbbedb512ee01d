package io.gnomon.alerting.channels.incidents.internal.victorops;

import io.gnomon.alerting.channels.posting.PostingFactory;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.common.HttpClients;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes "victorops", which reads {@code victorops_configs}. */
@Component(service = ChannelFactory.class)
public final class VictorOpsFactory extends PostingFactory<VictorOpsSettings> {
    @Activate
    public VictorOpsFactory(@Reference HttpClients clients) {
        super("victorops", VictorOpsSettings.class, clients, VictorOps::new);
    }
}
