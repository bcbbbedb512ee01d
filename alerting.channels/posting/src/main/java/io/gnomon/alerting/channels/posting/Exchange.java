package io.gnomon.alerting.channels.posting;

import io.gnomon.spi.channel.DeliveryRefused;
import io.gnomon.spi.common.HttpCaller;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The requests of one delivery, which share its time. One thread. */
public final class Exchange {
    /** More than any service answers; the rest is not read. */
    private static final int ANSWER_BYTES_MAX = 4 << 20;

    private static final byte[] NOTHING = {};

    private final HttpCaller http;
    private final long deadlineNanos;

    Exchange(HttpCaller http, Duration timeout) {
        this.http = http;
        this.deadlineNanos = System.nanoTime() + timeout.toNanos();
    }

    /**
     * Posts JSON.
     *
     * @param body see {@link Json#bytes}
     */
    public Answer post(String url, @Nullable Object body)
            throws IOException, InterruptedException, DeliveryRefused {
        return send("POST", url, Map.of(), Json.bytes(body), "application/json");
    }

    /** As {@link #post(String, Object)} with more headers. */
    public Answer post(String url, Map<String, String> headers, @Nullable Object body)
            throws IOException, InterruptedException, DeliveryRefused {
        return send("POST", url, headers, Json.bytes(body), "application/json");
    }

    public Answer get(String url, Map<String, String> headers)
            throws IOException, InterruptedException, DeliveryRefused {
        return send("GET", url, headers, NOTHING, "");
    }

    /**
     * Any request.
     *
     * @param contentType of the body, empty for no such header
     * @throws IOException when no answer came; its message does not show the URL, which may hold a
     *     secret
     * @throws DeliveryRefused when the URL is none
     */
    public Answer send(
            String method, String url, Map<String, String> headers, byte[] body, String contentType)
            throws IOException, InterruptedException, DeliveryRefused {
        URI uri = uri(url);
        Map<String, String> all = new HashMap<>(headers);
        if (!contentType.isEmpty()) {
            all.put("content-type", contentType);
        }
        Duration left = Duration.ofNanos(Math.max(1, deadlineNanos - System.nanoTime()));
        try (HttpCaller.Response response =
                http.send(new HttpCaller.Request(method, uri, all, body, left))) {
            return new Answer(
                    response.status(),
                    response.header("content-type"),
                    response.body().readNBytes(ANSWER_BYTES_MAX));
        } catch (IOException e) {
            // Not as the cause: logs print causes, and clients name URLs in their errors.
            throw new IOException(withoutUrl(String.valueOf(e.getMessage()), uri));
        }
    }

    private static URI uri(String url) throws DeliveryRefused {
        try {
            return Urls.parse(url);
        } catch (IllegalArgumentException e) {
            throw new DeliveryRefused("invalid URL: " + e.getMessage(), e);
        }
    }

    private static String withoutUrl(String message, URI uri) {
        String without = message.replace(uri.toString(), "<redacted>");
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String path = uri.getRawPath() + query;
        return path.length() > 1 ? without.replace(path, "<redacted>") : without;
    }
}
