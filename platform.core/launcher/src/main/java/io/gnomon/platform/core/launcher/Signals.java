package io.gnomon.platform.core.launcher;

import java.lang.reflect.Proxy;

/**
 * Handles SIGHUP, whose default would end the process. The JDK's only API for signals is
 * sun.misc.Signal; javac warns of it in a way that cannot be switched off, so it is reached by
 * reflection.
 */
final class Signals {
    private Signals() {}

    /** Runs the task on a thread of the JVM at each SIGHUP, where the system has that signal. */
    static void onHangUp(Runnable task) {
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
}
