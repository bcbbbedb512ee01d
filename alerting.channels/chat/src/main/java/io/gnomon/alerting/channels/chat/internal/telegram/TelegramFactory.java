package io.gnomon.alerting.channels.chat.internal.telegram;

import io.gnomon.alerting.channels.posting.PostingFactory;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.common.HttpClients;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes "telegram", which reads {@code telegram_configs}. */
@Component(service = ChannelFactory.class)
public final class TelegramFactory extends PostingFactory<TelegramSettings> {
    @Activate
    public TelegramFactory(@Reference HttpClients clients) {
        super("telegram", TelegramSettings.class, clients, Telegram::new);
    }
}
