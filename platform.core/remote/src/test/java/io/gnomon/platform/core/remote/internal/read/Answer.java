package io.gnomon.platform.core.remote.internal.read;

import io.gnomon.platform.core.remote.Output;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Keeps what is written to it. */
final class Answer implements Output {
    int status;
    Map<String, String> headers = Map.of();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    @Override
    public OutputStream open(int statusNow, Map<String, String> headersNow) {
        if (status != 0) {
            throw new IllegalStateException("the answer was begun before");
        }
        status = statusNow;
        headers = headersNow;
        return body;
    }

    byte[] bytes() {
        return body.toByteArray();
    }

    String text() {
        return body.toString(StandardCharsets.UTF_8);
    }
}
