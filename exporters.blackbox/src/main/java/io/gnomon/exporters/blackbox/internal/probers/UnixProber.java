package io.gnomon.exporters.blackbox.internal.probers;

import io.gnomon.exporters.blackbox.internal.config.UnixModule;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/** Connects to a socket of this host, whose path is the target, and holds a dialogue. */
public final class UnixProber implements Prober {
    private final Deadlines deadlines;
    private final Dialogue dialogue;

    public UnixProber(UnixModule module, Deadlines deadlines) {
        this.deadlines = deadlines;
        this.dialogue = new Dialogue(module.queryResponse());
    }

    @Override
    public boolean probe(Probe probe) throws IOException {
        Dialogue.begin(probe.gauges());
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try (Deadlines.Guard guard = deadlines.guard(probe, channel)) {
            return Failure.timed(
                    guard,
                    () -> {
                        channel.connect(UnixDomainSocketAddress.of(probe.target()));
                        return dialogue.hold(new ChannelWire(channel), probe);
                    });
        }
    }

    /** A connected socket; its module has no TLS. */
    private static final class ChannelWire implements Dialogue.Wire {
        private final InputStream in;
        private final OutputStream out;

        ChannelWire(SocketChannel channel) {
            this.in = new BufferedInputStream(Channels.newInputStream(channel));
            this.out = Channels.newOutputStream(channel);
        }

        @Override
        public InputStream in() {
            return in;
        }

        @Override
        public OutputStream out() {
            return out;
        }

        @Override
        public void startTls() throws IOException {
            throw new IOException("TLS over a socket of this host is not supported");
        }
    }
}
