package io.gnomon.platform.core.launcher;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Handles SIGHUP, whose default would end the process. The JDK's only API for signals is
 * sun.misc.Signal; javac warns of it in a way that cannot be switched off, so it is reached by
 * reflection.
 */
final class Signals {
    private static final int HANG_UP = 1;
    private static final Path STATUS = Path.of("/proc/self/status");

    private Signals() {}

    /** Runs the task on a thread of the JVM at each SIGHUP, where the system has that signal. */
    static void onHangUp(Runnable task) {
        if (isIgnored()) {
            letIn();
        }
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object hook =
                    Proxy.newProxyInstance(
                            handler.getClassLoader(),
                            new Class<?>[] {handler},
                            (proxy, method, args) -> {
                                if (method.getDeclaringClass() == Object.class) {
                                    return method.invoke(task, args);
                                }
                                task.run();
                                return null;
                            });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), hook);
        } catch (ReflectiveOperationException e) {
            // Windows has no SIGHUP: nothing to handle.
            return;
        }
    }

    /** Whether the process was started with SIGHUP ignored (Linux), as nohup does. */
    private static boolean isIgnored() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("SigIgn:")) {
                    long mask = Long.parseUnsignedLong(line.substring(7).strip(), 16);
                    return (mask >> (HANG_UP - 1) & 1) == 1;
                }
            }
        } catch (IOException e) {
            return false;
        }
        return false;
    }

    /**
     * Gives SIGHUP its default: one that is ignored the JVM would leave so, where Go programs, thus
     * Prometheus, listen to it.
     */
    @SuppressWarnings("restricted")
    private static void letIn() {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor type =
                FunctionDescriptor.of(
                        ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS);
        MemorySegment signal = linker.defaultLookup().findOrThrow("signal");
        try {
            MemorySegment _ =
                    (MemorySegment)
                            linker.downcallHandle(signal, type)
                                    .invokeExact(HANG_UP, MemorySegment.NULL);
        } catch (Throwable e) {
            throw new IllegalStateException("signal(2) has no errors for this call", e);
        }
    }
}
