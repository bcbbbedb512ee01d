package io.gnomon.alerting.channels.incidents.internal.pagerduty;

import io.gnomon.alerting.channels.posting.PostingFactory;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.common.HttpClients;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes "pagerduty", which reads {@code pagerduty_configs}. */
@Component(service = ChannelFactory.class)
public final class PagerDutyFactory extends PostingFactory<PagerDutySettings> {
    @Activate
    public PagerDutyFactory(@Reference HttpClients clients) {
        super("pagerduty", PagerDutySettings.class, clients, PagerDuty::new);
    }
}
