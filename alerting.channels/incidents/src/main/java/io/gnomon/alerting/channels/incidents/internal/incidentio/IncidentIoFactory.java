package io.gnomon.alerting.channels.incidents.internal.incidentio;

import io.gnomon.alerting.channels.posting.PostingFactory;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.common.HttpClients;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes "incidentio", which reads {@code incidentio_configs}. */
@Component(service = ChannelFactory.class)
public final class IncidentIoFactory extends PostingFactory<IncidentIoSettings> {
    @Activate
    public IncidentIoFactory(@Reference HttpClients clients) {
        super("incidentio", IncidentIoSettings.class, clients, IncidentIo::new);
    }
}
