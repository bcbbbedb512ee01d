package io.gnomon.spi.common;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import javax.net.ssl.SSLSession;

/**
 * HTTP requests that are watched on their way, for probes; an OSGi service that plugins reference.
 * The settings, credentials, proxies and redirects are those of {@link HttpClients}.
 */
@ProviderType
public interface TracedHttp {
    /**
     * A client with these settings. Does no I/O except reading the files that the settings name.
     *
     * @throws IllegalArgumentException with a sentence when a file cannot be read or does not fit
     */
    Sender openTraced(HttpSettings settings);

    /** Sends watched requests. Any number of threads; closed by who opened it. */
    @ProviderType
    interface Sender extends AutoCloseable {
        /**
         * As {@link HttpCaller#send}, with a new connection for each request and each redirect,
         * which ends when the response is closed. Cookies are kept from one redirect to the next.
         */
        HttpCaller.Response send(HttpCaller.Request request, Trace trace)
                throws IOException, InterruptedException;

        /**
         * The headers that a request to a server would carry because of the settings: credentials
         * (Authorization, with a token of OAuth2 when the settings say so) and {@code
         * http_headers}. For protocols that begin as HTTP and then leave it, such as WebSocket.
         *
         * @param timeLeft for asking for a token
         * @return by lower-case name; empty for none
         * @throws IOException with a sentence when a file cannot be read or no token comes
         */
        Map<String, List<String>> headers(URI server, Duration timeLeft)
                throws IOException, InterruptedException;

        @Override
        void close();
    }

    /**
     * Is told what happens as it happens: {@link #begin} on the thread that sends, the others on it
     * or on threads of the client, which they must not hold up. For one request with its redirects.
     */
    @ConsumerType
    interface Trace {
        /**
         * A request begins, the first one or the one that a redirect asks for.
         *
         * @return address of the server to connect to, null to have the client look it up; without
         *     effect where a proxy is asked instead
         * @throws IOException when the name has no address: the request has failed
         */
        @Nullable InetAddress begin(URI uri) throws IOException, InterruptedException;

        /** The TCP connection to the server is there; not told of connections through proxies. */
        void connected();

        /** The TLS handshake with the server has ended; not told of those through proxies. */
        void secured();

        /** The connection is ready, the request is written now. */
        void sent();

        /**
         * The head of the answer has come.
         *
         * @param version such as {@code HTTP/1.1}
         * @param session of TLS, null for a connection without
         */
        void answered(String version, @Nullable SSLSession session);

        /**
         * The answer has come to its end. Not told of every answer in HTTP/1, where who reads the
         * body sees its end.
         *
         * @param trailers of HTTP/2, by lower-case name, empty for none
         */
        default void ended(Map<String, List<String>> trailers) {}

        /** Whether the server speaks HTTP/2 without being asked, as those of gRPC do. */
        default boolean startsWithHttp2() {
            return false;
        }
    }
}
