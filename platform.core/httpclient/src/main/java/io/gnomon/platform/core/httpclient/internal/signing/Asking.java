package io.gnomon.platform.core.httpclient.internal.signing;

import io.gnomon.spi.common.HttpCaller;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Requests for credentials: bounded answers, refusals in a sentence. Any thread. */
public final class Asking implements AutoCloseable {
    public static final String FORM = "application/x-www-form-urlencoded";
    private static final int ANSWER_BYTES_MAX = 1 << 20;
    private static final int EXCERPT_CHARS = 300;

    private final HttpCaller caller;

    /** Requests by a caller, which becomes theirs. */
    public Asking(HttpCaller caller) {
        this.caller = caller;
    }

    byte[] get(String url, Map<String, String> headers, Duration timeLeft)
            throws IOException, InterruptedException {
        return send("GET", url, headers, new byte[0], timeLeft);
    }

    byte[] form(String url, Map<String, String> parameters, Duration timeLeft)
            throws IOException, InterruptedException {
        return send("POST", url, Map.of("Content-Type", FORM), encoded(parameters), timeLeft);
    }

    byte[] send(
            String method, String url, Map<String, String> headers, byte[] body, Duration timeLeft)
            throws IOException, InterruptedException {
        HttpCaller.Request request;
        try {
            request = new HttpCaller.Request(method, URI.create(url), headers, body, timeLeft);
        } catch (IllegalArgumentException e) {
            throw new IOException("\"" + url + "\" is not a URL", e);
        }
        try (HttpCaller.Response response = caller.send(request)) {
            byte[] answer = response.body().readNBytes(ANSWER_BYTES_MAX);
            if (response.status() / 100 != 2) {
                String said =
                        new String(answer, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
                throw new IOException(
                        "%s answered %d %s%s"
                                .formatted(
                                        url.replaceAll("\\?.*", ""),
                                        response.status(),
                                        response.reason(),
                                        said.isEmpty()
                                                ? ""
                                                : ": "
                                                        + said.substring(
                                                                0,
                                                                Math.min(
                                                                        said.length(),
                                                                        EXCERPT_CHARS))));
            }
            return answer;
        }
    }

    static byte[] encoded(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Parameters in the order of names and values that are given. */
    static Map<String, String> parameters(String... namesAndValues) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return parameters;
    }

    /** As RFC 3986 wants it. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    @Override
    public void close() {
        caller.close();
    }
}
