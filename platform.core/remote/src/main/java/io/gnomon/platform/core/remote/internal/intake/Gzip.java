package io.gnomon.platform.core.remote.internal.intake;

import io.gnomon.platform.core.remote.Incoming;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** Bodies that come packed with gzip or not at all. */
public final class Gzip {
    private static final int BUFFER_BYTES = 8192;

    private Gzip() {}

    /**
     * The body as it was before it was packed.
     *
     * @param otherwise what is said of another encoding, whose name is put in for %s
     */
    public static InputStream unpacked(Incoming request, String otherwise)
            throws IOException, Refusal {
        String encoding = request.header("Content-Encoding");
        if (encoding.isEmpty() || encoding.equalsIgnoreCase("identity")) {
            return request.body();
        }
        if (encoding.equalsIgnoreCase("gzip")) {
            return new GZIPInputStream(request.body(), BUFFER_BYTES);
        }
        throw new Refusal(415, otherwise.formatted(encoding));
    }
}
