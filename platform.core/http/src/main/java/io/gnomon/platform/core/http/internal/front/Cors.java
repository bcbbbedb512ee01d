package io.gnomon.platform.core.http.internal.front;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which pages of others may read the API: {@code --web.cors.origin}, with Prometheus's headers.
 * What their scripts get is what anybody gets without a login: no header allows them cookies, and
 * calls that change something keep refusing foreign pages ({@link Origins}). Unlike Prometheus
 * nobody may by default: a page of the internet could read, in the browser of a colleague, what is
 * open inside the house only.
 */
public final class Cors {
    private static final String API = "/api/v1/";

    /** Null for nobody. */
    private final @Nullable Pattern origins;

    private final boolean everybody;

    /**
     * @param regex of allowed origins, fully anchored; empty for none
     * @throws IllegalArgumentException with a sentence when it is not one
     */
    public Cors(String regex) {
        everybody = regex.equals(".*");
        try {
            origins =
                    regex.isEmpty() ? null : Pattern.compile("^(?:" + regex + ")$", Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "--web.cors.origin=%s is not a regular expression: %s"
                            .formatted(regex, e.getDescription()),
                    e);
        }
    }

    /**
     * Adds the headers for an allowed origin.
     *
     * @return whether the request only asks what is allowed and is answered by these headers
     */
    boolean answers(Request request, String path, HttpFields.Mutable headers) {
        if (!path.startsWith(API)) {
            return false;
        }
        // Who may not is told so by an answer without the headers, as Prometheus does.
        boolean asks = request.getMethod().equals("OPTIONS");
        if (origins == null) {
            return asks;
        }
        headers.add("Vary", "Origin");
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin == null || !origins.matcher(origin).matches()) {
            return asks;
        }
        headers.put("Access-Control-Allow-Origin", everybody ? "*" : origin);
        headers.put("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
        headers.put("Access-Control-Allow-Headers", "Accept, Authorization, Content-Type, Origin");
        headers.put("Access-Control-Expose-Headers", "Date");
        return asks;
    }
}
