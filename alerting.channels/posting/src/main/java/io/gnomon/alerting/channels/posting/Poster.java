package io.gnomon.alerting.channels.posting;

import io.gnomon.spi.channel.Notification;
import io.gnomon.spi.common.HttpCaller;

import java.time.Duration;

/** The HTTP client of a channel. Any thread; closed with the channel. */
public final class Poster implements AutoCloseable {
    private final HttpCaller http;

    public Poster(HttpCaller http) {
        this.http = http;
    }

    /** Requests that together have the time of the notification. */
    public Exchange within(Notification notification) {
        return new Exchange(http, notification.timeout());
    }

    /**
     * Requests that together have the time of the notification, but no more than the channel's own.
     *
     * @param own zero for no limit of the channel's own
     */
    public Exchange within(Notification notification, Duration own) {
        Duration whole = notification.timeout();
        return new Exchange(http, own.isZero() || own.compareTo(whole) > 0 ? whole : own);
    }

    @Override
    public void close() {
        http.close();
    }
}
