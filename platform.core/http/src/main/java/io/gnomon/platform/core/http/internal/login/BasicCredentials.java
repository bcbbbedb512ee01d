package io.gnomon.platform.core.http.internal.login;

import io.gnomon.platform.core.http.internal.routing.HttpError;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A user's name and password as HTTP's basic authentication carries them (RFC 7617). */
record BasicCredentials(String user, String password) {
    private static final String SCHEME = "Basic ";

    /**
     * Those of a request, null when it carries none.
     *
     * @throws HttpError 401 when they are not well-formed
     */
    static @Nullable BasicCredentials of(Request request) throws HttpError {
        String header = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            String text = new String(decoded, StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            if (colon >= 0) {
                return new BasicCredentials(text.substring(0, colon), text.substring(colon + 1));
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new HttpError(401, "the basic credentials are not well-formed");
    }
}
