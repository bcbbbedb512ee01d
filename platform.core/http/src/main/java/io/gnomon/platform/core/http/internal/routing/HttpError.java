package io.gnomon.platform.core.http.internal.routing;

import java.util.List;
import java.util.Map;

/** Ends a request with a status and one sentence for who sent it. */
public final class HttpError extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, String> headers;
    private final transient List<Problem> problems;
    private String type = "";

    /** What is wrong with one value of the body; path is a JSON pointer. */
    public record Problem(String path, String message) {}

    private HttpError(
            int status, String message, Map<String, String> headers, List<Problem> problems) {
        super(message);
        this.status = status;
        this.headers = headers;
        this.problems = problems;
    }

    public HttpError(int status, String message) {
        this(status, message, Map.of(), List.of());
    }

    public HttpError(int status, String message, Map<String, String> headers) {
        this(status, message, headers, List.of());
    }

    /** 400 with the places that are wrong. */
    public static HttpError invalid(String message, List<Problem> problems) {
        return new HttpError(400, message, Map.of(), problems);
    }

    /** 503: a part of the server is not there at the moment. */
    public static HttpError absent(String part) {
        return new HttpError(
                503,
                part + " is not ready; try again in a few seconds",
                Map.of("Retry-After", "2"));
    }

    /** Names the kind of error where the status does not tell it (Prometheus's errorType). */
    public HttpError withType(String errorType) {
        type = errorType;
        return this;
    }

    /** See {@link #withType}; empty when the status tells it. */
    public String type() {
        return type;
    }

    public int status() {
        return status;
    }

    /** Headers to send with it. */
    public Map<String, String> headers() {
        return headers;
    }

    public List<Problem> problems() {
        return problems;
    }
}
