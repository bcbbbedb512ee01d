package io.gnomon.platform.core.http.internal.server;

import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.server.handler.gzip.GzipHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A Jetty with connectors of our own. Requests run on platform threads: a query reads mapped memory
 * and a login talks to the database, both of which pin the carrier of a virtual thread.
 *
 * <p>Started and stopped once, by one thread.
 */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final int THREADS_MAX = 200;
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final Server server;
    private final List<ServerConnector> connectors = new ArrayList<>();

    /**
     * What listens where.
     *
     * @param name tells requests of this listener from others, see {@link #listenerOf}
     */
    public record Listener(String name, ListenAddress address) {}

    /**
     * How connections are treated.
     *
     * @param readTimeout a request must have come in so long; a connection without traffic is
     *     closed after it
     * @param connectionsMax open connections over all listeners
     * @param proxies whose word counts about who asks
     * @param tls null for plain HTTP
     */
    public record Transport(
            Duration readTimeout, int connectionsMax, TrustedProxies proxies, @Nullable Tls tls) {}

    public WebServer(List<Listener> listeners, Transport transport, Handler handler) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS_MAX);
        threads.setName("http");
        threads.setDetailedDump(false);
        server = new Server(threads);
        server.setStopTimeout(STOP_PATIENCE.toMillis());
        server.addBean(new NetworkConnectionLimit(transport.connectionsMax(), server));
        server.setHandler(
                new ReadDeadlines(
                        new GracefulHandler(compressed(handler)),
                        transport.readTimeout(),
                        () -> connectors));
        server.setErrorHandler(new OneLineErrors());
        withJettysLoader(() -> {
            for (Listener listener : listeners) {
                ServerConnector connector = connector(listener, transport);
                connectors.add(connector);
                server.addConnector(connector);
            }
            return null;
        });
    }

    /** Name of the listener through which a request came. */
    public static String listenerOf(Connector connector) {
        return connector.getName();
    }

    private static Handler compressed(Handler handler) {
        GzipHandler gzip = new GzipHandler();
        gzip.setMinGzipSize(1024);
        // Lines of a streamed answer must not wait in the compressor for the next ones.
        gzip.setSyncFlush(true);
        gzip.addExcludedMimeTypes("text/event-stream");
        gzip.setHandler(handler);
        return gzip;
    }

    private ServerConnector connector(Listener listener, Transport transport) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(16 * 1024);
        http.addCustomizer(transport.proxies());
        ServerConnector connector = new ServerConnector(server, factories(http, transport.tls()));
        connector.setName(listener.name());
        connector.setHost(listener.address().host().isEmpty() ? null : listener.address().host());
        connector.setPort(listener.address().port());
        connector.setIdleTimeout(transport.readTimeout().toMillis());
        return connector;
    }

    private static ConnectionFactory[] factories(HttpConfiguration http, @Nullable Tls tls) {
        HttpConnectionFactory http1 = new HttpConnectionFactory(http);
        if (tls == null) {
            return new ConnectionFactory[] {http1};
        }
        // Any name is served: who asks for the wrong one sees it in the certificate.
        http.addCustomizer(new SecureRequestCustomizer(false));
        if (!tls.http2()) {
            return new ConnectionFactory[] {
                new SslConnectionFactory(tls.contextFactory(), http1.getProtocol()), http1
            };
        }
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(HttpVersion.HTTP_1_1.asString());
        return new ConnectionFactory[] {
            new SslConnectionFactory(tls.contextFactory(), alpn.getProtocol()),
            alpn,
            new HTTP2ServerConnectionFactory(http),
            http1
        };
    }

    /**
     * Binds all addresses and serves.
     *
     * @throws IOException with a sentence when an address cannot be had; nothing listens then
     */
    public void start() throws IOException {
        try {
            withJettysLoader(() -> {
                server.start();
                return null;
            });
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            close();
            throw new IOException("cannot listen: " + cause.getMessage(), cause);
        }
    }

    /** Addresses with the ports that were really taken, in the order of the listeners. */
    public List<String> addresses() {
        return connectors.stream()
                .map(c ->
                        new ListenAddress(c.getHost() == null ? "" : c.getHost(), 0)
                                .withPort(c.getLocalPort()))
                .toList();
    }

    /** Ports that were really taken, in the order of the listeners. */
    public List<Integer> ports() {
        return connectors.stream().map(ServerConnector::getLocalPort).toList();
    }

    /** Takes no new requests, waits up to 5 s for running ones, stops. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("requests that did not end within {} were broken off", STOP_PATIENCE, e);
        }
    }

    /** Jetty finds its ALPN processor through the context class loader. */
    private static <T> T withJettysLoader(Callable<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ALPNServerConnectionFactory.class.getClassLoader());
        try {
            return work.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
