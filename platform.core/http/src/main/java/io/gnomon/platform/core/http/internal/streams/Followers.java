package io.gnomon.platform.core.http.internal.streams;

import io.gnomon.platform.core.http.internal.routing.ClientNetwork;
import io.gnomon.platform.core.http.internal.routing.Exchange;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Clients that follow server-sent events. One that does not keep up is let go: it connects again
 * and reads the whole state anew. So is one that has followed for long: when it comes back it is
 * asked again who it is, and a user who was removed meanwhile follows no more. Any thread.
 */
public final class Followers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Followers.class);
    private static final int WAITING_MAX = 256;
    private static final Event COMMENT = new Event(":\n\n".getBytes(StandardCharsets.UTF_8), false);
    private static final Event END = new Event(new byte[0], true);

    /** What is sent to a follower; after the last the stream ends. */
    private record Event(byte[] bytes, boolean last) {}

    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    private final Limits limits;
    private volatile boolean closed;

    /** How many follow, by {@link ClientNetwork}, and all of them. Guarded by itself. */
    private final Map<String, Integer> places = new HashMap<>();

    private int placesTaken;

    /**
     * How many, and how long.
     *
     * @param followersMax so many may follow at a time
     * @param ofClientMax so many of them from one address: nobody takes all places
     * @param heartbeat a comment is sent when nothing else was for so long
     * @param lifeMax a stream ends after so long
     */
    public record Limits(int followersMax, int ofClientMax, Duration heartbeat, Duration lifeMax) {
        /** With a heartbeat that proxies let live, and a life of an hour. */
        public static Limits of(int followersMax, int ofClientMax) {
            return new Limits(
                    followersMax, ofClientMax, Duration.ofSeconds(15), Duration.ofHours(1));
        }
    }

    public Followers(Limits limits) {
        this.limits = limits;
    }

    /**
     * Answers a request with the events from now on.
     *
     * @param first sent before them
     * @return false when there is no place; the request is not answered then
     */
    public boolean follow(Exchange exchange, List<byte[]> first) {
        String client = ClientNetwork.of(exchange.remoteAddress());
        if (closed || !takePlace(client)) {
            return false;
        }
        exchange.setHeader("Cache-Control", "no-store");
        // Proxies that collect answers would keep the events back.
        exchange.setHeader("X-Accel-Buffering", "no");
        Follower follower = new Follower(exchange, exchange.open(200, "text/event-stream"), client);
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

    private boolean takePlace(String client) {
        synchronized (places) {
            int own = places.getOrDefault(client, 0);
            if (placesTaken >= limits.followersMax() || own >= limits.ofClientMax()) {
                return false;
            }
            placesTaken++;
            places.put(client, own + 1);
            return true;
        }
    }

    private void givePlaceBack(String client) {
        synchronized (places) {
            placesTaken--;
            places.computeIfPresent(client, (c, own) -> own == 1 ? null : own - 1);
        }
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
        private final String client;
        private final long endNanos = System.nanoTime() + limits.lifeMax().toNanos();

        Follower(Exchange exchange, OutputStream out, String client) {
            this.exchange = exchange;
            this.out = out;
            this.client = client;
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
                    Event next = waiting.poll(limits.heartbeat().toNanos(), TimeUnit.NANOSECONDS);
                    event = next == null ? COMMENT : next;
                    out.write(event.bytes());
                    out.flush();
                } while (!event.last() && System.nanoTime() < endNanos);
                out.close();
                exchange.complete();
            } catch (IOException | InterruptedException e) {
                LOG.debug("a follower of events went away", e);
                exchange.fail(e);
            } finally {
                followers.remove(this);
                givePlaceBack(client);
            }
        }
    }
}
