package io.gnomon.platform.core.httpclient.internal.tls;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Sockets that expect, and ask for, a configured name instead of the host's. */
final class NamedSockets extends SSLSocketFactory {
    private final SSLSocketFactory sockets;
    private final String[] protocols;
    private final String serverName;
    private final boolean verified;

    /**
     * Sockets made by others.
     *
     * @param serverName empty for that of the host
     * @param verified whether the name in the certificate counts
     */
    NamedSockets(
            SSLSocketFactory sockets, String[] protocols, String serverName, boolean verified) {
        this.sockets = sockets;
        this.protocols = protocols;
        this.serverName = serverName;
        this.verified = verified;
    }

    @Override
    public Socket createSocket(Socket plain, String host, int port, boolean autoClose)
            throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        sockets.createSocket(
                                plain, serverName.isEmpty() ? host : serverName, port, autoClose);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(protocols);
        if (verified) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        socket.setSSLParameters(parameters);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return over(null, new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
            throws IOException {
        return over(new InetSocketAddress(localHost, localPort), new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return over(null, new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(
            InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return over(
                new InetSocketAddress(localAddress, localPort),
                new InetSocketAddress(address, port));
    }

    private Socket over(@Nullable InetSocketAddress local, InetSocketAddress to)
            throws IOException {
        Socket plain = new Socket();
        plain.bind(local);
        plain.connect(to);
        return createSocket(plain, to.getHostString(), to.getPort(), true);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return sockets.getSupportedCipherSuites();
    }
}
