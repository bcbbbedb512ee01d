package io.gnomon.platform.core.http.internal.routing;

import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeoutException;

/**
 * Notices that an HTTP/1.1 client closes its connection while an answer is made. Jetty does not
 * look at the connection in that time, so this does: it asks to be told when there is something to
 * read, which is the end of the stream, or the client's next request, which is handed on. It lets
 * go before the answer is written.
 */
final class ClientWatch implements Callback, AutoCloseable {
    /** Bytes of a next request that are taken at a time. */
    private static final int BUFFER_BYTES = 4096;

    private final AbstractEndPoint endPoint;
    private final Connection.UpgradeTo connection;
    private final Runnable gone;
    private boolean closed;

    private ClientWatch(AbstractEndPoint endPoint, Connection.UpgradeTo connection, Runnable gone) {
        this.endPoint = endPoint;
        this.connection = connection;
        this.gone = gone;
    }

    /**
     * Watches from now on.
     *
     * @param gone called when the client has closed, by a thread that must not be kept
     * @return null where the client's end is noticed without (HTTP/2), or cannot be because the
     *     request's body was not read
     */
    static @Nullable ClientWatch over(Request request, Runnable gone) {
        Connection connection = request.getConnectionMetaData().getConnection();
        boolean old =
                request.getConnectionMetaData().getHttpVersion().getVersion()
                        <= HttpVersion.HTTP_1_1.getVersion();
        if (old
                && connection instanceof Connection.UpgradeTo next
                && connection.getEndPoint() instanceof AbstractEndPoint endPoint
                && request.consumeAvailable()) {
            ClientWatch watch = new ClientWatch(endPoint, next, gone);
            if (endPoint.tryFillInterested(watch)) {
                return watch;
            }
        }
        return null;
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    /** There is something to read. */
    @Override
    public synchronized void succeeded() {
        if (closed) {
            return;
        }
        ByteBuffer buffer = BufferUtil.allocate(BUFFER_BYTES);
        try {
            int read = endPoint.fill(buffer);
            if (read < 0) {
                end();
            } else if (read > 0) {
                // The next request. Nothing else is read until this one is answered.
                closed = true;
                connection.onUpgradeTo(buffer);
            } else if (!endPoint.tryFillInterested(this)) {
                closed = true;
            }
        } catch (IOException e) {
            end();
        }
    }

    @Override
    public synchronized void failed(Throwable cause) {
        boolean idle = cause instanceof TimeoutException;
        if (!closed && !(idle && endPoint.tryFillInterested(this))) {
            end();
        }
    }

    private void end() {
        closed = true;
        gone.run();
    }

    @Override
    public void close() {
        boolean waiting;
        synchronized (this) {
            waiting = !closed;
            closed = true;
        }
        if (waiting) {
            // Takes the interest back: whoever is told now does nothing.
            endPoint.getFillInterest().fillable();
        }
    }
}
