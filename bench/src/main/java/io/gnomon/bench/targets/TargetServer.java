package io.gnomon.bench.targets;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Many targets in one thread, each with an address of its own on the loopback network (127.1.x.y),
 * so that servers see as many hosts. Answers HTTP/1.1 as Go's server does when the length is not
 * known: chunked, 2,048 bytes a chunk; gzip as a client that asked for it gets. {@code GET /counts}
 * tells how many answers were given, {@code GET /arrivals} when requests have come since it was
 * asked last: target and nanoseconds, a line each.
 */
public final class TargetServer {
    private static final int HOSTS_A_NET = 250;
    private static final int CHUNK = 2048;
    private static final int MOST_REQUEST_BYTES = 4096;
    private static final byte[] GZIP_HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private final boolean gzip;
    private final int jitterMillis;
    private final SplittableRandom jitter;
    private final TargetBody[] bodies;
    private final Selector selector;
    private final PriorityQueue<Connection> due =
            new PriorityQueue<>(Comparator.comparingLong((Connection c) -> c.dueNanos));
    private final TargetBody.ByteBuilder body = new TargetBody.ByteBuilder();
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private byte[] packed = new byte[1 << 16];
    private final StringBuilder arrivals = new StringBuilder();
    private long answers;
    private long bodyBytes;

    /** A client's connection and the answer that is under way on it. */
    private static final class Connection {
        final int target;
        final SocketChannel channel;
        final SelectionKey key;
        final byte[] requestBytes = new byte[MOST_REQUEST_BYTES];
        final ByteBuffer request = ByteBuffer.wrap(requestBytes);
        ByteBuffer answer = ByteBuffer.allocate(0);
        long arrivedNanos;
        long dueNanos;

        Connection(int target, SocketChannel channel, Selector selector) throws IOException {
            this.target = target;
            this.channel = channel;
            this.key = channel.register(selector, SelectionKey.OP_READ, this);
        }
    }

    /**
     * Times that samples are exposed with; after so many steps answers are empty.
     *
     * @param startMillis of the first answer
     */
    public record Times(long startMillis, long stepMillis, int steps) {}

    /**
     * Listens for all targets.
     *
     * @param jitterMillis answers take from nothing to this long
     * @param times times of the samples, null for those of the scrape
     */
    public TargetServer(
            Recording recording,
            int targets,
            int port,
            boolean gzip,
            int jitterMillis,
            long seed,
            @Nullable Times times)
            throws IOException {
        this.gzip = gzip;
        this.jitterMillis = jitterMillis;
        this.jitter = new SplittableRandom(seed);
        this.bodies = new TargetBody[targets];
        this.selector = Selector.open();
        for (int i = 0; i < targets; i++) {
            bodies[i] = new TargetBody(recording, seed, i, times);
            ServerSocketChannel listener = ServerSocketChannel.open();
            listener.bind(new InetSocketAddress(host(i), port));
            listener.configureBlocking(false);
            listener.register(selector, SelectionKey.OP_ACCEPT, i);
        }
    }

    /** Address of a target. */
    public static String host(int target) {
        return "127.1." + (1 + target / HOSTS_A_NET) + "." + (1 + target % HOSTS_A_NET);
    }

    /** Serves until the thread is interrupted. */
    public void run() throws IOException {
        while (!Thread.interrupted()) {
            Connection first = due.peek();
            long wait = first == null ? 0 : first.dueNanos - System.nanoTime();
            if (first != null && wait <= 0) {
                answer(due.remove());
                continue;
            }
            selector.select(this::ready, first == null ? 0 : 1 + wait / 1_000_000);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel channel = ((ServerSocketChannel) key.channel()).accept();
                if (channel != null) {
                    channel.configureBlocking(false);
                    var _ = new Connection((Integer) key.attachment(), channel, selector);
                }
            } else {
                Connection connection = (Connection) key.attachment();
                try {
                    if (key.isWritable()) {
                        write(connection);
                    } else {
                        read(connection);
                    }
                } catch (IOException e) {
                    close(connection); // the server at the other end was killed
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void close(Connection connection) throws IOException {
        connection.key.cancel();
        connection.channel.close();
    }

    private void read(Connection connection) throws IOException {
        ByteBuffer request = connection.request;
        if (connection.channel.read(request) < 0) {
            close(connection);
            return;
        }
        int n = request.position();
        byte[] bytes = connection.requestBytes;
        if (n < 4 || bytes[n - 1] != '\n' || bytes[n - 2] != '\r' || bytes[n - 3] != '\n') {
            return;
        }
        connection.arrivedNanos = System.nanoTime();
        connection.dueNanos =
                connection.arrivedNanos
                        + (jitterMillis == 0 ? 0 : jitter.nextInt(jitterMillis * 1_000_000));
        due.add(connection);
    }

    private void answer(Connection connection) throws IOException {
        String head =
                new String(
                        connection.requestBytes,
                        0,
                        connection.request.position(),
                        StandardCharsets.ISO_8859_1);
        connection.request.clear();
        if (head.startsWith("GET /counts ")) {
            connection.answer = plain(answers + " " + bodyBytes + "\n");
        } else if (head.startsWith("GET /arrivals ")) {
            connection.answer = plain(arrivals.toString());
            arrivals.setLength(0);
        } else {
            arrivals.append(connection.target).append(' ');
            arrivals.append(connection.arrivedNanos).append('\n');
            bodies[connection.target].next(body);
            bodyBytes += body.length;
            answers++;
            connection.answer =
                    gzip && head.contains("gzip")
                            ? chunked(pack(), packed, "Content-Encoding: gzip\r\n")
                            : chunked(body.length, body.bytes, "");
        }
        try {
            write(connection);
        } catch (IOException e) {
            close(connection);
        }
    }

    private static ByteBuffer plain(String text) {
        String head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ";
        return ByteBuffer.wrap(
                (head + text.length() + "\r\n\r\n" + text).getBytes(StandardCharsets.ISO_8859_1));
    }

    private int pack() {
        if (packed.length < body.length + 64) {
            packed = new byte[body.length + 64];
        }
        System.arraycopy(GZIP_HEAD, 0, packed, 0, GZIP_HEAD.length);
        deflater.reset();
        deflater.setInput(body.bytes, 0, body.length);
        deflater.finish();
        int n = GZIP_HEAD.length;
        n += deflater.deflate(packed, n, packed.length - n - 8);
        CRC32 crc = new CRC32();
        crc.update(body.bytes, 0, body.length);
        ByteBuffer.wrap(packed, n, 8)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .putInt((int) crc.getValue())
                .putInt(body.length);
        return n + 8;
    }

    private static ByteBuffer chunked(int length, byte[] bytes, String header) {
        ByteBuffer out = ByteBuffer.allocate(256 + length + 8 * (length / CHUNK + 2));
        put(
                out,
                "HTTP/1.1 200 OK\r\n"
                        + header
                        + "Content-Type: text/plain; version=0.0.4; charset=utf-8;"
                        + " escaping=underscores\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n");
        for (int at = 0; at < length; at += CHUNK) {
            int n = Math.min(CHUNK, length - at);
            put(out, Integer.toHexString(n) + "\r\n");
            out.put(bytes, at, n);
            put(out, "\r\n");
        }
        put(out, "0\r\n\r\n");
        return out.flip();
    }

    private static void put(ByteBuffer out, String text) {
        out.put(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void write(Connection connection) throws IOException {
        connection.channel.write(connection.answer);
        connection.key.interestOps(
                connection.answer.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }
}
