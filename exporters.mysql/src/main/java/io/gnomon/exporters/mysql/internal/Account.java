package io.gnomon.exporters.mysql.internal;

import io.gnomon.spi.common.Secret;
import io.gnomon.spi.exporter.RequestRefused;

import java.util.Properties;
import java.util.regex.Pattern;

/**
 * Where and as whom to connect.
 *
 * @param socket path of a socket, empty for host and port
 * @param sslMode of the driver: disable, trust, verify-full; "prefer" for trust or, when the server
 *     has no TLS, disable
 * @param certificates file of certificates that are trusted, empty for Java's
 * @param clientCertificate PEM file of the certificate to show, empty for none
 * @param clientKey PEM file of its key
 * @param protocols versions of TLS with commas between, empty for the driver's
 */
record Account(
        String user,
        Secret password,
        String host,
        int port,
        String socket,
        String sslMode,
        String certificates,
        String clientCertificate,
        String clientKey,
        String protocols) {
    private static final Pattern HOST_PORT =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+):(\\d{1,5})");

    /** The same account at another server, {@code host:port} or {@code unix:///path}. */
    Account at(String target) throws RequestRefused {
        if (target.startsWith("unix://")) {
            return with("localhost", port, target.substring("unix://".length()));
        }
        var parts = HOST_PORT.matcher(target);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65_535) {
            throw new RequestRefused(
                    "failed to parse target \"" + target + "\": it has to be HOST:PORT");
        }
        return with(
                parts.group(1).replaceAll("[\\[\\]]", ""), Integer.parseInt(parts.group(2)), "");
    }

    private Account with(String newHost, int newPort, String newSocket) {
        return new Account(
                user,
                password,
                newHost,
                newPort,
                newSocket,
                sslMode,
                certificates,
                clientCertificate,
                clientKey,
                protocols);
    }

    /** Which server it is, for messages. */
    String server() {
        return socket.isEmpty() ? host + ":" + port : socket;
    }

    /** For the driver; the password goes beside it, in the properties. */
    String url() {
        return "jdbc:mariadb://address=(host=" + host + ")(port=" + port + ")/";
    }

    /** Properties of the driver that say who asks, and how. */
    Properties properties(String mode) {
        Properties p = new Properties();
        p.setProperty("user", user);
        p.setProperty("password", password.reveal());
        p.setProperty("sslMode", mode);
        if (!certificates.isEmpty()) {
            p.setProperty("serverSslCert", certificates);
        }
        if (!protocols.isEmpty()) {
            p.setProperty("enabledSslProtocolSuites", protocols);
        }
        if (!socket.isEmpty()) {
            p.setProperty("localSocket", socket);
        }
        return p;
    }
}
