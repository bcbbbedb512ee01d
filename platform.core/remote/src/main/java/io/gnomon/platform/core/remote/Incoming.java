package io.gnomon.platform.core.remote;

import java.io.InputStream;
import java.util.function.UnaryOperator;

/**
 * A request.
 *
 * @param headers first value of a header by its name, empty when there is none
 * @param body as it was sent; the receiver reads it to its end or gives up, and does not close it
 */
public record Incoming(UnaryOperator<String> headers, InputStream body) {
    public String header(String name) {
        return headers.apply(name);
    }
}
