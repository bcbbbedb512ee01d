package io.gnomon.platform.core.http.internal.front;

import java.net.URI;

/**
 * Where the server lies as browsers and links see it.
 *
 * @param externalUrl without slash at its end
 * @param routePrefix path before all our paths, empty or {@code /a/b}
 */
public record Prefix(String externalUrl, String routePrefix) {
    /**
     * From the flags, as Prometheus reads them: the external URL defaults to this host and port,
     * its path is the route prefix unless that is given.
     *
     * @param externalUrl flag web.external-url, may be empty
     * @param routePrefix flag web.route-prefix, may be empty
     * @param hostAndPort of this server
     * @throws IllegalArgumentException with a sentence when the URL is none
     */
    public static Prefix of(String externalUrl, String routePrefix, String hostAndPort) {
        String url = externalUrl.isEmpty() ? "http://" + hostAndPort + "/" : externalUrl;
        // A path alone is allowed: the host is then this one.
        if (url.startsWith("/")) {
            url = "http://" + hostAndPort + url;
        }
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "web.external-url: \"" + externalUrl + "\" is not a URL", e);
        }
        if (uri.getHost() == null
                || uri.getScheme() == null
                || !uri.getScheme().startsWith("http")) {
            throw new IllegalArgumentException(
                    "web.external-url: \""
                            + externalUrl
                            + "\" must begin with http:// or https:// and a host");
        }
        String path = routePrefix.isEmpty() ? String.valueOf(uri.getPath()) : routePrefix;
        return new Prefix(trim(url), trim(path.startsWith("/") ? path : "/" + path));
    }

    private static String trim(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(0, end);
    }

    /**
     * The external URL once the server listens.
     *
     * @param port takes the place of port 0, with which the system is asked for a free one
     */
    public String externalUrl(int port) {
        URI uri = URI.create(externalUrl);
        if (uri.getPort() != 0) {
            return externalUrl;
        }
        return "%s://%s:%d%s".formatted(uri.getScheme(), uri.getHost(), port, externalPath());
    }

    /** Name in the external URL. */
    public String externalHost() {
        return URI.create(externalUrl).getHost();
    }

    /** Path of the external URL, empty or {@code /a/b}: what browsers see before our paths. */
    public String externalPath() {
        return trim(String.valueOf(URI.create(externalUrl).getPath()));
    }

    /** Scheme, host and port of the external URL, as browsers send them in Origin. */
    public String externalOrigin() {
        URI uri = URI.create(externalUrl);
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    public boolean externalIsTls() {
        return externalUrl.startsWith("https:");
    }
}
