package io.gnomon.platform.core.httpclient.internal.plain;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;

/**
 * The body of an answer. Read to its end it gives the connection back, closed before it closes the
 * connection. A read fills the array as far as bytes are there without waiting.
 */
final class PlainBody extends InputStream {
    private static final int MOST_SIZE_DIGITS = 15;
    private static final int LONGEST_LINE = 4096;

    private final PlainConnection connection;
    private final boolean keepsConnection;
    private final boolean chunked;
    private final boolean toTheEnd;

    /** Bytes to the end of the body, of a chunked one to the end of the chunk. */
    private long left;

    private boolean firstChunk = true;
    private boolean done;

    PlainBody(PlainConnection connection, long length, boolean keepsConnection) {
        this.connection = connection;
        this.keepsConnection = keepsConnection;
        this.chunked = length == ResponseHead.CHUNKED;
        this.toTheEnd = length == ResponseHead.TO_THE_END;
        this.left = toTheEnd ? Long.MAX_VALUE : Math.max(0, length);
        if (length == 0) {
            finish(true);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        try {
            int n = 0;
            do {
                int some = some(bytes, offset + n, length - n);
                if (some < 0) {
                    return n == 0 ? -1 : n;
                }
                n += some;
            } while (n < length && chunked && connection.hasBytes());
            return n;
        } catch (TimeoutException e) {
            TimeoutException timeout = new TimeoutException("deadline");
            timeout.initCause(e);
            throw new IOException(timeout);
        }
    }

    private int some(byte[] bytes, int offset, int length) throws IOException, TimeoutException {
        if (!done && chunked && left == 0) {
            nextChunk();
        }
        if (done) {
            return -1;
        }
        int n = connection.read(bytes, offset, (int) Math.min(length, left));
        if (n < 0) {
            if (toTheEnd) {
                finish(false);
                return -1;
            }
            throw new EOFException("unexpected end of the body");
        }
        left -= n;
        if (left == 0 && !chunked) {
            finish(true);
        }
        return n;
    }

    /** Goes to the data of the next chunk, behind the last one to the end of the body. */
    private void nextChunk() throws IOException, TimeoutException {
        if (!firstChunk && lineLength() > 0) {
            throw new ProtocolException("malformed chunked encoding");
        }
        firstChunk = false;
        int c = next();
        int digits = 0;
        int digit = Character.digit(c, 16);
        while (digit >= 0 && digits++ < MOST_SIZE_DIGITS) {
            left = left * 16 + digit;
            c = next();
            digit = Character.digit(c, 16);
        }
        if (digits == 0 || digit >= 0 || (c != '\r' && c != '\n' && c != ';' && c != ' ')) {
            throw new ProtocolException("invalid byte in chunk length");
        }
        if (c != '\n') {
            lineLength();
        }
        if (left == 0) {
            skipTrailers();
            finish(true);
        }
    }

    /** Headers behind the body, of no use to anybody here. */
    private void skipTrailers() throws IOException, TimeoutException {
        int length;
        do {
            length = lineLength();
        } while (length > 0);
    }

    /** Skips the rest of a line; how many bytes it had before its end. */
    private int lineLength() throws IOException, TimeoutException {
        int length = 0;
        int last = 0;
        for (int c = next(); c != '\n'; c = next()) {
            last = c;
            if (++length > LONGEST_LINE) {
                throw new ProtocolException("a line between chunks is too long");
            }
        }
        return last == '\r' ? length - 1 : length;
    }

    private int next() throws IOException, TimeoutException {
        int c = connection.read();
        if (c < 0) {
            throw new EOFException("unexpected end of the body");
        }
        return c;
    }

    private void finish(boolean whole) {
        done = true;
        connection.done(whole && keepsConnection);
    }

    @Override
    public void close() {
        if (!done) {
            done = true;
            connection.close();
        }
    }
}
