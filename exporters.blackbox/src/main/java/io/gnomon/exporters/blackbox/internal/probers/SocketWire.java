package io.gnomon.exporters.blackbox.internal.probers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

import javax.net.ssl.SSLSocket;

/** A connected socket of a probe, which goes on over TLS when it is told to. For one thread. */
final class SocketWire implements Dialogue.Wire {
    private final Connections connections;
    private final String name;
    private final Probe probe;
    private Socket socket;
    private InputStream in;

    /**
     * A wire over a socket, which stays the caller's to close.
     *
     * @param connections of the module, which say how TLS is to be
     * @param name to expect in the certificate, unless the settings say another
     */
    SocketWire(Connections connections, Socket socket, String name, Probe probe)
            throws IOException {
        this.connections = connections;
        this.socket = socket;
        this.name = name;
        this.probe = probe;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    /** Also tells the probe about the connection and the server's certificate. */
    @Override
    public void startTls() throws IOException {
        SSLSocket secured = connections.secure(socket, name);
        socket = secured;
        in = new BufferedInputStream(secured.getInputStream());
        TlsFacts.report(secured.getSession(), connections.settings(), probe.gauges());
    }
}
