package io.gnomon.platform.core.http.internal.server;

import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Nobody holds a connection by sending slowly: the head of a request must be there, and its body
 * read, within the read timeout. Jetty's own idle timeout begins anew with each byte. A connection
 * that waits for a request (or for TLS) longer than that is closed; the end of the time for a body
 * is told to who reads it.
 */
public final class ReadDeadlines extends Handler.Wrapper {
    private static final String DEADLINE = "gnomon.read.deadline";
    private static final long LOOKS = 10;

    private final Duration timeout;
    private final Supplier<List<? extends Connector>> connectors;
    private final Map<EndPoint, Waiting> connections = new ConcurrentHashMap<>();
    private Scheduler.@Nullable Task next;

    /** Since when a connection waits, and how many of its requests are being answered. */
    private static final class Waiting {
        private long sinceNanos = System.nanoTime();
        private int running;

        synchronized void begins() {
            running++;
        }

        synchronized void ends() {
            running--;
            sinceNanos = System.nanoTime();
        }

        synchronized boolean longerThan(Duration time) {
            return running == 0 && System.nanoTime() - sinceNanos > time.toNanos();
        }
    }

    ReadDeadlines(
            Handler handler, Duration timeout, Supplier<List<? extends Connector>> connectors) {
        super(handler);
        this.timeout = timeout;
        this.connectors = connectors;
    }

    /** When a request's body must have been read, in {@link System#nanoTime} time. */
    public static long of(Request request) {
        return request.getAttribute(DEADLINE) instanceof Long deadline
                ? deadline
                : System.nanoTime() + TimeUnit.DAYS.toNanos(1);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        request.setAttribute(DEADLINE, System.nanoTime() + timeout.toNanos());
        Waiting waiting =
                connections.computeIfAbsent(
                        outermost(request.getConnectionMetaData().getConnection().getEndPoint()),
                        e -> new Waiting());
        waiting.begins();
        Request.addCompletionListener(request, failure -> waiting.ends());
        return super.handle(request, response, callback);
    }

    /** That of the socket, below TLS. */
    private static EndPoint outermost(EndPoint endPoint) {
        EndPoint at = endPoint;
        while (at instanceof EndPoint.Wrapper wrapper) {
            at = wrapper.unwrap();
        }
        return at;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        look();
    }

    private void look() {
        Set<EndPoint> open = new HashSet<>();
        for (Connector connector : connectors.get()) {
            open.addAll(connector.getConnectedEndPoints());
        }
        connections.keySet().retainAll(open);
        for (EndPoint endPoint : open) {
            if (connections.computeIfAbsent(endPoint, e -> new Waiting()).longerThan(timeout)) {
                endPoint.close(new TimeoutException("no request within " + timeout));
            }
        }
        long pause = Math.clamp(timeout.toMillis() / LOOKS, 10, 1000);
        next = getServer().getScheduler().schedule(this::look, pause, TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doStop() throws Exception {
        Scheduler.Task task = next;
        if (task != null) {
            task.cancel();
        }
        super.doStop();
    }
}
