package io.gnomon.platform.core.alerting.internal.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.MergeView;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.logging.LogFactory;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.MFC;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.UFC;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.stack.DiagnosticsHandler;
import org.jgroups.stack.Protocol;
import org.jgroups.util.ExtendedUUID;
import org.jgroups.util.TLSClientAuth;
import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * JGroups over TCP on the one port of the flags, which is all that is opened: neighbours that break
 * are seen by their closed connection and missing heartbeats. With a key store only those come in
 * who have its key: TLS of both sides comes before the first byte that JGroups reads. Frames are
 * plain bytes; nothing that comes becomes a Java object of the sender's choice.
 */
final class JGroupsLink implements Link {
    private static final String NAME = "name";
    private static final String ADDRESS = "address";
    private static final long JOIN_MILLIS = 2_000;

    /**
     * So often, twice a second, the others are told how many messages there have been. It must last
     * for longer than a cut that nobody has noticed, as the last message would else be missing.
     */
    private static final int REMINDED_TIMES = 60;

    /**
     * Longest that a stranger can make this server reserve before it reads; bundles are smaller.
     */
    private static final int READ_MAX_BYTES = 1 << 20;

    private final PeerFlags flags;
    private final Pace pace;
    private volatile @Nullable JChannel channel;

    /**
     * How soon it is seen who is there.
     *
     * @param silentMillis a server that says nothing for so long is gone, unless it answers once
     *     more
     * @param mergeMinMillis how often those who lost each other look for each other, at most
     * @param mergeMaxMillis the same, at least
     */
    record Pace(long heartbeatMillis, long silentMillis, long mergeMinMillis, long mergeMaxMillis) {
        static final Pace USUAL = new Pace(1_000, 6_000, 1_000, 3_000);
    }

    JGroupsLink(PeerFlags flags, Pace pace) {
        this.flags = flags;
        this.pace = pace;
    }

    @Override
    public void connect(Listener listener) throws Exception {
        LogFactory.setCustomLogFactory(new JGroupsLogs());
        PlainMessages.only();
        JChannel next = new JChannel(protocols());
        next.setName(flags.name());
        next.addAddressGenerator(this::address);
        next.setDiscardOwnMessages(true);
        next.setReceiver(
                new Receiver() {
                    @Override
                    public void viewAccepted(View view) {
                        listener.members(
                                view.getMembers().stream().map(JGroupsLink::member).toList(),
                                member(next.getAddress()),
                                view instanceof MergeView);
                    }

                    @Override
                    public void receive(Message message) {
                        byte[] frame = new byte[message.getLength()];
                        System.arraycopy(
                                message.getArray(), message.getOffset(), frame, 0, frame.length);
                        listener.received(message.getSrc(), frame);
                    }
                });
        channel = next;
        try {
            next.connect(flags.label());
        } catch (Exception e) {
            next.close();
            throw e;
        }
    }

    /** Name and place of this server go wherever its address goes. */
    private Address address() {
        String place =
                flags.advertise().getAddress().getHostAddress() + ":" + flags.advertise().getPort();
        return ExtendedUUID.randomUUID(flags.name())
                .put(NAME, flags.name().getBytes(UTF_8))
                .put(ADDRESS, place.getBytes(UTF_8));
    }

    private static Member member(Address address) {
        return new Member(address, text(address, NAME), text(address, ADDRESS));
    }

    private static String text(Address address, String key) {
        byte[] value = address instanceof ExtendedUUID id ? id.get(key) : null;
        return value == null ? "" : new String(value, UTF_8);
    }

    private Protocol[] protocols() throws Exception {
        TCP tcp = new TCP();
        tcp.setBindAddress(flags.listen().getAddress());
        tcp.setBindPort(flags.listen().getPort());
        tcp.setPortRange(0);
        tcp.setExternalAddr(flags.advertise().getAddress());
        tcp.setExternalPort(flags.advertise().getPort());
        tcp.enableSuspectEvents(true).setMaxLength(READ_MAX_BYTES);
        // Without this, it listens for anybody's questions on a multicast address.
        tcp.setDiagnosticsHandler(
                new DiagnosticsHandler(tcp.getLog(), tcp.getSocketFactory(), tcp.getThreadFactory())
                        .setEnabled(false));
        PeerFlags.KeyStoreFile key = flags.keyStore();
        if (key != null) {
            tcp.tls()
                    .enabled(true)
                    .setProtocols(new String[] {"TLSv1.3"})
                    .setKeystorePath(key.file().toString())
                    .setKeystorePassword(key.password())
                    .setTruststorePath(key.file().toString())
                    .setTruststorePassword(key.password())
                    .setClientAuth(TLSClientAuth.NEED);
        }
        TCPPING discovery = new TCPPING();
        discovery.setInitialHosts(flags.resolvedPeers());
        discovery.setPortRange(0);
        GMS members = new GMS().setJoinTimeout(JOIN_MILLIS);
        members.printLocalAddress(false);
        return List.of(
                        tcp,
                        discovery,
                        new MERGE3()
                                .setMinInterval(pace.mergeMinMillis())
                                .setMaxInterval(pace.mergeMaxMillis()),
                        new FD_ALL3()
                                .setTimeout(pace.silentMillis())
                                .setInterval(pace.heartbeatMillis()),
                        new VERIFY_SUSPECT2().setTimeout(pace.heartbeatMillis()),
                        new NAKACK2()
                                .useMcastXmit(false)
                                .setResendLastSeqnoMaxTimes(REMINDED_TIMES),
                        new UNICAST3(),
                        new STABLE(),
                        members,
                        new UFC(),
                        new MFC(),
                        new FRAG4())
                .toArray(Protocol[]::new);
    }

    @Override
    public void send(@Nullable Object to, byte[] frame) throws Exception {
        JChannel now = channel;
        if (now != null) {
            now.send(new BytesMessage((Address) to, frame));
        }
    }

    /** For tests that break connections. */
    @Nullable JChannel channel() {
        return channel;
    }

    @Override
    public void close() {
        JChannel now = channel;
        if (now != null) {
            now.close();
        }
    }
}
