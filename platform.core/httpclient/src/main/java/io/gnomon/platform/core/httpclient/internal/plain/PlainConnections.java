package io.gnomon.platform.core.httpclient.internal.plain;

import io.gnomon.spi.common.TracedHttp.Trace;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Connections to plain HTTP servers, kept for the next request. A connection belongs to one request
 * at a time and is read by the thread that asked, which may be a virtual one: no other thread and
 * no timer takes part. Safe for use by any number of threads.
 */
public final class PlainConnections implements AutoCloseable {
    private static final int HTTP_PORT = 80;
    private static final int MOST_BUFFERS = 16;

    private final Executor resolver;
    private final long idleNanos;
    private final LongSupplier nanoTime;
    private final Map<Server, ArrayDeque<PlainConnection>> idle = new ConcurrentHashMap<>();
    private final ArrayDeque<byte[]> buffers = new ArrayDeque<>();
    private final ScheduledThreadPoolExecutor deadlines =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name("gnomon-http-deadlines").factory());
    private volatile boolean closed;

    /** Where a connection leads. */
    record Server(String host, int port) {}

    /**
     * An answer whose body has yet to be read.
     *
     * @param headers by lower-case name
     */
    public record Exchange(
            int status, String reason, Map<String, List<String>> headers, InputStream body) {}

    /**
     * No connections yet.
     *
     * @param resolver runs look-ups of names, which block in native code
     * @param idleNanos a connection that was not used so long is closed
     */
    public PlainConnections(Executor resolver, long idleNanos, LongSupplier nanoTime) {
        this.resolver = resolver;
        this.idleNanos = idleNanos;
        this.nanoTime = nanoTime;
        deadlines.setRemoveOnCancelPolicy(true);
    }

    /**
     * Sends a request and reads the head of the answer. A kept connection that the server has
     * closed in the meantime is replaced by another one.
     *
     * @param method GET or HEAD: what may be sent twice, and has no body whose writing could block
     * @param deadlineNanos in terms of {@link System#nanoTime}
     */
    public Exchange send(String method, URI uri, HttpFields headers, long deadlineNanos)
            throws IOException, InterruptedException, TimeoutException {
        Server server = server(uri);
        byte[] request = RequestHead.of(method, uri, headers);
        while (true) {
            PlainConnection kept = takeIdle(server);
            PlainConnection connection =
                    kept == null
                            ? connect(server, addresses(server.host, deadlineNanos), deadlineNanos)
                            : kept;
            try {
                return connection.exchange(method, request, deadlineNanos);
            } catch (SocketTimeoutException e) {
                connection.close();
                throw timeout(e);
            } catch (TimeoutException e) {
                connection.close();
                throw e;
            } catch (IOException e) {
                connection.close();
                rethrowInterrupt(e);
                if (kept == null || connection.answered()) {
                    throw e;
                }
            }
        }
    }

    static TimeoutException timeout(Throwable cause) {
        TimeoutException timeout = new TimeoutException("deadline");
        timeout.initCause(cause);
        return timeout;
    }

    /**
     * Sends a request over a connection of its own, which ends with the answer, and tells a trace.
     *
     * @param method GET or HEAD
     * @param deadlineNanos in terms of {@link System#nanoTime}
     */
    public Exchange send(
            String method, URI uri, HttpFields headers, long deadlineNanos, Trace trace)
            throws IOException, InterruptedException, TimeoutException {
        Server server = server(uri);
        InetAddress address = trace.begin(uri);
        List<InetAddress> addresses =
                address == null ? addresses(server.host, deadlineNanos) : List.of(address);
        PlainConnection connection = connect(server, addresses, deadlineNanos);
        trace.connected();
        HttpFields own =
                HttpFields.build(headers)
                        .put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
        try {
            return connection.exchangeOnce(
                    method, RequestHead.of(method, uri, own), deadlineNanos, trace);
        } catch (IOException | TimeoutException e) {
            connection.close();
            if (e instanceof IOException failure) {
                rethrowInterrupt(failure);
            }
            throw e;
        }
    }

    private static Server server(URI uri) {
        return new Server(uri.getHost(), uri.getPort() > 0 ? uri.getPort() : HTTP_PORT);
    }

    private static void rethrowInterrupt(IOException e) throws InterruptedException {
        if (e instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted()) {
            Thread.interrupted();
            InterruptedException interrupt =
                    new InterruptedException("the request was interrupted");
            interrupt.initCause(e);
            throw interrupt;
        }
    }

    private @Nullable PlainConnection takeIdle(Server server) {
        ArrayDeque<PlainConnection> kept = idle.get(server);
        if (kept == null) {
            return null;
        }
        synchronized (kept) {
            return kept.pollLast();
        }
    }

    private PlainConnection connect(Server server, List<InetAddress> addresses, long deadlineNanos)
            throws IOException, InterruptedException, TimeoutException {
        IOException failure = new ConnectException("no address");
        for (InetAddress address : addresses) {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.socket().setTcpNoDelay(true);
                channel.socket()
                        .connect(
                                new InetSocketAddress(address, server.port),
                                millisLeft(deadlineNanos));
                return new PlainConnection(this, server, channel);
            } catch (IOException e) {
                channel.close();
                rethrowInterrupt(e);
                failure = e;
            }
        }
        throw failure;
    }

    private List<InetAddress> addresses(String host, long deadlineNanos)
            throws IOException, InterruptedException, TimeoutException {
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        try {
            return List.of(InetAddress.ofLiteral(name));
        } catch (IllegalArgumentException e) {
            FutureTask<List<InetAddress>> look =
                    new FutureTask<>(() -> List.of(InetAddress.getAllByName(name)));
            resolver.execute(look);
            try {
                return look.get(millisLeft(deadlineNanos), TimeUnit.MILLISECONDS);
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof IOException cause
                        ? cause
                        : new UnknownHostException(name);
            }
        }
    }

    /** Milliseconds to a deadline, at least 1. */
    static int millisLeft(long deadlineNanos) throws TimeoutException {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
            throw new TimeoutException("deadline");
        }
        return (int) Math.min(Integer.MAX_VALUE, 1 + TimeUnit.NANOSECONDS.toMillis(left));
    }

    /** The request has been answered in full: its connection serves the next one. */
    void keep(PlainConnection connection) {
        connection.idleSince = nanoTime.getAsLong();
        ArrayDeque<PlainConnection> kept =
                idle.computeIfAbsent(connection.server, s -> new ArrayDeque<>(1));
        synchronized (kept) {
            kept.addLast(connection);
        }
        if (closed) {
            close();
        }
    }

    /** Closes connections that nobody has used for long. */
    public void sweep() {
        long now = nanoTime.getAsLong();
        List<PlainConnection> expired = new ArrayList<>();
        for (ArrayDeque<PlainConnection> kept : idle.values()) {
            synchronized (kept) {
                Iterator<PlainConnection> each = kept.iterator();
                while (each.hasNext()) {
                    PlainConnection connection = each.next();
                    if (now - connection.idleSince >= idleNanos || closed) {
                        each.remove();
                        expired.add(connection);
                    }
                }
            }
        }
        expired.forEach(PlainConnection::close);
    }

    /** How many connections are kept. */
    int size() {
        int size = 0;
        for (ArrayDeque<PlainConnection> kept : idle.values()) {
            synchronized (kept) {
                size += kept.size();
            }
        }
        return size;
    }

    /**
     * Runs something when a deadline passes. One thread for all, which is woken when a deadline
     * becomes the first one only; a time limit of each read would wake the timer thread of the
     * virtual threads twice a read.
     */
    Future<?> atDeadline(long deadlineNanos, Runnable action) throws IOException {
        try {
            return deadlines.schedule(
                    action, deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            throw new IOException("the client is closed", e);
        }
    }

    byte[] takeBuffer() {
        synchronized (buffers) {
            byte[] buffer = buffers.pollLast();
            return buffer == null ? new byte[PlainConnection.BUFFER_BYTES] : buffer;
        }
    }

    void giveBuffer(byte[] buffer) {
        synchronized (buffers) {
            if (buffers.size() < MOST_BUFFERS) {
                buffers.addLast(buffer);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        deadlines.shutdown();
        sweep();
    }
}
