package io.gnomon.platform.core.http.internal.gnomon;

import com.fasterxml.jackson.core.JsonGenerator;

import io.gnomon.platform.core.http.internal.json.Json;
import io.gnomon.platform.core.http.internal.routing.Access;
import io.gnomon.platform.core.http.internal.routing.Exchange;
import io.gnomon.platform.core.http.internal.routing.HttpError;
import io.gnomon.platform.core.http.internal.routing.Routes;
import io.gnomon.platform.core.http.internal.routing.Routes.ErrorStyle;
import io.gnomon.platform.core.http.internal.streams.Followers;
import io.gnomon.spi.runtime.PluginAdmin.PluginEvent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Tells browsers what changes in the server. Any thread. */
public final class EventStream implements AutoCloseable {
    private static final int FOLLOWERS_MAX = 200;

    /** All tabs of a browser share one; a whole office may come from one address. */
    private static final int FOLLOWERS_OF_ADDRESS_MAX = FOLLOWERS_MAX / 2;

    private final PluginJson plugins;
    private final Followers followers;
    private final AtomicLong newestLine = new AtomicLong();

    public EventStream(String externalPath) {
        this(externalPath, Followers.Limits.of(FOLLOWERS_MAX, FOLLOWERS_OF_ADDRESS_MAX));
    }

    EventStream(String externalPath, Followers.Limits limits) {
        this.plugins = new PluginJson(externalPath);
        this.followers = new Followers(limits);
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

    /**
     * Tells that there are new lines in the log, not what they say: everyone who may read follows.
     *
     * @param newest number of the last line
     */
    public void logged(long newest) {
        if (newestLine.getAndSet(newest) != newest) {
            send("log.written", json -> json.writeNumberField("newest", newest));
        }
    }

    private void send(String type, Json.Body fields) {
        followers.send(bytes(type, fields));
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
        if (!followers.follow(exchange, List.of())) {
            throw new HttpError(
                    503,
                    "too many follow the server's events, from this address or altogether; try"
                            + " again later",
                    Map.of("Retry-After", "30"));
        }
    }

    /** Number of connected browsers. */
    public int followers() {
        return followers.size();
    }

    /** Ends all streams. */
    @Override
    public void close() {
        followers.close();
    }
}
