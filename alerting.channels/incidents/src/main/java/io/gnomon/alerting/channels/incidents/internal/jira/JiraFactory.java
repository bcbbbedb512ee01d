package io.gnomon.alerting.channels.incidents.internal.jira;

import io.gnomon.alerting.channels.posting.PostingFactory;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.common.HttpClients;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes "jira", which reads {@code jira_configs}. */
@Component(service = ChannelFactory.class)
public final class JiraFactory extends PostingFactory<JiraSettings> {
    @Activate
    public JiraFactory(@Reference HttpClients clients) {
        super("jira", JiraSettings.class, clients, Jira::new);
    }
}
