package io.gnomon.exporters.blackbox.internal.probers;

import io.gnomon.exporters.blackbox.internal.config.TcpModule;
import io.gnomon.spi.common.TlsSockets;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** Connects over TCP, goes on over TLS when asked to, and holds a dialogue. */
public final class TcpProber implements Prober {
    private final TcpModule module;
    private final Names names;
    private final Deadlines deadlines;
    private final Connections connections;
    private final Dialogue dialogue;

    public TcpProber(TcpModule module, Names names, Deadlines deadlines, TlsSockets tls) {
        this.module = module;
        this.names = names;
        this.deadlines = deadlines;
        this.connections = new Connections(tls, module.tlsConfig(), module.sourceIpAddress());
        this.dialogue = new Dialogue(module.queryResponse());
    }

    @Override
    public boolean probe(Probe probe) throws IOException, InterruptedException {
        Dialogue.begin(probe.gauges());
        HostPort target = HostPort.required(probe.target());
        InetAddress address =
                names.choose(
                        probe,
                        target.host(),
                        module.preferredIpProtocol(),
                        module.ipProtocolFallback());
        String name = probe.hostName().isEmpty() ? target.host() : probe.hostName();
        Socket socket = new Socket();
        try (Deadlines.Guard guard = deadlines.guard(probe, socket)) {
            return Failure.timed(
                    guard,
                    () -> {
                        connections.connect(socket, address, target.port(), probe);
                        probe.log().debug("Successfully dialed");
                        SocketWire wire = new SocketWire(connections, socket, name, probe);
                        if (module.tls()) {
                            wire.startTls();
                        }
                        return dialogue.hold(wire, probe);
                    });
        }
    }
}
