package io.gnomon.platform.nativecalls.internal;

import io.gnomon.platform.nativecalls.internal.Sockets.Inbox;
import io.gnomon.spi.common.IcmpEcho;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * {@link IcmpEcho} by sockets of the C library: a datagram socket, which needs no privilege where
 * the system lets this group ping, else a raw one.
 */
@Component
public final class EchoSockets implements IcmpEcho {
    private static final int PACKET_BYTES = 65_536;
    private static final int HEADER_BYTES = 8;

    private final Optional<Sockets> sockets;

    @Activate
    public EchoSockets() {
        this(Sockets.open());
    }

    EchoSockets(Optional<Sockets> sockets) {
        this.sockets = sockets;
    }

    /** What differs between ICMP (RFC 792) and ICMPv6 (RFC 4443); options of ip(7) and ipv6(7). */
    private enum Version {
        FOUR(Sockets.AF_INET, 1, 8, 0, 0, 2, 10, 12, 2),
        SIX(Sockets.AF_INET6, 58, 128, 129, 41, 16, 23, 51, 52);

        private static final int DISCOVER_DO = 2;

        final int family;
        final int protocol;
        final int request;
        final int reply;
        final int level;
        final int hops;
        final int mtuDiscover;
        final int receiveHops;
        final int receivedHops;

        Version(
                int family,
                int protocol,
                int request,
                int reply,
                int level,
                int hops,
                int mtuDiscover,
                int receiveHops,
                int receivedHops) {
            this.family = family;
            this.protocol = protocol;
            this.request = request;
            this.reply = reply;
            this.level = level;
            this.hops = hops;
            this.mtuDiscover = mtuDiscover;
            this.receiveHops = receiveHops;
            this.receivedHops = receivedHops;
        }
    }

    @Override
    public Reply echo(Request request) throws IOException, InterruptedException {
        Sockets system =
                sockets.orElseThrow(() ->
                        new IOException("this system has no ICMP sockets that Java can call"));
        long start = System.nanoTime();
        Version version = request.to() instanceof Inet4Address ? Version.FOUR : Version.SIX;
        try (Arena arena = Arena.ofConfined()) {
            boolean raw = false;
            int fd;
            try {
                fd = system.socket(arena, version.family, Sockets.SOCK_DGRAM, version.protocol);
            } catch (IOException e) {
                raw = true;
                fd = system.socket(arena, version.family, Sockets.SOCK_RAW, version.protocol);
            }
            try {
                return exchange(new Exchange(system, arena, fd, raw, version), request, start);
            } finally {
                system.close(arena, fd);
            }
        }
    }

    private record Exchange(Sockets system, Arena arena, int fd, boolean raw, Version version) {
        void option(int option, int value) throws IOException {
            system.option(arena, fd, version.level, option, value);
        }
    }

    private static Reply exchange(Exchange on, Request request, long start)
            throws IOException, InterruptedException {
        Version version = on.version;
        InetAddress from = request.from();
        if (from != null) {
            on.system.bind(on.arena, on.fd, Sockets.address(from, 0));
        }
        if (request.hops() > 0) {
            on.option(version.hops, request.hops());
        }
        if (request.dontFragment()) {
            on.option(version.mtuDiscover, Version.DISCOVER_DO);
        }
        on.option(version.receiveHops, 1);
        byte[] packet = packet(version, request.payload());
        Inbox inbox = new Inbox(on.arena, PACKET_BYTES);
        byte[] to = Sockets.address(request.to(), 0);
        long sent = System.nanoTime();
        on.system.send(on.arena, on.fd, packet, to);
        long deadline = start + request.timeout().toNanos();
        while (true) {
            on.system.await(on.arena, on.fd, deadline);
            byte[] received = on.system.receive(on.fd, inbox);
            long came = System.nanoTime();
            if (answers(on, packet, received)) {
                int hops = inbox.control(version.level, version.receivedHops);
                return new Reply(hops, sent - start, came - sent);
            }
        }
    }

    /** An echo request with an identifier and a sequence number of chance. */
    private static byte[] packet(Version version, byte[] payload) {
        ByteBuffer packet = ByteBuffer.allocate(HEADER_BYTES + payload.length);
        packet.put((byte) version.request).put((byte) 0).putShort((short) 0);
        packet.putInt(ThreadLocalRandom.current().nextInt()).put(payload);
        if (version == Version.FOUR) {
            packet.putShort(2, checksum(packet.array()));
        }
        return packet.array();
    }

    /** RFC 1071; the kernel does that of ICMPv6. */
    private static short checksum(byte[] packet) {
        long sum = 0;
        for (int i = 0; i < packet.length; i += 2) {
            sum += (packet[i] & 0xFFL) << 8;
            sum += i + 1 < packet.length ? packet[i + 1] & 0xFF : 0;
        }
        while (sum >> 16 != 0) {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }
        return (short) ~sum;
    }

    /**
     * Whether it is the reply to the request. A raw socket sees all packets of its protocol, those
     * of version 4 with their IP header; to the identifier of a datagram socket the kernel sees.
     */
    private static boolean answers(Exchange on, byte[] packet, byte[] received) {
        int start =
                on.raw && on.version == Version.FOUR && received.length > 0
                        ? (received[0] & 0x0F) * 4
                        : 0;
        if (received.length - start != packet.length
                || (received[start] & 0xFF) != on.version.reply) {
            return false;
        }
        int compared = on.raw ? 4 : 6;
        return Arrays.equals(
                packet, compared, packet.length, received, start + compared, received.length);
    }
}
