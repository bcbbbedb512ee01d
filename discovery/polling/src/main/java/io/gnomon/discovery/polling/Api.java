package io.gnomon.discovery.polling;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.spi.common.HttpCaller;
import io.gnomon.spi.common.HttpCaller.Request;
import io.gnomon.spi.common.HttpCaller.Response;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Requests to the HTTP interface that a discovery asks. Any thread. */
public final class Api implements AutoCloseable {
    /** A list of a hundred thousand machines has less. */
    private static final long BODY_MAX = 256L << 20;

    private static final int EXCERPT = 300;

    private final HttpCaller caller;
    private final Duration timeout;
    private final Map<String, String> headers;

    private Api(HttpCaller caller, Duration timeout, Map<String, String> headers) {
        this.caller = caller;
        this.timeout = timeout;
        this.headers = headers;
    }

    /**
     * An interface that is asked as JSON.
     *
     * @param timeout of one request
     */
    public static Api of(HttpCaller caller, Duration timeout) {
        return new Api(caller, timeout, Map.of("Accept", "application/json"));
    }

    /** The same interface with one more header in each request. */
    public Api with(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Api(caller, timeout, Map.copyOf(more));
    }

    /** The same requests by another caller, which becomes the new API's. */
    Api over(HttpCaller other) {
        return new Api(other, timeout, headers);
    }

    /** What was answered: headers by lower-case name, and the body. */
    public record Answer(Map<String, List<String>> headers, byte[] body) {
        public String header(String lowerCaseName) {
            List<String> values = headers.getOrDefault(lowerCaseName, List.of());
            return values.isEmpty() ? "" : values.get(0);
        }

        /**
         * The body as JSON.
         *
         * @throws IOException when it is not
         */
        public Json json() throws IOException {
            return Json.read(new ByteArrayInputStream(body));
        }

        public String text() {
            return new String(body, UTF_8);
        }
    }

    /** The interface answered with a status other than 2xx. */
    public static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        private final int status;

        Refused(int status, String message) {
            super(message);
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    /** What a URL answers as JSON; see {@link #get}. */
    public Json json(String url) throws IOException, InterruptedException {
        return get(url).json();
    }

    /**
     * What a URL answers.
     *
     * @throws Refused when the status is not 2xx; the message has the status and the beginning of
     *     what was answered
     */
    public Answer get(String url) throws IOException, InterruptedException {
        return send("GET", url, Map.of(), new byte[0]);
    }

    /** Sends a body; {@link #get} otherwise. */
    public Answer post(String url, String contentType, String body)
            throws IOException, InterruptedException {
        return send("POST", url, Map.of("Content-Type", contentType), body.getBytes(UTF_8));
    }

    /** Any request; {@link #get} otherwise. */
    public Answer send(String method, String url, Map<String, String> more, byte[] body)
            throws IOException, InterruptedException {
        try (Response response = open(method, url, more, body)) {
            if (response.status() / 100 != 2) {
                throw new Refused(response.status(), refusal(url, response));
            }
            return new Answer(response.headers(), bounded(response.body()));
        }
    }

    /** The answer to any request, of any status, with its body unread; closed by the caller. */
    public Response open(String method, String url, Map<String, String> more, byte[] body)
            throws IOException, InterruptedException {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(more);
        return caller.send(new Request(method, uri(url), all, body, timeout));
    }

    private static URI uri(String url) throws IOException {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IOException("\"" + url + "\" is not a URL", e);
        }
    }

    private static String refusal(String url, Response response) throws IOException {
        byte[] start = response.body().readNBytes(EXCERPT);
        String said = new String(start, UTF_8).strip().replaceAll("\\s+", " ");
        return "server returned HTTP status %d %s for %s%s"
                .formatted(
                        response.status(),
                        response.reason(),
                        Urls.shown(url.replaceAll("\\?.*", "")),
                        said.isEmpty() ? "" : ": " + said);
    }

    private static byte[] bounded(InputStream in) throws IOException {
        byte[] body = in.readNBytes((int) BODY_MAX);
        if (body.length == BODY_MAX) {
            throw new IOException("the answer is larger than " + (BODY_MAX >> 20) + " MiB");
        }
        return body;
    }

    /** A value as a part of a URL's path or query. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8).replace("+", "%20");
    }

    /** A URL without slashes at its end. */
    public static String base(String url) {
        return url.replaceAll("/+$", "");
    }

    @Override
    public void close() {
        caller.close();
    }
}
