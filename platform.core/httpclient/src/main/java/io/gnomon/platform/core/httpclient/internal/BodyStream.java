package io.gnomon.platform.core.httpclient.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of an answer, whose errors read as users know them. */
final class BodyStream extends FilterInputStream {
    private final Runnable onClose;

    BodyStream(InputStream body, Runnable onClose) {
        super(body);
        this.onClose = onClose;
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            onClose.run();
        }
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            throw FailureText.ofBody(e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return super.read(bytes, offset, length);
        } catch (IOException e) {
            throw FailureText.ofBody(e);
        }
    }
}
