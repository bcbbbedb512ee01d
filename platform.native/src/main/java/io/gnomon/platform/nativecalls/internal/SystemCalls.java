package io.gnomon.platform.nativecalls.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How functions of the C library are found and called on 64-bit Linux. Every function takes a
 * segment first, in which its errno is captured; a call that fails throws errno's text.
 */
final class SystemCalls {
    static final StructLayout CAPTURE = Linker.Option.captureStateLayout();

    private static final VarHandle ERRNO =
            CAPTURE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle STRERROR =
            function("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));

    private SystemCalls() {}

    /** Some functions; empty where their layouts do not hold or native access is denied. */
    static <T> Optional<T> open(Supplier<T> functions) {
        boolean linux64 =
                System.getProperty("os.name", "").equals("Linux") && ADDRESS.byteSize() == 8;
        try {
            return linux64 ? Optional.of(functions.get()) : Optional.empty();
        } catch (RuntimeException | LinkageError e) {
            return Optional.empty();
        }
    }

    // Restricted: the launcher grants native access to the whole class path and all bundles.
    @SuppressWarnings("restricted")
    static MethodHandle function(
            String name, FunctionDescriptor descriptor, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        List<Linker.Option> all = new ArrayList<>(List.of(options));
        all.add(Linker.Option.captureCallState("errno"));
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                descriptor,
                all.toArray(Linker.Option[]::new));
    }

    /** A call; its errno is captured in the segment. */
    @FunctionalInterface
    interface Call {
        long run(MemorySegment state) throws Throwable;
    }

    /**
     * The result of a call.
     *
     * @throws IOException with errno's text, when the result is negative
     */
    static long checked(Arena arena, Call call) throws IOException {
        return checked(arena.allocate(CAPTURE), call);
    }

    /** The same, with a segment of {@link #CAPTURE} that is used again and again. */
    static long checked(MemorySegment state, Call call) throws IOException {
        try {
            long result = call.run(state);
            if (result < 0) {
                throw new IOException(errorText((int) ERRNO.get(state, 0L)));
            }
            return result;
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** strerror(3) in small letters, such as "permission denied". */
    // Restricted: the length of a C string is not known before it is read.
    @SuppressWarnings("restricted")
    static String errorText(int errno) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text =
                    (MemorySegment) STRERROR.invokeExact(arena.allocate(CAPTURE), errno);
            return text.reinterpret(1024).getString(0).toLowerCase(Locale.ROOT);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
