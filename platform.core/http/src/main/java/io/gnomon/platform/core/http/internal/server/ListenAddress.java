package io.gnomon.platform.core.http.internal.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where to listen.
 *
 * @param host name or address, empty for all interfaces
 * @param port 0 for any free one
 */
public record ListenAddress(String host, int port) {
    /**
     * Reads {@code host:port}; {@code :port} means all interfaces, an IPv6 address stands in
     * brackets.
     *
     * @throws IllegalArgumentException with a sentence for the user
     */
    public static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException(
                    "listen address \"" + text + "\" has no port; valid is for example \":9090\"");
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "listen address \"" + text + "\": put an IPv6 address in brackets");
        }
        return new ListenAddress(host, port(text, text.substring(colon + 1)));
    }

    /** Reads addresses separated by commas. */
    public static List<ListenAddress> parseAll(String text) {
        List<ListenAddress> all = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            if (!part.isBlank()) {
                all.add(parse(part.strip()));
            }
        }
        return List.copyOf(all);
    }

    private static int port(String text, String digits) {
        try {
            int port = Integer.parseInt(digits);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(
                "listen address \"" + text + "\": the port must be a number from 0 to 65535");
    }

    /** Whether only this machine can reach it. */
    public boolean isLoopback() {
        if (host.isEmpty()) {
            return false;
        }
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The address with another port, written as in a URL. */
    public String withPort(int actualPort) {
        String shown = host.isEmpty() ? "0.0.0.0" : host;
        return (shown.indexOf(':') >= 0 ? "[" + shown + "]" : shown) + ":" + actualPort;
    }
}
