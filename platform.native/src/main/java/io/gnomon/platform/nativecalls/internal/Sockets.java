package io.gnomon.platform.nativecalls.internal;

import static io.gnomon.platform.nativecalls.internal.SystemCalls.checked;
import static io.gnomon.platform.nativecalls.internal.SystemCalls.function;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * socket(2) and its kin on 64-bit Linux, little-endian; structures and constants as in glibc, musl
 * and linux/in.h, linux/in6.h. Failures are errno's text.
 */
final class Sockets {
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int SOCK_DGRAM = 2;
    static final int SOCK_RAW = 3;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final short POLLIN = 1;
    private static final int POLL_MILLIS = 100;
    private static final int CONTROL_BYTES = 128;

    /** cmsg_len (8), cmsg_level (4), cmsg_type (4). */
    private static final int CMSG_HEADER = 16;

    /** iov_base, iov_len. */
    private static final StructLayout IOVEC = MemoryLayout.structLayout(ADDRESS, JAVA_LONG);

    /** Name, length, iovec, count, control, length, flags; 4-byte fields padded. */
    private static final StructLayout MSGHDR =
            MemoryLayout.structLayout(
                    ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG);

    private final MethodHandle socket;
    private final MethodHandle bind;
    private final MethodHandle connect;
    private final MethodHandle setsockopt;
    private final MethodHandle sendto;
    private final MethodHandle recvmsg;
    private final MethodHandle poll;
    private final MethodHandle close;

    private Sockets() {
        socket = function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
        bind = function("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
        connect = function("connect", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
        setsockopt =
                function(
                        "setsockopt",
                        FunctionDescriptor.of(
                                JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
        sendto =
                function(
                        "sendto",
                        FunctionDescriptor.of(
                                JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS,
                                JAVA_INT));
        recvmsg =
                function("recvmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
        poll = function("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
        close = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    }

    /** Empty where these layouts do not hold or native access is denied. */
    static Optional<Sockets> open() {
        return SystemCalls.open(Sockets::new);
    }

    /** A socket that is not passed on to other programs. */
    int socket(Arena arena, int family, int type, int protocol) throws IOException {
        return (int)
                checked(
                        arena,
                        state ->
                                (int)
                                        socket.invokeExact(
                                                state, family, type | SOCK_CLOEXEC, protocol));
    }

    void bind(Arena arena, int fd, byte[] address) throws IOException {
        MemorySegment name = bytes(arena, address);
        checked(arena, state -> (int) bind.invokeExact(state, fd, name, address.length));
    }

    /** Has the socket take packets from this address only, and tell that nobody listens there. */
    void connect(Arena arena, int fd, byte[] address) throws IOException {
        MemorySegment name = bytes(arena, address);
        checked(arena, state -> (int) connect.invokeExact(state, fd, name, address.length));
    }

    void option(Arena arena, int fd, int level, int option, int value) throws IOException {
        MemorySegment data = arena.allocateFrom(JAVA_INT, value);
        checked(arena, state -> (int) setsockopt.invokeExact(state, fd, level, option, data, 4));
    }

    void send(Arena arena, int fd, byte[] packet, byte[] address) throws IOException {
        MemorySegment data = bytes(arena, packet);
        MemorySegment name = bytes(arena, address);
        checked(
                arena,
                state ->
                        (long)
                                sendto.invokeExact(
                                        state,
                                        fd,
                                        data,
                                        (long) packet.length,
                                        0,
                                        name,
                                        address.length));
    }

    private static MemorySegment bytes(Arena arena, byte[] bytes) {
        return arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
    }

    /**
     * Waits until there is something to receive.
     *
     * @param deadline in terms of {@link System#nanoTime}
     * @throws IOException at the deadline
     */
    void await(Arena arena, int fd, long deadline) throws IOException, InterruptedException {
        MemorySegment wanted = arena.allocate(8, 4);
        wanted.set(JAVA_INT, 0, fd);
        wanted.set(JAVA_SHORT, 4, POLLIN);
        while (true) {
            long left = deadline - System.nanoTime();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            } else if (left <= 0) {
                throw new IOException("i/o timeout");
            }
            int some = (int) Math.min(left / 1_000_000 + 1, POLL_MILLIS);
            long ready = checked(arena, state -> (int) poll.invokeExact(state, wanted, 1L, some));
            if (ready > 0) {
                return;
            }
        }
    }

    /** Where packets are received, again and again. */
    static final class Inbox {
        private final MemorySegment data;
        private final MemorySegment control;
        private final MemorySegment header;
        private final MemorySegment state;

        Inbox(Arena arena, int bytesMax) {
            data = arena.allocate(bytesMax);
            control = arena.allocate(CONTROL_BYTES, 8);
            state = arena.allocate(SystemCalls.CAPTURE);
            MemorySegment vector = arena.allocate(IOVEC);
            vector.set(ADDRESS, 0, data);
            vector.set(JAVA_LONG, 8, bytesMax);
            header = arena.allocate(MSGHDR);
            header.set(ADDRESS, 16, vector);
            header.set(JAVA_LONG, 24, 1);
            header.set(ADDRESS, 32, control);
        }

        /** The value of a control message of the last packet, -1 when it had none. */
        int control(int level, int type) {
            long length = header.get(JAVA_LONG, 40);
            for (long at = 0; at + CMSG_HEADER + 4 <= length; ) {
                long size = control.get(JAVA_LONG, at);
                if (control.get(JAVA_INT, at + 8) == level
                        && control.get(JAVA_INT, at + 12) == type) {
                    return control.get(JAVA_INT, at + CMSG_HEADER);
                }
                at += Math.max(CMSG_HEADER, (size + 7) & ~7L);
            }
            return -1;
        }
    }

    /** The next packet. */
    byte[] receive(int fd, Inbox inbox) throws IOException {
        inbox.header.set(JAVA_LONG, 40, CONTROL_BYTES);
        long n =
                checked(
                        inbox.state,
                        state -> (long) recvmsg.invokeExact(state, fd, inbox.header, 0));
        return inbox.data.asSlice(0, n).toArray(ValueLayout.JAVA_BYTE);
    }

    /** struct sockaddr_in or sockaddr_in6. */
    static byte[] address(InetAddress host, int port) {
        boolean six = host instanceof Inet6Address;
        ByteBuffer name = ByteBuffer.allocate(six ? 28 : 16).order(ByteOrder.nativeOrder());
        name.putShort((short) (six ? AF_INET6 : AF_INET));
        name.put((byte) (port >> 8)).put((byte) port);
        name.position(six ? 8 : 4);
        name.put(host.getAddress());
        if (host instanceof Inet6Address v6) {
            name.putInt(v6.getScopeId());
        }
        return name.array();
    }

    void close(Arena arena, int fd) throws IOException {
        checked(arena, state -> (int) close.invokeExact(state, fd));
    }
}
