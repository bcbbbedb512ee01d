package io.gnomon.alerting.channels.incidents.internal.opsgenie;

import io.gnomon.alerting.channels.posting.PostingFactory;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.common.HttpClients;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes "opsgenie", which reads {@code opsgenie_configs}. */
@Component(service = ChannelFactory.class)
public final class OpsgenieFactory extends PostingFactory<OpsgenieSettings> {
    @Activate
    public OpsgenieFactory(@Reference HttpClients clients) {
        super("opsgenie", OpsgenieSettings.class, clients, Opsgenie::new);
    }
}
