package io.gnomon.platform.core.http.internal.front;

import io.gnomon.platform.core.http.internal.routing.Caller;
import io.gnomon.platform.core.http.internal.routing.HttpError;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Keeps other sites from making a user's browser change something here. */
final class Origins {
    /** Header with the token of the session. */
    static final String CSRF_HEADER = "X-CSRF-Token";

    private Origins() {}

    /**
     * A call that changes something: from nowhere else than our page, and with the session's token
     * when the browser added the credentials by itself.
     */
    static void check(Request request, Prefix prefix, Caller caller) throws HttpError {
        requireOwn(request, prefix, caller);
        if (caller.usesCookie() && !hasToken(request, caller)) {
            throw new HttpError(
                    403, "the header " + CSRF_HEADER + " is missing or of another session");
        }
    }

    /**
     * Who a posted query counts for. Without Origin and token a session does not count: the page of
     * another site may have sent it, and so may a page of ours that was open before the login.
     */
    static Caller ofReading(Request request, Prefix prefix, Caller caller) throws HttpError {
        refuseForeign(request, prefix);
        boolean proven = hasOrigin(request) && hasToken(request, caller);
        return !caller.usesCookie() || proven ? caller : Caller.ANONYMOUS;
    }

    /** From our page when it came with a session, at least from no other page else. */
    static void requireOwn(Request request, Prefix prefix, Caller caller) throws HttpError {
        refuseForeign(request, prefix);
        if (caller.usesCookie() && !hasOrigin(request)) {
            throw new HttpError(403, "a call with a session must say its Origin");
        }
    }

    static void refuseForeign(Request request, Prefix prefix) throws HttpError {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin != null && !isOwn(origin, request, prefix)) {
            throw new HttpError(403, "calls from " + origin + " are not allowed");
        }
    }

    private static boolean isOwn(String origin, Request request, Prefix prefix) {
        // A proxy may have ended TLS: the scheme is then not ours, the name still is.
        @Nullable String host = request.getHeaders().get(HttpHeader.HOST);
        String authority = host == null ? request.getHttpURI().getAuthority() : host;
        return origin.equals(prefix.externalOrigin())
                || origin.equals("http://" + authority)
                || origin.equals("https://" + authority);
    }

    private static boolean hasOrigin(Request request) {
        return request.getHeaders().get(HttpHeader.ORIGIN) != null;
    }

    private static boolean hasToken(Request request, Caller caller) {
        String token = request.getHeaders().get(CSRF_HEADER);
        return token != null
                && MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8),
                        caller.csrfToken().getBytes(StandardCharsets.UTF_8));
    }
}
