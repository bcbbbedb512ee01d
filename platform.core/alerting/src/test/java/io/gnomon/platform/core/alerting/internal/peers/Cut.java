package io.gnomon.platform.core.alerting.internal.peers;

import io.gnomon.platform.core.alerting.internal.time.Timers;

import org.jgroups.JChannel;
import org.jgroups.protocols.DISCARD;
import org.jgroups.protocols.TP;
import org.jgroups.stack.ProtocolStack;

import java.util.Objects;
import java.util.concurrent.Executor;

/** A server that neither hears nor reaches the others until it is closed. */
public record Cut(JChannel channel) implements AutoCloseable {
    public static Cut of(Peers peers) throws Exception {
        JChannel channel = Objects.requireNonNull(((JGroupsLink) peers.link()).channel());
        channel.getProtocolStack()
                .insertProtocol(
                        new DISCARD().discardAll(true), ProtocolStack.Position.ABOVE, TP.class);
        return new Cut(channel);
    }

    /** As kill -9: the others are not told, but see the connection close. */
    public static void kill(Peers peers) throws Exception {
        Cut _ = of(peers);
        Objects.requireNonNull(((JGroupsLink) peers.link()).channel())
                .getProtocolStack()
                .getTransport()
                .stop();
    }

    /** Peers that see sooner than usual who is there. */
    public static Peers hastyPeers(PeerFlags flags, Timers timers, Executor tasks) {
        return new Peers(
                flags,
                new JGroupsLink(flags, new JGroupsLink.Pace(500, 3_000, 300, 900)),
                timers,
                tasks);
    }

    @Override
    public void close() {
        channel.getProtocolStack().removeProtocol(DISCARD.class);
    }
}
