package io.gnomon.platform.core.remote;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** Where an answer goes that may be long. */
@FunctionalInterface
public interface Output {
    /**
     * Begins the answer; called once. Whoever called it writes the body and closes the stream.
     *
     * @param headers among them Content-Type
     */
    OutputStream open(int status, Map<String, String> headers) throws IOException;
}
