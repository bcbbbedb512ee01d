package io.gnomon.exporters.blackbox.internal.probers;

import io.gnomon.exporters.blackbox.internal.config.UnixModule;
import io.gnomon.spi.common.TlsSockets;

import java.io.IOException;

/**
 * Connects to a socket of this host, whose path is the target, goes on over TLS when asked to, and
 * holds a dialogue.
 */
public final class UnixProber implements Prober {
    private final UnixModule module;
    private final Deadlines deadlines;
    private final Connections connections;
    private final Dialogue dialogue;

    public UnixProber(UnixModule module, Deadlines deadlines, TlsSockets tls) {
        this.module = module;
        this.deadlines = deadlines;
        this.connections = new Connections(tls, module.tlsConfig(), "");
        this.dialogue = new Dialogue(module.queryResponse());
    }

    @Override
    public boolean probe(Probe probe) throws IOException {
        Dialogue.begin(probe.gauges());
        UnixSocket socket = new UnixSocket();
        try (Deadlines.Guard guard = deadlines.guard(probe, socket)) {
            return Failure.timed(
                    guard,
                    () -> {
                        socket.connect(probe.target());
                        probe.log().debug("Successfully dialed");
                        SocketWire wire = new SocketWire(connections, socket, "", probe);
                        if (module.tls()) {
                            wire.startTls();
                        }
                        return dialogue.hold(wire, probe);
                    });
        }
    }
}
