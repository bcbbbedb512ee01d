package io.gnomon.alerting.channels.chat.internal.wechat;

import io.gnomon.alerting.channels.posting.PostingFactory;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.common.HttpClients;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes "wechat", which reads {@code wechat_configs}. */
@Component(service = ChannelFactory.class)
public final class WeChatFactory extends PostingFactory<WeChatSettings> {
    @Activate
    public WeChatFactory(@Reference HttpClients clients) {
        super("wechat", WeChatSettings.class, clients, WeChat::new);
    }
}
