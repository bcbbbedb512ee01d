package io.gnomon.discovery.polling;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;

/** Checks of URLs in settings, with the peers' sentences, and how they are shown. */
public final class Urls {
    private Urls() {}

    /**
     * Refuses what is not an http or https URL with a host.
     *
     * @throws IllegalArgumentException with a sentence
     */
    public static void check(String url) {
        if (url.isEmpty()) {
            throw new IllegalArgumentException("URL is missing");
        }
        String scheme = url.replaceAll("(?s):.*", "");
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("URL scheme must be 'http' or 'https'");
        }
        if (!hasHost(url)) {
            throw new IllegalArgumentException("host is missing in URL");
        }
    }

    /** A URL as sentences and labels show it: a password in it is hidden. */
    public static String shown(String url) {
        return url.replaceFirst("(://[^/@:]*:)[^/]*@", "$1xxxxx@");
    }

    /** Whether a URL has a scheme and a host. */
    public static boolean hasHost(String url) {
        try {
            @Nullable String authority = new URI(url).getRawAuthority();
            return authority != null && url.contains("://");
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
