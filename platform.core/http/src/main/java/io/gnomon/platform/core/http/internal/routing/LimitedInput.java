package io.gnomon.platform.core.http.internal.routing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeoutException;

/**
 * Throws {@link BodyTooLarge} as soon as more than the limit was read, and a time-out when the
 * bytes come too slowly. For one thread.
 */
final class LimitedInput extends FilterInputStream {
    /**
     * Time that each byte adds to the deadline: what comes faster than 8 KiB a second may go on.
     */
    private static final long NANOS_PER_BYTE = 1_000_000_000 / 8192;

    private final long bytesMax;
    private final long deadlineNanos;
    private long bytesLeft;

    /**
     * @param deadlineNanos in {@link System#nanoTime} time
     */
    LimitedInput(InputStream in, long bytesMax, long deadlineNanos) {
        super(in);
        this.deadlineNanos = deadlineNanos;
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

    private void count(long n) throws IOException {
        long extra = (bytesMax - bytesLeft) * NANOS_PER_BYTE;
        if (System.nanoTime() - deadlineNanos > extra) {
            throw new IOException(new TimeoutException("the body came too slowly"));
        }
        bytesLeft -= n;
        if (bytesLeft < 0) {
            throw new BodyTooLarge(bytesMax);
        }
    }
}
