package io.gnomon.platform.core.http.internal.routing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Throws {@link BodyTooLarge} as soon as more than the limit was read. For one thread. */
final class LimitedInput extends FilterInputStream {
    private final long bytesMax;
    private long bytesLeft;

    LimitedInput(InputStream in, long bytesMax) {
        super(in);
        this.bytesMax = bytesMax;
        this.bytesLeft = bytesMax;
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        if (b >= 0) {
            count(1);
        }
        return b;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int n = in.read(into, offset, length);
        if (n > 0) {
            count(n);
        }
        return n;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = in.skip(n);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long n) throws BodyTooLarge {
        bytesLeft -= n;
        if (bytesLeft < 0) {
            throw new BodyTooLarge(bytesMax);
        }
    }
}
