package io.gnomon.platform.core.http.internal.streams;

import io.gnomon.platform.core.http.internal.routing.Exchange;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that follow server-sent events. One that does not keep up is let go: it connects again
 * and reads the whole state anew. Any thread.
 */
public final class Followers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Followers.class);
    private static final int WAITING_MAX = 256;
    private static final Event COMMENT = new Event(":\n\n".getBytes(StandardCharsets.UTF_8), false);
    private static final Event END = new Event(new byte[0], true);

    /** What is sent to a follower; after the last the stream ends. */
    private record Event(byte[] bytes, boolean last) {}

    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger places;
    private final Duration heartbeat;
    private volatile boolean closed;

    /**
     * @param followersMax so many may follow at a time
     * @param heartbeat a comment is sent when nothing else was for so long
     */
    public Followers(int followersMax, Duration heartbeat) {
        this.places = new AtomicInteger(followersMax);
        this.heartbeat = heartbeat;
    }

    /**
     * Answers a request with the events from now on.
     *
     * @param first sent before them
     * @return false when there is no place; the request is not answered then
     */
    public boolean follow(Exchange exchange, List<byte[]> first) {
        if (closed || places.getAndUpdate(n -> Math.max(0, n - 1)) == 0) {
            return false;
        }
        exchange.setHeader("Cache-Control", "no-store");
        // Proxies that collect answers would keep the events back.
        exchange.setHeader("X-Accel-Buffering", "no");
        Follower follower = new Follower(exchange, exchange.open(200, "text/event-stream"));
        exchange.detach();
        // The comment sends the head of the answer: who sees it misses nothing from then on.
        follower.waiting.add(COMMENT);
        first.forEach(bytes -> follower.waiting.add(new Event(bytes, false)));
        followers.add(follower);
        if (closed) {
            follower.letGo();
        }
        Thread.ofVirtual().name("events").start(follower);
        return true;
    }

    /** Sends an event to all. */
    public void send(byte[] bytes) {
        Event event = new Event(bytes, false);
        for (Follower follower : followers) {
            if (!follower.waiting.offer(event)) {
                follower.letGo();
            }
        }
    }

    public int size() {
        return followers.size();
    }

    /** Ends all streams when what was sent is out. */
    @Override
    public void close() {
        closed = true;
        followers.forEach(Follower::end);
    }

    private final class Follower implements Runnable {
        private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
        private final Exchange exchange;
        private final OutputStream out;

        Follower(Exchange exchange, OutputStream out) {
            this.exchange = exchange;
            this.out = out;
        }

        void letGo() {
            waiting.clear();
            waiting.add(END);
        }

        void end() {
            if (!waiting.offer(END)) {
                letGo();
            }
        }

        @Override
        public void run() {
            try {
                Event event;
                do {
                    Event next = waiting.poll(heartbeat.toMillis(), TimeUnit.MILLISECONDS);
                    event = next == null ? COMMENT : next;
                    out.write(event.bytes());
                    out.flush();
                } while (!event.last());
                out.close();
                exchange.complete();
            } catch (IOException | InterruptedException e) {
                LOG.debug("a follower of events went away", e);
                exchange.fail(e);
            } finally {
                followers.remove(this);
                places.incrementAndGet();
            }
        }
    }
}
