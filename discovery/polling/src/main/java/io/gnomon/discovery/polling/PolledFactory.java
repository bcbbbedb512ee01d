package io.gnomon.discovery.polling;

import io.gnomon.spi.common.HttpClients;
import io.gnomon.spi.common.HttpSigning;
import io.gnomon.spi.discovery.Discovery;
import io.gnomon.spi.discovery.DiscoveryFactory;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.function.BiFunction;

/**
 * A discovery that asks a list again and again.
 *
 * @param <S> settings record
 */
public abstract class PolledFactory<S extends Record & PolledSettings>
        implements DiscoveryFactory<S> {
    /** Longest that one request may take: a refresh as a whole has little more. */
    private static final Duration TIMEOUT_MAX = Duration.ofSeconds(60);

    private final String name;
    private final Class<S> settings;
    private final HttpClients clients;
    private final BiFunction<S, Api, Source> source;

    /**
     * A factory.
     *
     * @param source makes what is asked, without I/O; the API is closed with the discovery
     */
    protected PolledFactory(
            String name,
            Class<S> settings,
            HttpClients clients,
            BiFunction<S, Api, Source> source) {
        this.name = name;
        this.settings = settings;
        this.clients = clients;
        this.source = source;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Class<S> settings() {
        return settings;
    }

    /** How all requests of the API are signed, null when they are not. */
    protected @Nullable HttpSigning signing(S given) {
        return null;
    }

    @Override
    public final Discovery create(S given) {
        Duration interval = given.refreshInterval();
        Duration timeout = interval.compareTo(TIMEOUT_MAX) < 0 ? interval : TIMEOUT_MAX;
        Api api = Api.of(clients.open(given.http(), signing(given)), timeout);
        return new Polled(source.apply(given, api), interval, api);
    }

    private record Polled(Source source, Duration interval, Api api) implements Discovery {
        @Override
        public Found refresh() throws Exception {
            return new Found(source.look(), interval);
        }

        @Override
        public void close() {
            source.close();
            api.close();
        }
    }
}
