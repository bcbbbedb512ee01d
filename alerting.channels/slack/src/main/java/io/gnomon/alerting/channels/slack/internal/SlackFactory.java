package io.gnomon.alerting.channels.slack.internal;

import io.gnomon.alerting.channels.posting.PostingFactory;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.common.HttpClients;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes "slack", which reads {@code slack_configs}. */
@Component(service = ChannelFactory.class)
public final class SlackFactory extends PostingFactory<SlackSettings> {
    @Activate
    public SlackFactory(@Reference HttpClients clients) {
        super("slack", SlackSettings.class, clients, Slack::new);
    }
}
