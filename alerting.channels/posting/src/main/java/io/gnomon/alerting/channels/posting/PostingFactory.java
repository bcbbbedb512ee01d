package io.gnomon.alerting.channels.posting;

import io.gnomon.spi.channel.Channel;
import io.gnomon.spi.channel.ChannelFactory;
import io.gnomon.spi.channel.Delivery;
import io.gnomon.spi.channel.Notification;
import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.common.HttpSigning;

import org.jspecify.annotations.Nullable;

import java.util.function.BiFunction;

/**
 * Makes a channel that posts.
 *
 * @param <S> settings record
 */
public abstract class PostingFactory<S extends Record & PostingSettings>
        implements ChannelFactory<S> {
    private final String name;
    private final Class<S> settings;
    private final HttpClients clients;
    private final BiFunction<S, Poster, Posting> posting;

    /** Delivers one notification; see {@link Channel#send}. */
    @FunctionalInterface
    public interface Posting {
        Delivery send(Notification notification) throws Exception;
    }

    /**
     * A factory.
     *
     * @param name of the channel
     * @param posting makes what delivers, without I/O; the poster is closed with the channel
     */
    protected PostingFactory(
            String name,
            Class<S> settings,
            HttpClients clients,
            BiFunction<S, Poster, Posting> posting) {
        this.name = name;
        this.settings = settings;
        this.clients = clients;
        this.posting = posting;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Class<S> settings() {
        return settings;
    }

    /** How all requests are signed, null when they are not. */
    protected @Nullable HttpSigning signing(S given) {
        return null;
    }

    @Override
    public final Channel create(S given) {
        Poster poster = new Poster(clients.open(given.httpConfig(), signing(given)));
        return new PostingChannel(posting.apply(given, poster), poster);
    }

    private record PostingChannel(Posting posting, Poster poster) implements Channel {
        @Override
        public Delivery send(Notification notification) throws Exception {
            return posting.send(notification);
        }

        @Override
        public void close() {
            poster.close();
        }
    }
}
