package io.gnomon.platform.nativecalls.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.gnomon.spi.common.NativeCalls;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The functions of the C library that Gnomon calls on 64-bit Linux; layouts are those of glibc and
 * musl. The field of {@code struct utsname} is 65 bytes (linux/utsname.h), {@code struct statvfs}
 * follows POSIX with two longs of flags.
 */
final class LibC {
    private static final int UTSNAME_FIELD = 65;
    private static final int UTSNAME_FIELDS = 6;

    /**
     * f_bsize, f_frsize, f_blocks, f_bfree, f_bavail, f_files, f_ffree, f_favail, f_fsid, f_flag.
     */
    private static final int STATVFS_BYTES = 256;

    private static final long ST_RDONLY = 1;

    /** sizeof(struct timex) of linux/timex.h where a long has 64 bits. */
    private static final int TIMEX_BYTES = 208;

    private static final StructLayout CAPTURE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            CAPTURE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final MethodHandle uname;
    private final MethodHandle statvfs;
    private final MethodHandle adjtimex;
    private final MethodHandle socket;
    private final MethodHandle send;
    private final MethodHandle recv;
    private final MethodHandle close;
    private final MethodHandle sysconf;
    private final MethodHandle strerror;

    // Restricted: the launcher grants native access to the whole class path and all bundles.
    @SuppressWarnings("restricted")
    private LibC() {
        Linker linker = Linker.nativeLinker();
        var lookup = linker.defaultLookup();
        var captureErrno = Linker.Option.captureCallState("errno");
        uname =
                linker.downcallHandle(
                        lookup.findOrThrow("uname"), FunctionDescriptor.of(JAVA_INT, ADDRESS));
        statvfs =
                linker.downcallHandle(
                        lookup.findOrThrow("statvfs"),
                        FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS),
                        captureErrno);
        adjtimex =
                linker.downcallHandle(
                        lookup.findOrThrow("adjtimex"),
                        FunctionDescriptor.of(JAVA_INT, ADDRESS),
                        captureErrno);
        socket =
                linker.downcallHandle(
                        lookup.findOrThrow("socket"),
                        FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
                        captureErrno);
        FunctionDescriptor transfer =
                FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
        send = linker.downcallHandle(lookup.findOrThrow("send"), transfer, captureErrno);
        recv = linker.downcallHandle(lookup.findOrThrow("recv"), transfer, captureErrno);
        close =
                linker.downcallHandle(
                        lookup.findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        sysconf =
                linker.downcallHandle(
                        lookup.findOrThrow("sysconf"), FunctionDescriptor.of(JAVA_LONG, JAVA_INT));
        strerror =
                linker.downcallHandle(
                        lookup.findOrThrow("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));
    }

    /** Empty where these layouts do not hold or native access is denied. */
    static Optional<LibC> open() {
        boolean linux64 =
                System.getProperty("os.name", "").equals("Linux") && ADDRESS.byteSize() == 8;
        if (!linux64) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LibC());
        } catch (RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }

    /** The fields of struct utsname: sysname, nodename, release, version, machine, domainname. */
    String[] uname() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate((long) UTSNAME_FIELD * UTSNAME_FIELDS);
            if ((int) uname.invokeExact(buffer) != 0) {
                throw new IllegalStateException("uname failed");
            }
            String[] fields = new String[UTSNAME_FIELDS];
            for (int i = 0; i < UTSNAME_FIELDS; i++) {
                fields[i] = buffer.getString((long) i * UTSNAME_FIELD);
            }
            return fields;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /**
     * statvfs(3) as f_frsize, f_blocks, f_bfree, f_bavail, f_files, f_ffree, read-only (1 or 0).
     */
    long[] statvfs(String path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CAPTURE);
            MemorySegment buffer = arena.allocate(STATVFS_BYTES, 8);
            MemorySegment name = arena.allocateFrom(path, StandardCharsets.UTF_8);
            if ((int) statvfs.invokeExact(state, name, buffer) != 0) {
                throw new IOException(error((int) ERRNO.get(state, 0L)));
            }
            return new long[] {
                buffer.get(JAVA_LONG, 8),
                buffer.get(JAVA_LONG, 16),
                buffer.get(JAVA_LONG, 24),
                buffer.get(JAVA_LONG, 32),
                buffer.get(JAVA_LONG, 40),
                buffer.get(JAVA_LONG, 48),
                buffer.get(JAVA_LONG, 72) & ST_RDONLY
            };
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** adjtimex(2) that changes nothing: modes is 0. */
    NativeCalls.ClockState adjtimex() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CAPTURE);
            MemorySegment timex = arena.allocate(TIMEX_BYTES, 8);
            int result = (int) adjtimex.invokeExact(state, timex);
            if (result < 0) {
                throw new IOException(error((int) ERRNO.get(state, 0L)));
            }
            return new NativeCalls.ClockState(
                    result,
                    timex.get(JAVA_LONG, 8),
                    timex.get(JAVA_LONG, 16),
                    timex.get(JAVA_LONG, 24),
                    timex.get(JAVA_LONG, 32),
                    timex.get(JAVA_INT, 40),
                    timex.get(JAVA_LONG, 48),
                    timex.get(JAVA_LONG, 88),
                    timex.get(JAVA_LONG, 96),
                    timex.get(JAVA_LONG, 104),
                    timex.get(JAVA_INT, 112),
                    timex.get(JAVA_LONG, 120),
                    timex.get(JAVA_LONG, 128),
                    timex.get(JAVA_LONG, 136),
                    timex.get(JAVA_LONG, 144),
                    timex.get(JAVA_LONG, 152),
                    timex.get(JAVA_INT, 160));
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** socket(2): the descriptor. */
    int socket(int domain, int type, int protocol) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CAPTURE);
            int fd = (int) socket.invokeExact(state, domain, type, protocol);
            if (fd < 0) {
                throw new IOException(error((int) ERRNO.get(state, 0L)));
            }
            return fd;
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** send(2) of all bytes in one message. */
    void send(int fd, byte[] message) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CAPTURE);
            MemorySegment bytes = arena.allocateFrom(JAVA_BYTE, message);
            if ((long) send.invokeExact(state, fd, bytes, bytes.byteSize(), 0) < 0) {
                throw new IOException(error((int) ERRNO.get(state, 0L)));
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** recv(2) of a message of at most so many bytes; waits for one. */
    byte[] receive(int fd, int max) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CAPTURE);
            MemorySegment buffer = arena.allocate(max, 8);
            long size = (long) recv.invokeExact(state, fd, buffer, (long) max, 0);
            if (size < 0) {
                throw new IOException(error((int) ERRNO.get(state, 0L)));
            }
            return buffer.asSlice(0, size).toArray(JAVA_BYTE);
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** close(2). */
    void close(int fd) {
        try {
            int ignored = (int) close.invokeExact(fd);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** strerror(3), as the errors here say it. */
    String errorText(int errno) {
        try {
            return error(errno);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** sysconf(3). */
    long sysconf(int name) {
        try {
            return (long) sysconf.invokeExact(name);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    // Restricted: the length of a C string is not known before it is read.
    @SuppressWarnings("restricted")
    private String error(int errno) throws Throwable {
        MemorySegment text = (MemorySegment) strerror.invokeExact(errno);
        return text.reinterpret(1024).getString(0).toLowerCase(java.util.Locale.ROOT);
    }

    private static RuntimeException unexpected(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException r ? r : new IllegalStateException(e);
    }
}
