package io.gnomon.alerting.channels.posting;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gnomon.spi.common.Secret;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** URLs of services. No sentence of it shows a URL, because URLs often hold a token. */
public final class Urls {
    private static final String NOT_IN_URLS = " \"<>\\^`{|}";

    private Urls() {}

    /**
     * The URL of a text. Characters that no URL may have, such as blanks that came from a template,
     * are escaped.
     *
     * @throws IllegalArgumentException with Alertmanager's sentence
     */
    public static URI parse(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.strip().toCharArray()) {
            if (c < ' ' || NOT_IN_URLS.indexOf(c) >= 0) {
                escaped.append(String.format(Locale.ROOT, "%%%02X", (int) c));
            } else {
                escaped.append(c);
            }
        }
        URI uri;
        try {
            uri = new URI(escaped.toString());
        } catch (URISyntaxException e) {
            // The exception itself would show the URL.
            throw new IllegalArgumentException("the URL is malformed: " + e.getReason());
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("unsupported scheme \"" + scheme + "\" for URL");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("missing host for URL");
        }
        return uri;
    }

    /**
     * Refuses what is no URL. Nothing given is none that is wrong, and neither is the text that
     * stands for a secret in a configuration that was printed back.
     *
     * @throws IllegalArgumentException with Alertmanager's sentence
     */
    public static void check(@Nullable Secret url) {
        if (url != null && !url.isEmpty() && !url.reveal().equals(url.toString())) {
            URI _ = parse(url.reveal());
        }
    }

    /** A base URL with more of a path, one slash between them. */
    public static String join(String base, String path) {
        return base.replaceAll("/+$", "") + "/" + path;
    }

    /** Names and values as a query or form, sorted by name. */
    public static String query(Map<String, String> parameters) {
        return new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(p -> encoded(p.getKey()) + "=" + encoded(p.getValue()))
                        .collect(Collectors.joining("&"));
    }

    /** A text as part of a query or form. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
