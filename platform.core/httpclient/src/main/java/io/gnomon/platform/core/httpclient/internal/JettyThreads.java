package io.gnomon.platform.core.httpclient.internal;

import org.eclipse.jetty.alpn.java.client.JDK9ClientALPNProcessor;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Threads on which Jetty's client connects. Jetty finds ALPN by ServiceLoader, which in OSGi sees
 * only what the context class loader sees; a thread made by that of a plugin would inherit one that
 * sees nothing of Jetty.
 */
final class JettyThreads extends QueuedThreadPool {
    private static final int MOST = 200;
    private static final int LEAST = 2;
    private static final int IDLE_MILLIS = 60_000;

    JettyThreads() {
        super(MOST, LEAST, IDLE_MILLIS);
    }

    @Override
    public Thread newThread(Runnable job) {
        Thread thread = super.newThread(job);
        thread.setContextClassLoader(JDK9ClientALPNProcessor.class.getClassLoader());
        return thread;
    }
}
