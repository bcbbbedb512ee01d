package io.gnomon.platform.core.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Where links in alerts and notifications lead. */
public final class ExternalUrl {
    private static final String USUAL_PORT = "9090";

    private ExternalUrl() {}

    /**
     * The URL under which this server is reached, without a slash at its end. As in Prometheus that
     * is this host's name and port when nothing else is said.
     *
     * @param flag {@code --web.external-url}: a URL, a path on this host, or empty
     * @param listenAddresses {@code --web.listen-address}, empty for the default
     */
    public static String of(String flag, String listenAddresses) {
        String url =
                flag.isEmpty() || flag.startsWith("/")
                        ? "http://" + hostname() + ":" + port(listenAddresses) + flag
                        : flag;
        int end = url.length();
        while (url.charAt(end - 1) == '/') {
            end--;
        }
        return url.substring(0, end);
    }

    private static String port(String addresses) {
        String first = addresses.split(",", 2)[0].strip();
        String port = first.substring(first.lastIndexOf(':') + 1);
        return port.isEmpty() ? USUAL_PORT : port;
    }

    private static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
