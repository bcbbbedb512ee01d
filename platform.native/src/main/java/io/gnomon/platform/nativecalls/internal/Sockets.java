package io.gnomon.platform.nativecalls.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Locale;
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

    private static final StructLayout CAPTURE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            CAPTURE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    /** iov_base, iov_len. */
    private static final StructLayout IOVEC = MemoryLayout.structLayout(ADDRESS, JAVA_LONG);

    /** Name, length, iovec, count, control, length, flags; 4-byte fields padded. */
    private static final StructLayout MSGHDR =
            MemoryLayout.structLayout(
                    ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG);

    private final MethodHandle socket;
    private final MethodHandle bind;
    private final MethodHandle setsockopt;
    private final MethodHandle sendto;
    private final MethodHandle recvmsg;
    private final MethodHandle poll;
    private final MethodHandle close;
    private final MethodHandle strerror;

    private Sockets() {
        socket = handle("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
        bind = handle("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
        setsockopt =
                handle(
                        "setsockopt",
                        FunctionDescriptor.of(
                                JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
        sendto =
                handle(
                        "sendto",
                        FunctionDescriptor.of(
                                JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS,
                                JAVA_INT));
        recvmsg = handle("recvmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
        poll = handle("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
        close = handle("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        strerror = errorText();
    }

    // Restricted: the launcher grants native access to the whole class path and all bundles.
    @SuppressWarnings("restricted")
    private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                descriptor,
                Linker.Option.captureCallState("errno"));
    }

    @SuppressWarnings("restricted")
    private static MethodHandle errorText() {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("strerror"),
                FunctionDescriptor.of(ADDRESS, JAVA_INT));
    }

    /** Empty where these layouts do not hold or native access is denied. */
    static Optional<Sockets> open() {
        boolean linux64 =
                System.getProperty("os.name", "").equals("Linux") && ADDRESS.byteSize() == 8;
        if (!linux64) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Sockets());
        } catch (RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }

    /** A system call; its errno is captured in the segment. */
    private interface Call {
        long run(MemorySegment state) throws Throwable;
    }

    private long checked(Arena arena, Call call) throws IOException {
        MemorySegment state = arena.allocate(CAPTURE);
        try {
            long result = call.run(state);
            if (result < 0) {
                throw new IOException(error((int) ERRNO.get(state, 0L)));
            }
            return result;
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    // Restricted: the length of a C string is not known before it is read.
    @SuppressWarnings("restricted")
    private String error(int errno) throws Throwable {
        MemorySegment text = (MemorySegment) strerror.invokeExact(errno);
        return text.reinterpret(1024).getString(0).toLowerCase(Locale.ROOT);
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
            state = arena.allocate(CAPTURE);
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
        try {
            long n = (long) recvmsg.invokeExact(inbox.state, fd, inbox.header, 0);
            if (n < 0) {
                throw new IOException(error((int) ERRNO.get(inbox.state, 0L)));
            }
            return inbox.data.asSlice(0, n).toArray(ValueLayout.JAVA_BYTE);
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    void close(Arena arena, int fd) throws IOException {
        checked(arena, state -> (int) close.invokeExact(state, fd));
    }
}
