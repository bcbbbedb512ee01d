package io.gnomon.platform.core.httpclient.internal;

import io.gnomon.platform.core.httpclient.internal.plain.PlainConnections;
import io.gnomon.platform.core.httpclient.internal.proxy.ProxyRules;
import io.gnomon.platform.core.httpclient.internal.tls.TlsMaterial;

import org.eclipse.jetty.alpn.java.client.JDK9ClientALPNProcessor;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.transport.HttpClientConnectionFactory;
import org.eclipse.jetty.client.transport.HttpClientTransportDynamic;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.client.transport.ClientConnectionFactoryOverHTTP2;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Jetty clients, one for each way of connecting that somebody uses; they share threads, timers and
 * buffers. Safe for use by any number of threads.
 */
final class SharedClients implements AutoCloseable {
    private static final long IDLE_MILLIS = 5 * 60_000L;
    private static final long LOOK_UP_MILLIS = 15_000;
    private static final int CONNECTIONS_MAX = 256;
    private static final int SWEEP_SECONDS = 30;

    private final QueuedThreadPool threads = new JettyThreads();
    private final Scheduler scheduler = new ScheduledExecutorScheduler("gnomon-http-timer", true);
    private final ByteBufferPool buffers = new ArrayByteBufferPool();
    private final Map<Key, Lease> leases = new HashMap<>();
    private final PlainConnections plain =
            new PlainConnections(
                    threads, TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS), System::nanoTime);

    /**
     * What makes two connections to one server different.
     *
     * @param spread whether each goes to any of the server's addresses
     */
    record Key(TlsMaterial tls, ProxyRules proxy, boolean http2, boolean spread) {}

    /** A started client that some callers use. */
    private static final class Lease {
        final HttpClient client;
        int users;

        Lease(HttpClient client) {
            this.client = client;
        }
    }

    SharedClients() {
        threads.setName("gnomon-http");
        threads.setDaemon(true);
        LifeCycle.start(threads);
        LifeCycle.start(scheduler);
        sweepLater();
    }

    private void sweepLater() {
        var _ =
                scheduler.schedule(
                        () -> {
                            plain.sweep();
                            sweepLater();
                        },
                        SWEEP_SECONDS,
                        TimeUnit.SECONDS);
    }

    /** Connections without TLS and proxy. */
    PlainConnections plain() {
        return plain;
    }

    /**
     * The client of a key; each call wants a {@link #release}.
     *
     * @throws IllegalArgumentException when a certificate or the proxy's URL does not fit
     */
    synchronized HttpClient acquire(Key key) {
        Lease lease = leases.get(key);
        if (lease == null) {
            lease = new Lease(start(key));
            leases.put(key, lease);
        }
        lease.users++;
        return lease.client;
    }

    synchronized void release(Key key) {
        Lease lease = leases.get(key);
        if (lease != null && --lease.users == 0) {
            leases.remove(key);
            LifeCycle.stop(lease.client);
        }
    }

    /** How many clients are open. */
    synchronized int size() {
        return leases.size();
    }

    private HttpClient start(Key key) {
        ClientConnector connector = new ClientConnector();
        connector.setSelectors(1);
        connector.setSslContextFactory(key.tls.contextFactory());
        HttpClient client = new HttpClient(transport(connector, key.http2));
        client.setExecutor(threads);
        client.setScheduler(scheduler);
        client.setByteBufferPool(buffers);
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        client.setUserAgentField(null);
        client.setIdleTimeout(IDLE_MILLIS);
        client.setDestinationIdleTimeout(IDLE_MILLIS);
        client.setMaxConnectionsPerDestination(CONNECTIONS_MAX);
        if (key.spread) {
            client.setSocketAddressResolver(
                    new SpreadAddresses(
                            new SocketAddressResolver.Async(threads, scheduler, LOOK_UP_MILLIS)));
        }
        key.proxy.apply(client);
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        // Jetty finds ALPN by ServiceLoader, which in OSGi sees only the context class loader.
        current.setContextClassLoader(JDK9ClientALPNProcessor.class.getClassLoader());
        try {
            LifeCycle.start(client);
        } finally {
            current.setContextClassLoader(before);
        }
        // Bodies are handed out as they come; who wants gzip asks for it and unpacks it.
        client.getContentDecoderFactories().clear();
        return client;
    }

    private static HttpClientTransportDynamic transport(ClientConnector connector, boolean http2) {
        return http2
                ? new HttpClientTransportDynamic(
                        connector,
                        HttpClientConnectionFactory.HTTP11,
                        new ClientConnectionFactoryOverHTTP2.HTTP2(new HTTP2Client(connector)))
                : new HttpClientTransportDynamic(connector, HttpClientConnectionFactory.HTTP11);
    }

    @Override
    public synchronized void close() {
        leases.values().forEach(lease -> LifeCycle.stop(lease.client));
        leases.clear();
        plain.close();
        LifeCycle.stop(scheduler);
        LifeCycle.stop(threads);
    }
}
