package io.gnomon.platform.core.http.internal.server;

import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * TLS of the listeners.
 *
 * @param contextFactory reloaded when the certificate changes
 * @param http2 offer HTTP/2 beside HTTP/1.1
 */
public record Tls(SslContextFactory.Server contextFactory, boolean http2) {}
