package io.gnomon.alerting.channels.push.internal.sns;

import io.gnomon.alerting.channels.posting.PostingFactory;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.common.HttpSigning;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes "sns", which reads {@code sns_configs}. */
@Component(service = ChannelFactory.class)
public final class SnsFactory extends PostingFactory<SnsSettings> {
    @Activate
    public SnsFactory(@Reference HttpClients clients) {
        super("sns", SnsSettings.class, clients, Sns::new);
    }

    @Override
    protected HttpSigning signing(SnsSettings given) {
        return given.sigv4().signing();
    }
}
