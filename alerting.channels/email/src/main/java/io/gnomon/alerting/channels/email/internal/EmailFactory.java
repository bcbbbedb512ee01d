package io.gnomon.alerting.channels.email.internal;

import io.gnomon.spi.channel.Channel;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.common.TlsSockets;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes "email", which reads {@code email_configs}. */
@Component(service = ChannelFactory.class)
public final class EmailFactory implements ChannelFactory<EmailSettings> {
    private final TlsSockets tls;

    @Activate
    public EmailFactory(@Reference TlsSockets tls) {
        this.tls = tls;
    }

    @Override
    public String name() {
        return "email";
    }

    @Override
    public Class<EmailSettings> settings() {
        return EmailSettings.class;
    }

    @Override
    public Channel create(EmailSettings settings) {
        return new Email(settings, tls);
    }
}
