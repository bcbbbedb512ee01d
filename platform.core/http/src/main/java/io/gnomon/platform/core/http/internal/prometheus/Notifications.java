package io.gnomon.platform.core.http.internal.prometheus;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.model.storage.Storage;
import io.gnomon.platform.core.http.internal.Rooms;
import io.gnomon.platform.core.http.internal.json.Envelope;
import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;
import io.gnomon.platform.core.http.internal.streams.Followers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an operator should know now (notifications and notifications/live): Prometheus's texts,
 * where they fit. Any thread.
 */
public final class Notifications implements AutoCloseable {
    private static final String RELOAD_FAILED = "Configuration reload has failed.";
    private static final String STARTING = "Gnomon is starting and replaying the write-ahead log.";
    private static final String STOPPING =
            "Gnomon is shutting down and gracefully stopping all operations.";

    private final Rooms rooms;
    private final Clock clock;
    private final Followers followers;

    /** Since when each text is true. Guarded by this. */
    private final Map<String, Instant> active = new LinkedHashMap<>();

    /**
     * @param followersMax so many may follow live
     */
    public Notifications(Rooms rooms, Clock clock, int followersMax) {
        this.rooms = rooms;
        this.clock = clock;
        // As many from one address as from all: that is what Prometheus's flag says.
        this.followers = new Followers(Followers.Limits.of(followersMax, followersMax));
    }

    public void addTo(Routes routes) {
        routes.group(Access.READ, ErrorStyle.PROMETHEUS)
                .get("/api/v1/notifications", this::list)
                .get("/api/v1/notifications/live", this::follow);
    }

    /** Looks what is true now and tells the followers what changed. Called every second or so. */
    public synchronized void look() {
        set(STARTING, rooms.find(Storage.class) == null);
        set(RELOAD_FAILED, !rooms.config().lastReload().successful());
    }

    private void set(String text, boolean now) {
        Instant at = clock.instant();
        if (now && active.putIfAbsent(text, at) == null) {
            followers.send(event(text, at, true));
        } else if (!now && active.remove(text) != null) {
            followers.send(event(text, at, false));
        }
    }

    private void list(Exchange exchange) throws IOException {
        look();
        Map<String, Instant> now;
        synchronized (this) {
            now = new LinkedHashMap<>(active);
        }
        Envelope.answer(
                exchange,
                json -> {
                    json.writeStartArray();
                    for (Map.Entry<String, Instant> one : now.entrySet()) {
                        write(json, one.getKey(), one.getValue(), true);
                    }
                    json.writeEndArray();
                });
    }

    /**
     * 204 when there are too many already, as Prometheus has it: browsers then do not try again.
     */
    private synchronized void follow(Exchange exchange) {
        look();
        List<byte[]> now = new ArrayList<>();
        active.forEach((text, since) -> now.add(event(text, since, true)));
        if (!followers.follow(exchange, now)) {
            exchange.empty(204);
        }
    }

    private static byte[] event(String text, Instant date, boolean active) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("data: ".getBytes(StandardCharsets.UTF_8));
        try (JsonGenerator json = Json.generator(out)) {
            write(json, text, date, active);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.writeBytes("\n\n".getBytes(StandardCharsets.UTF_8));
        return out.toByteArray();
    }

    private static void write(JsonGenerator json, String text, Instant date, boolean active)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("text", text);
        json.writeStringField("date", date.toString());
        json.writeBooleanField("active", active);
        json.writeEndObject();
    }

    /** Says that the server ends, then ends all streams. */
    @Override
    public synchronized void close() {
        set(STOPPING, true);
        followers.close();
    }
}
