package io.gnomon.platform.nativecalls.internal;

import static io.gnomon.platform.nativecalls.internal.SystemCalls.checked;
import static io.gnomon.platform.nativecalls.internal.SystemCalls.function;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.gnomon.spi.common.NativeCalls;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
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

    private final MethodHandle uname;
    private final MethodHandle statvfs;
    private final MethodHandle adjtimex;
    private final MethodHandle sysconf;

    private LibC() {
        uname = function("uname", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        statvfs = function("statvfs", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
        adjtimex = function("adjtimex", FunctionDescriptor.of(JAVA_INT, ADDRESS));
        sysconf = function("sysconf", FunctionDescriptor.of(JAVA_LONG, JAVA_INT));
    }

    /** Empty where these layouts do not hold or native access is denied. */
    static Optional<LibC> open() {
        return SystemCalls.open(LibC::new);
    }

    /** The fields of struct utsname: sysname, nodename, release, version, machine, domainname. */
    String[] uname() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate((long) UTSNAME_FIELD * UTSNAME_FIELDS);
            checked(arena, state -> (int) uname.invokeExact(state, buffer));
            String[] fields = new String[UTSNAME_FIELDS];
            for (int i = 0; i < UTSNAME_FIELDS; i++) {
                fields[i] = buffer.getString((long) i * UTSNAME_FIELD);
            }
            return fields;
        } catch (IOException e) {
            throw new IllegalStateException("uname failed", e);
        }
    }

    /**
     * statvfs(3) as f_frsize, f_blocks, f_bfree, f_bavail, f_files, f_ffree, read-only (1 or 0).
     */
    long[] statvfs(String path) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(STATVFS_BYTES, 8);
            MemorySegment name = arena.allocateFrom(path, StandardCharsets.UTF_8);
            checked(arena, state -> (int) statvfs.invokeExact(state, name, buffer));
            return new long[] {
                buffer.get(JAVA_LONG, 8),
                buffer.get(JAVA_LONG, 16),
                buffer.get(JAVA_LONG, 24),
                buffer.get(JAVA_LONG, 32),
                buffer.get(JAVA_LONG, 40),
                buffer.get(JAVA_LONG, 48),
                buffer.get(JAVA_LONG, 72) & ST_RDONLY
            };
        }
    }

    /** adjtimex(2) that changes nothing: modes is 0. */
    NativeCalls.ClockState adjtimex() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment timex = arena.allocate(TIMEX_BYTES, 8);
            int result = (int) checked(arena, state -> (int) adjtimex.invokeExact(state, timex));
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
        }
    }

    /** sysconf(3); -1 when the system does not know it. */
    long sysconf(int name) {
        try (Arena arena = Arena.ofConfined()) {
            return checked(arena, state -> (long) sysconf.invokeExact(state, name));
        } catch (IOException e) {
            return -1;
        }
    }
}
