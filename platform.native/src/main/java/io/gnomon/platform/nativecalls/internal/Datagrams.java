package io.gnomon.platform.nativecalls.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.time.Duration;

/** A UDP request and its answer, with a time to live of the packet, which Java cannot set. */
final class Datagrams {
    private static final int PACKET_BYTES = 65_536;

    /** IPPROTO_IP and IP_TTL of ip(7); IPPROTO_IPV6 and IPV6_UNICAST_HOPS of ipv6(7). */
    private static final int IP = 0;

    private static final int IP_TTL = 2;
    private static final int IPV6 = 41;
    private static final int IPV6_UNICAST_HOPS = 16;

    private Datagrams() {}

    static byte[] exchange(
            Sockets sockets, InetSocketAddress to, int hops, byte[] request, Duration timeout)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        boolean six = to.getAddress() instanceof Inet6Address;
        byte[] address = Sockets.address(to.getAddress(), to.getPort());
        try (Arena arena = Arena.ofConfined()) {
            int family = six ? Sockets.AF_INET6 : Sockets.AF_INET;
            int fd = sockets.socket(arena, family, Sockets.SOCK_DGRAM, 0);
            try {
                if (six) {
                    sockets.option(arena, fd, IPV6, IPV6_UNICAST_HOPS, hops);
                } else {
                    sockets.option(arena, fd, IP, IP_TTL, hops);
                }
                sockets.connect(arena, fd, address);
                sockets.send(arena, fd, request, address);
                sockets.await(arena, fd, deadline);
                return sockets.receive(fd, new Sockets.Inbox(arena, PACKET_BYTES));
            } finally {
                sockets.close(arena, fd);
            }
        }
    }
}
