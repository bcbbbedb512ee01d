package io.gnomon.alerting.channels.chat.internal;

import io.gnomon.platform.core.config.internal.settings.RecordBinder;
import io.gnomon.platform.testkit.channel.HttpChannelTest;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.common.HttpClients;

import java.util.function.Function;

/**
 * The contract for a channel of this bundle.
 *
 * @param <S> settings record
 */
public abstract class ChatTest<S extends Record> extends HttpChannelTest<S> {
    protected ChatTest(Function<HttpClients, ChannelFactory<S>> maker, String yaml) {
        super(new RecordBinder(), maker, yaml);
    }
}
