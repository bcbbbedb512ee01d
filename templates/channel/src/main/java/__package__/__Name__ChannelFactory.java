package __package__;

import io.gnomon.spi.channel.Channel;
import io.gnomon.spi.channel.ChannelFactory;
import org.osgi.service.component.annotations.Component;

/** What the server discovers: a service of this type reads __name___configs of a receiver. */
@Component(service = ChannelFactory.class)
public final class __Name__ChannelFactory implements ChannelFactory<__Name__Settings> {
    @Override
    public String name() {
        return "__name__";
    }

    @Override
    public Class<__Name__Settings> settings() {
        return __Name__Settings.class;
    }

    @Override
    public Channel create(__Name__Settings settings) {
        return new __Name__Channel(settings);
    }
}
