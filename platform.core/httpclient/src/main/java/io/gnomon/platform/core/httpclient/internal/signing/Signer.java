package io.gnomon.platform.core.httpclient.internal.signing;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** Adds what proves who sends a request. Any thread. */
@FunctionalInterface
public interface Signer {
    /**
     * A request that is about to be sent.
     *
     * @param headers all but those of the connection; get what the signer adds
     */
    record Unsigned(String method, URI uri, HttpFields.Mutable headers, byte[] body) {}

    /**
     * Signs a request.
     *
     * @throws IOException when there are no credentials; the message says where they were sought
     */
    void sign(Unsigned request, Duration timeLeft) throws IOException, InterruptedException;

    /** Says who it is by a token. */
    static Signer bearer(Renewed<String> token) {
        return (request, timeLeft) ->
                request.headers().put(HttpHeader.AUTHORIZATION, "Bearer " + token.get(timeLeft));
    }

    /** The header Host as the connection will send it: with a port that is not the usual one. */
    static String host(URI uri) {
        int usual = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
        return uri.getPort() < 0 || uri.getPort() == usual
                ? uri.getHost()
                : uri.getHost() + ":" + uri.getPort();
    }
}
