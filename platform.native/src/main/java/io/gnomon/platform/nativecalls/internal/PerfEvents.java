package io.gnomon.platform.nativecalls.internal;

import static io.gnomon.platform.nativecalls.internal.SystemCalls.checked;
import static io.gnomon.platform.nativecalls.internal.SystemCalls.function;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.gnomon.spi.common.NativeCalls.EventCounter;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.Optional;

/** perf_event_open(2), for which the C library has no function. */
final class PerfEvents {
    /** By os.arch; asm/unistd.h. */
    private static final Map<String, Long> SYSCALLS = Map.of("amd64", 298L, "aarch64", 241L);

    /** struct perf_event_attr in its first version (PERF_ATTR_SIZE_VER0). */
    private static final int ATTR_BYTES = 64;

    /** The bit exclude_hv. */
    private static final long EXCLUDE_HYPERVISOR = 1 << 6;

    private static final int ALL_PROCESSES = -1;
    private static final int NO_GROUP = -1;
    private static final long FD_CLOEXEC = 8;

    private final long number;
    private final MethodHandle syscall;
    private final MethodHandle read;
    private final MethodHandle close;

    private PerfEvents() {
        Long known = SYSCALLS.get(System.getProperty("os.arch", ""));
        if (known == null) {
            throw new IllegalStateException("this processor's numbers of calls are not known");
        }
        number = known;
        syscall =
                function(
                        "syscall",
                        FunctionDescriptor.of(
                                JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT,
                                JAVA_LONG),
                        Linker.Option.firstVariadicArg(1));
        read = function("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
        close = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    }

    /** Empty where the call is not known or native access is denied. */
    static Optional<PerfEvents> open() {
        return SystemCalls.open(PerfEvents::new);
    }

    /** A counter of all processes on one processor, which counts from now on. */
    EventCounter counter(int type, long config, int cpu) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attr = arena.allocate(ATTR_BYTES, 8);
            attr.set(JAVA_INT, 0, type);
            attr.set(JAVA_INT, 4, ATTR_BYTES);
            attr.set(JAVA_LONG, 8, config);
            attr.set(JAVA_LONG, 40, EXCLUDE_HYPERVISOR);
            long fd =
                    checked(
                            arena,
                            state ->
                                    (long)
                                            syscall.invokeExact(
                                                    state,
                                                    number,
                                                    attr,
                                                    ALL_PROCESSES,
                                                    cpu,
                                                    NO_GROUP,
                                                    FD_CLOEXEC));
            return new Counter((int) fd);
        }
    }

    private final class Counter implements EventCounter {
        private final int fd;

        Counter(int fd) {
            this.fd = fd;
        }

        @Override
        public long read() throws IOException {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment value = arena.allocate(JAVA_LONG);
                checked(arena, state -> (long) read.invokeExact(state, fd, value, 8L));
                return value.get(JAVA_LONG, 0);
            }
        }

        @Override
        public void close() throws IOException {
            try (Arena arena = Arena.ofConfined()) {
                checked(arena, state -> (int) close.invokeExact(state, fd));
            }
        }
    }
}
