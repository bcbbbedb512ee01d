package io.gnomon.platform.core.httpclient.internal;

import io.gnomon.platform.core.httpclient.internal.proxy.ProxyRules;
import io.gnomon.platform.core.httpclient.internal.tls.TlsMaterial;
import io.gnomon.spi.common.TlsSettings;

import org.eclipse.jetty.client.HttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The Jetty client of one caller. Its certificate files are looked at again every few seconds while
 * it is used: when they were replaced, new connections are made with the new ones.
 */
final class CurrentClient implements Supplier<HttpClient>, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CurrentClient.class);
    static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final SharedClients shared;
    private final @Nullable TlsSettings settings;
    private final LongSupplier nanoTime;
    private SharedClients.Key key;

    /** Requests that began before the last change may still run on this one. */
    private SharedClients.@Nullable Key retiring;

    private HttpClient client;
    private long checked;
    private boolean closed;

    CurrentClient(
            SharedClients shared,
            @Nullable TlsSettings settings,
            ProxyRules proxy,
            boolean http2,
            boolean spread,
            LongSupplier nanoTime) {
        this.shared = shared;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.key = new SharedClients.Key(TlsMaterial.of(settings), proxy, http2, spread);
        this.client = shared.acquire(key);
        this.checked = nanoTime.getAsLong();
    }

    @Override
    public synchronized HttpClient get() {
        if (hasFiles() && nanoTime.getAsLong() - checked >= CHECK_NANOS && !closed) {
            checked = nanoTime.getAsLong();
            try {
                SharedClients.Key now =
                        new SharedClients.Key(
                                TlsMaterial.of(settings), key.proxy(), key.http2(), key.spread());
                if (!now.equals(key)) {
                    client = shared.acquire(now);
                    retire();
                    retiring = key;
                    key = now;
                }
            } catch (IllegalArgumentException e) {
                log.warn("the TLS files that were read before stay in use: {}", e.getMessage());
            }
        }
        return client;
    }

    private void retire() {
        if (retiring != null) {
            shared.release(retiring);
            retiring = null;
        }
    }

    private boolean hasFiles() {
        return settings != null
                && (settings.caFile() != null
                        || settings.certFile() != null
                        || settings.keyFile() != null);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            retire();
            shared.release(key);
        }
    }
}
