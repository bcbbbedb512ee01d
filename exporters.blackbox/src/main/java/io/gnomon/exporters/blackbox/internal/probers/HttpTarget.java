package io.gnomon.exporters.blackbox.internal.probers;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Whom a probe over HTTP asks, and as whom.
 *
 * @param host name or address to look up
 * @param uri of the request; its host is that of the Host header when there is one, so that TLS
 *     expects that name
 */
record HttpTarget(String host, URI uri) {
    /**
     * Reads a target; without a scheme it is http.
     *
     * @param hostHeader empty for that of the target
     * @throws IOException when it is no URL
     */
    static HttpTarget of(String target, String hostHeader) throws IOException {
        boolean hasScheme = target.startsWith("http://") || target.startsWith("https://");
        try {
            URI uri = new URI(hasScheme ? target : "http://" + target);
            if (uri.getHost() == null) {
                throw new IOException("the target \"" + target + "\" names no host");
            }
            String host = HostPort.unbracketed(uri.getHost());
            return new HttpTarget(
                    host, hostHeader.isEmpty() ? withPath(uri) : asked(uri, hostHeader));
        } catch (URISyntaxException e) {
            throw new IOException(
                    "the target \"" + target + "\" is not a URL: " + e.getReason(), e);
        }
    }

    private static URI withPath(URI uri) throws URISyntaxException {
        return uri.getRawPath().isEmpty() ? changed(uri, uri.getRawAuthority()) : uri;
    }

    private static URI asked(URI uri, String hostHeader) throws IOException, URISyntaxException {
        String name = HostPort.of(hostHeader, -1).host();
        String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo() + "@";
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return changed(uri, user + (name.contains(":") ? "[" + name + "]" : name) + port);
    }

    private static URI changed(URI uri, String authority) throws URISyntaxException {
        return new URI(
                uri.getScheme()
                        + "://"
                        + authority
                        + (uri.getRawPath().isEmpty() ? "/" : uri.getRawPath())
                        + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
    }
}
