package io.gnomon.exporters.blackbox.internal.probers;

import java.io.IOException;

/**
 * Where a target is.
 *
 * @param host a name or an address, IPv6 without brackets
 */
record HostPort(String host, int port) {
    private static final int PORT_MAX = 65_535;

    /**
     * Reads {@code host:port} or {@code [v6]:port}.
     *
     * @throws IOException when there is no port
     */
    static HostPort required(String target) throws IOException {
        HostPort found = of(target, -1);
        if (found.port < 0) {
            throw new IOException(
                    "the target \"" + target + "\" has no port; it must be HOST:PORT");
        }
        return found;
    }

    /** As {@link #required}, the port may be missing. */
    static HostPort of(String target, int usualPort) throws IOException {
        int colon = target.lastIndexOf(':');
        boolean bracketed = target.startsWith("[");
        boolean bareV6 = !bracketed && target.indexOf(':') != colon;
        if (colon < 0 || bareV6 || (bracketed && target.endsWith("]"))) {
            return new HostPort(unbracketed(target), usualPort);
        }
        String port = target.substring(colon + 1);
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > PORT_MAX) {
            throw new IOException(
                    "the target \"" + target + "\": \"" + port + "\" is no port from 0 to 65535");
        }
        return new HostPort(unbracketed(target.substring(0, colon)), Integer.parseInt(port));
    }

    static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1)
                : host;
    }
}
