package io.gnomon.platform.core.httpclient.internal;

import io.gnomon.spi.common.TracedHttp.Trace;

import org.eclipse.jetty.client.Destination;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.Transport;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.util.component.LifeCycle;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Map;

/**
 * A connection of one request only, told to a trace. Jetty keeps connections by destination, and a
 * transport that equals no other one makes a destination of its own, which {@link #close} removes.
 */
final class OwnConnection extends Transport.Wrapper implements AutoCloseable {
    private final HttpClient client;
    private final Request request;
    private final Trace trace;
    private final @Nullable InetSocketAddress address;
    private @Nullable Destination destination;
    private @Nullable EndPoint endPoint;
    private boolean closed;

    private OwnConnection(
            HttpClient client, Request request, Trace trace, @Nullable InetSocketAddress address) {
        super(Transport.TCP_IP);
        this.client = client;
        this.request = request;
        this.trace = trace;
        this.address = address;
    }

    /** Has the request, which is not sent yet, go over a connection of its own. */
    static OwnConnection of(HttpClient client, Request request, Trace trace)
            throws IOException, InterruptedException {
        if (trace.startsWithHttp2()) {
            request.version(HttpVersion.HTTP_2);
        }
        URI uri = request.getURI();
        InetAddress host = trace.begin(uri);
        Origin origin = new Origin(request.getScheme(), request.getHost(), request.getPort());
        boolean direct = client.getProxyConfiguration().match(origin) == null;
        OwnConnection own =
                new OwnConnection(
                        client,
                        request,
                        trace,
                        host == null || !direct
                                ? null
                                : new InetSocketAddress(host, origin.getAddress().getPort()));
        request.transport(own)
                .headers(h -> h.put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString()))
                .onRequestBegin(_ -> trace.sent())
                .onResponseBegin(own::answered)
                .onResponseSuccess(response -> trace.ended(Headers.of(response.getTrailers())));
        own.destination = destination(client, request);
        return own;
    }

    /**
     * The request's destination. Jetty's sweeper takes one that was never asked for again for one
     * that is idle since ever, and stops it under the request's feet; asking twice prevents that.
     */
    private static Destination destination(HttpClient client, Request request) {
        Destination first;
        Destination second = client.resolveDestination(request);
        do {
            first = second;
            second = client.resolveDestination(request);
        } while (!first.equals(second));
        return second;
    }

    @Override
    public boolean requiresDomainNameResolution() {
        return address == null;
    }

    @Override
    @SuppressWarnings("NullAway") // Jetty asks only when there is nothing to resolve
    public SocketAddress getSocketAddress() {
        return address;
    }

    @Override
    public Connection newConnection(EndPoint connected, Map<String, Object> context)
            throws IOException {
        trace.connected();
        keep(connected);
        Connection connection = super.newConnection(connected, context);
        if (connection instanceof SslConnection ssl) {
            ssl.addHandshakeListener(
                    new SslHandshakeListener() {
                        @Override
                        public void handshakeSucceeded(Event event) {
                            trace.secured();
                        }
                    });
        }
        return connection;
    }

    /** Before the handshake of TLS has ended, Jetty does not know of the connection. */
    private synchronized void keep(EndPoint connected) {
        endPoint = connected;
        if (closed) {
            connected.close();
        }
    }

    private void answered(Response response) {
        var connection = request.getConnection();
        EndPoint.SslSessionData tls = connection == null ? null : connection.getSslSessionData();
        trace.answered(response.getVersion().asString(), tls == null ? null : tls.sslSession());
    }

    /** Ends the connection, whatever is still under way on it. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (endPoint != null) {
                endPoint.close();
            }
        }
        var connection = request.getConnection();
        if (connection != null) {
            connection.close();
        }
        // Last: a connection that ends asks its destination whether somebody waits for another.
        if (destination != null) {
            client.removeDestination(destination);
            LifeCycle.stop(destination);
        }
    }
}
