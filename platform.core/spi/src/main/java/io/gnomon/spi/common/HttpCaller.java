package io.gnomon.spi.common;

import org.osgi.annotation.versioning.ProviderType;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Sends requests with one set of HTTP settings: credentials, TLS, proxy, redirects. Safe for use by
 * any number of threads; closed by who opened it.
 */
@ProviderType
public interface HttpCaller extends AutoCloseable {
    /**
     * Sends a request and waits for the head of the answer. Answers of any status are returned;
     * redirects are followed when the settings say so, without taking credentials to another host.
     * An interrupt of the calling thread ends it.
     *
     * @throws IOException when no answer came; the message is the sentence that a user sees, such
     *     as "connection refused" or "context deadline exceeded" when the time was over
     */
    Response send(Request request) throws IOException, InterruptedException;

    @Override
    void close();

    /**
     * A request.
     *
     * @param timeout for everything up to the last byte of the answer
     * @param body empty array for none
     */
    record Request(
            String method, URI uri, Map<String, String> headers, byte[] body, Duration timeout) {
        public static Request get(URI uri, Duration timeout) {
            return new Request("GET", uri, Map.of(), new byte[0], timeout);
        }
    }

    /**
     * An answer whose body has yet to be read; closed by the caller.
     *
     * @param headers by lower-case name
     * @param body the bytes as they came, compressed if the answer says so; reading throws {@link
     *     IOException} at the deadline
     */
    record Response(int status, String reason, Map<String, List<String>> headers, InputStream body)
            implements AutoCloseable {
        /** First value of a header, empty when there is none. */
        public String header(String lowerCaseName) {
            List<String> values = headers.getOrDefault(lowerCaseName, List.of());
            return values.isEmpty() ? "" : values.get(0);
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
