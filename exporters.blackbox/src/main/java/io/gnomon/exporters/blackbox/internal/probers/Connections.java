package io.gnomon.exporters.blackbox.internal.probers;

import io.gnomon.spi.common.TlsSettings;
import io.gnomon.spi.common.TlsSockets;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sockets of one module: TCP from an address of its own, and TLS over them. Any number of threads.
 */
final class Connections {
    private final TlsSockets tls;
    private final @Nullable TlsSettings settings;
    private final String sourceAddress;
    private volatile @Nullable SSLSocketFactory known;

    /**
     * @param settings of TLS, null for the usual ones
     * @param sourceAddress empty for the system's choice
     */
    Connections(TlsSockets tls, @Nullable TlsSettings settings, String sourceAddress) {
        this.tls = tls;
        this.settings = settings;
        this.sourceAddress = sourceAddress;
    }

    /** The address to send from, null for the system's choice. */
    @Nullable InetSocketAddress source() {
        return sourceAddress.isEmpty()
                ? null
                : new InetSocketAddress(InetAddress.ofLiteral(sourceAddress), 0);
    }

    /** A connected socket; the caller closes it, whatever happens. */
    void connect(Socket socket, InetAddress address, int port, Probe probe) throws IOException {
        InetSocketAddress source = source();
        if (source != null) {
            socket.bind(source);
        }
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(address, port), probe.millisLeft());
    }

    /**
     * TLS over a connection, its handshake done.
     *
     * @param host name to expect in the certificate, unless the settings say another; empty where
     *     the settings must
     */
    SSLSocket secure(Socket socket, String host) throws IOException {
        if (host.isEmpty() && !hasServerName()) {
            throw new IOException(
                    "tls: either server_name or insecure_skip_verify must be set in tls_config");
        }
        SSLSocket secured;
        try {
            secured = (SSLSocket) factory().createSocket(socket, host, socket.getPort(), true);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        secured.startHandshake();
        return secured;
    }

    /** Files may have been replaced, so that they are read each time; what has none is kept. */
    private SSLSocketFactory factory() {
        SSLSocketFactory factory = known;
        if (factory == null || hasFiles()) {
            factory = tls.open(settings);
            known = factory;
        }
        return factory;
    }

    private boolean hasServerName() {
        return settings != null && (settings.insecureSkipVerify() || settings.serverName() != null);
    }

    private boolean hasFiles() {
        return settings != null
                && (settings.caFile() != null
                        || settings.certFile() != null
                        || settings.keyFile() != null);
    }

    @Nullable TlsSettings settings() {
        return settings;
    }
}
