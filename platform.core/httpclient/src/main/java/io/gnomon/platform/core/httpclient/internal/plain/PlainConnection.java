package io.gnomon.platform.core.httpclient.internal.plain;

import io.gnomon.spi.common.TracedHttp.Trace;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/**
 * One connection. It has a buffer only while a request runs, so that kept connections cost a socket
 * and nothing else. For one thread at a time.
 */
final class PlainConnection {
    /** Also the most that the head of an answer may have. */
    static final int BUFFER_BYTES = 64 * 1024;

    private static final byte[] NOTHING = {};

    final PlainConnections.Server server;
    long idleSince;

    private final PlainConnections connections;
    private final SocketChannel channel;
    private byte[] buffer = NOTHING;
    private int position;
    private int limit;
    private Future<?> deadline = CompletableFuture.completedFuture(null);
    private boolean answered;
    private volatile boolean expired;

    PlainConnection(
            PlainConnections connections, PlainConnections.Server server, SocketChannel channel) {
        this.connections = connections;
        this.server = server;
        this.channel = channel;
    }

    /** The deadline has passed: who reads or writes gets a {@link TimeoutException}. */
    private void expire() {
        expired = true;
        closeChannel();
    }

    /** Whether a byte of an answer came for the request sent last. */
    boolean answered() {
        return answered;
    }

    /** Sends a request and reads the head of the answer. */
    PlainConnections.Exchange exchange(String method, byte[] request, long deadlineNanos)
            throws IOException, TimeoutException {
        begin(deadlineNanos);
        send(request);
        ResponseHead head = readFinalHead();
        return exchange(method, head, head.keepsConnection());
    }

    /** The same, told to a trace; the connection does not serve another request. */
    PlainConnections.Exchange exchangeOnce(
            String method, byte[] request, long deadlineNanos, Trace trace)
            throws IOException, TimeoutException {
        begin(deadlineNanos);
        trace.sent();
        send(request);
        ResponseHead head = readFinalHead();
        trace.answered(head.http11() ? "HTTP/1.1" : "HTTP/1.0", null);
        return exchange(method, head, false);
    }

    private void begin(long deadlineNanos) throws IOException {
        answered = false;
        deadline = connections.atDeadline(deadlineNanos, this::expire);
        buffer = connections.takeBuffer();
        position = 0;
        limit = 0;
    }

    private ResponseHead readFinalHead() throws IOException, TimeoutException {
        ResponseHead head = readHead();
        while (head.status() / 100 == 1) {
            head = readHead();
        }
        return head;
    }

    private PlainConnections.Exchange exchange(String method, ResponseHead head, boolean kept)
            throws IOException {
        PlainBody body = new PlainBody(this, head.bodyLength(method), kept);
        return new PlainConnections.Exchange(head.status(), head.reason(), head.headers(), body);
    }

    private ResponseHead readHead() throws IOException, TimeoutException {
        int searched = position;
        while (true) {
            int end = headEnd(searched);
            if (end >= 0) {
                ResponseHead head = ResponseHead.parse(buffer, position, end);
                position = end;
                return head;
            }
            searched = Math.max(position, limit - 3);
            if (limit == buffer.length) {
                throw new ProtocolException(
                        "the head of the answer has more than " + BUFFER_BYTES + " bytes");
            }
            if (!fillMore()) {
                throw new EOFException("the server closed the connection");
            }
        }
    }

    /** Behind the empty line that ends a head, -1 when it is not in the buffer yet. */
    private int headEnd(int from) {
        for (int i = from; i < limit; i++) {
            if (buffer[i] == '\n'
                    && (endsWith(i, (byte) '\n') || (endsWith(i, (byte) '\r') && atLine(i - 1)))) {
                return i + 1;
            }
        }
        return -1;
    }

    private boolean endsWith(int i, byte before) {
        return i > position && buffer[i - 1] == before;
    }

    private boolean atLine(int i) {
        return i > position && buffer[i - 1] == '\n';
    }

    /** Reads behind what is in the buffer; false at the end of the stream. */
    private boolean fillMore() throws IOException, TimeoutException {
        int n = receive(buffer, limit, buffer.length - limit);
        answered |= n > 0;
        limit += Math.max(n, 0);
        return n > 0;
    }

    /** The next byte, -1 at the end of the stream. */
    int read() throws IOException, TimeoutException {
        if (position == limit) {
            position = 0;
            limit = 0;
            if (!fillMore()) {
                return -1;
            }
        }
        return buffer[position++] & 0xff;
    }

    /** Some bytes, at least one; -1 at the end of the stream. */
    int read(byte[] into, int offset, int length) throws IOException, TimeoutException {
        if (position == limit) {
            if (length >= BUFFER_BYTES) {
                return receive(into, offset, length);
            }
            position = 0;
            limit = 0;
            if (!fillMore()) {
                return -1;
            }
        }
        int n = Math.min(length, limit - position);
        System.arraycopy(buffer, position, into, offset, n);
        position += n;
        return n;
    }

    private void send(byte[] request) throws IOException, TimeoutException {
        ByteBuffer bytes = ByteBuffer.wrap(request);
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (ClosedChannelException e) {
            throw closed(e);
        }
    }

    private int receive(byte[] into, int offset, int length) throws IOException, TimeoutException {
        try {
            return channel.read(ByteBuffer.wrap(into, offset, length));
        } catch (ClosedChannelException e) {
            throw closed(e);
        }
    }

    private ClosedChannelException closed(ClosedChannelException e) throws TimeoutException {
        if (expired) {
            throw PlainConnections.timeout(e);
        }
        return e;
    }

    /** The answer has been read in full. */
    void done(boolean reusable) {
        boolean clean = position == limit;
        dropBuffer();
        boolean inTime = deadline.cancel(false);
        if (inTime && reusable && clean) {
            connections.keep(this);
        } else {
            closeChannel();
        }
    }

    void close() {
        deadline.cancel(false);
        dropBuffer();
        closeChannel();
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void dropBuffer() {
        if (buffer.length > 0) {
            connections.giveBuffer(buffer);
            buffer = NOTHING;
            position = 0;
            limit = 0;
        }
    }

    /** Whether {@link #read} has bytes without waiting. */
    boolean hasBytes() {
        return position < limit;
    }

    /** Bytes of a header as Latin-1, as HTTP has them. */
    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
