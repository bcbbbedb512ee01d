package io.gnomon.platform.core.http.internal.gnomon;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;
import io.gnomon.spi.runtime.PluginAdmin.PluginEvent;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Server-sent events to browsers. A browser that does not keep up is let go; it connects again and
 * reads the lists anew. Any thread.
 */
public final class EventStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    private static final int FOLLOWERS_MAX = 200;
    private static final int WAITING_MAX = 256;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Event COMMENT = new Event(":\n\n".getBytes(StandardCharsets.UTF_8), false);
    private static final Event END = new Event(new byte[0], true);

    /** What is sent to a follower; after the last the stream ends. */
    private record Event(byte[] bytes, boolean last) {}

    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    private final PluginJson plugins;
    private final Duration heartbeat;
    private volatile boolean closed;

    public EventStream(String externalPath) {
        this(externalPath, HEARTBEAT);
    }

    EventStream(String externalPath, Duration heartbeat) {
        this.plugins = new PluginJson(externalPath);
        this.heartbeat = heartbeat;
    }

    public void addTo(Routes routes) {
        routes.group(Access.READ, ErrorStyle.GNOMON).get(GnomonApi.ROOT + "/events", this::follow);
    }

    /** Tells of a plugin. */
    public void plugin(PluginEvent event) {
        switch (event) {
            case PluginEvent.Started started ->
                    send(
                            "plugin.started",
                            json -> {
                                json.writeFieldName("entry");
                                plugins.write(json, started.plugin());
                            });
            case PluginEvent.Updated updated ->
                    send(
                            "plugin.updated",
                            json -> {
                                json.writeFieldName("entry");
                                plugins.write(json, updated.plugin());
                                json.writeStringField(
                                        "previousBaseUrl",
                                        plugins.external(updated.previousBaseUrl()));
                            });
            case PluginEvent.Stopped stopped ->
                    send("plugin.stopped", json -> json.writeStringField("id", stopped.id()));
        }
    }

    /** Tells of a changed dashboard. */
    public void dashboard(String uid) {
        send("dashboard.changed", json -> json.writeStringField("uid", uid));
    }

    private void send(String type, Json.Body fields) {
        Event event = new Event(bytes(type, fields), false);
        for (Follower follower : followers) {
            if (!follower.waiting.offer(event)) {
                follower.letGo();
            }
        }
    }

    private static byte[] bytes(String type, Json.Body fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("event: " + type + "\ndata: ").getBytes(StandardCharsets.UTF_8));
        try (JsonGenerator json = Json.generator(out)) {
            json.writeStartObject();
            json.writeStringField("type", type);
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    private void follow(Exchange exchange) throws HttpError {
        if (closed || followers.size() >= FOLLOWERS_MAX) {
            throw HttpError.absent("a place for another follower of events");
        }
        exchange.setHeader("Cache-Control", "no-store");
        // Proxies that collect answers would keep the events back.
        exchange.setHeader("X-Accel-Buffering", "no");
        Follower follower = new Follower(exchange, exchange.open(200, "text/event-stream"));
        exchange.detach();
        // The comment sends the head of the answer: who sees it misses nothing from then on.
        follower.waiting.add(COMMENT);
        followers.add(follower);
        if (closed) {
            follower.letGo();
        }
        Thread.ofVirtual().name("events").start(follower);
    }

    /** Number of connected browsers. */
    public int followers() {
        return followers.size();
    }

    /** Ends all streams. */
    @Override
    public void close() {
        closed = true;
        followers.forEach(Follower::letGo);
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
            }
        }
    }
}
