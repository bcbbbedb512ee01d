package io.gnomon.platform.core.config;

import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/** What entries of {@code remote_write} and {@code remote_read} have in common. */
final class RemoteUrls {
    /** As in prometheus/prometheus, config/config.go. */
    private static final Set<String> RESERVED =
            Set.of(
                    "host",
                    "content-encoding",
                    "content-length",
                    "content-type",
                    "user-agent",
                    "connection",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "www-authenticate",
                    "accept-encoding",
                    "x-prometheus-remote-write-version",
                    "x-prometheus-remote-read-version",
                    "x-amz-date",
                    "x-amz-security-token",
                    "x-amz-content-sha256");

    private RemoteUrls() {}

    /** Refuses names of headers that are not the user's to set. */
    static void checkHeaders(Collection<String> names) {
        for (String header : names) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.equals("authorization")) {
                throw new IllegalArgumentException(
                        "authorization header must be changed via the basic_auth, authorization,"
                                + " oauth2, sigv4, azuread or google_iam parameter");
            }
            if (RESERVED.contains(lower)) {
                throw new IllegalArgumentException(
                        header + " is a reserved header. It must not be changed");
            }
        }
    }

    /** A URL without the password that it may have. */
    static String shown(URI url) {
        return url.toString().replaceAll("(://[^/@:]*:)[^/]*@", "$1xxxxx@");
    }
}
