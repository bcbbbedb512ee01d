package io.gnomon.platform.core.httpclient.internal;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;

/**
 * Where a redirect leads, with the rules of Go's http.Client: 307 and 308 repeat the request, the
 * others turn it into a GET.
 *
 * @param withBody the body is sent again
 */
record Redirect(String method, URI uri, boolean withBody) {
    /**
     * What an answer asks for.
     *
     * @return null when the answer is no redirect
     * @throws IOException when the place is no URL of ours
     */
    static @Nullable Redirect of(String method, URI uri, int status, String location)
            throws IOException {
        boolean repeats = status == 307 || status == 308;
        boolean changes = status == 301 || status == 302 || status == 303;
        if ((!repeats && !changes) || location.isEmpty()) {
            return null;
        }
        URI next;
        try {
            next = uri.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new IOException("the redirect to \"" + location + "\" is not a URL", e);
        }
        String scheme = String.valueOf(next.getScheme()).toLowerCase(Locale.ROOT);
        if (next.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IOException("the redirect to \"" + location + "\" does not lead to a server");
        }
        boolean keepsMethod = repeats || method.equals("HEAD") || method.equals("GET");
        return new Redirect(keepsMethod ? method : "GET", next, repeats);
    }

    /** Whether both lead to the same server by the same or a safer way, so secrets may follow. */
    static boolean sameServer(URI from, URI to) {
        boolean same = from.getHost().equalsIgnoreCase(to.getHost()) && port(from) == port(to);
        boolean upgraded =
                from.getHost().equalsIgnoreCase(to.getHost())
                        && port(from) == 80
                        && port(to) == 443
                        && "https".equalsIgnoreCase(to.getScheme());
        boolean downgraded =
                "https".equalsIgnoreCase(from.getScheme())
                        && "http".equalsIgnoreCase(to.getScheme());
        return (same || upgraded) && !downgraded;
    }

    private static int port(URI uri) {
        return uri.getPort() > 0
                ? uri.getPort()
                : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
