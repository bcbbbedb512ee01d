package io.gnomon.alerting.channels.chat.internal.webex;

import io.gnomon.alerting.channels.posting.PostingFactory;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.common.HttpClients;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes "webex", which reads {@code webex_configs}. */
@Component(service = ChannelFactory.class)
public final class WebexFactory extends PostingFactory<WebexSettings> {
    @Activate
    public WebexFactory(@Reference HttpClients clients) {
        super("webex", WebexSettings.class, clients, Webex::new);
    }
}
