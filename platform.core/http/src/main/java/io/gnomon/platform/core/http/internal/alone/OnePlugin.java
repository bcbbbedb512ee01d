package io.gnomon.platform.core.http.internal.alone;

import io.gnomon.model.text.Durations;
import io.gnomon.spi.exporter.Exporter;
import io.gnomon.spi.exporter.ExporterFactory;
import io.gnomon.spi.panel.PanelCalls;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginException.Kind;
import io.gnomon.spi.runtime.PluginHandle;
import io.gnomon.spi.runtime.Plugins;
import io.gnomon.spi.runtime.Registration;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A plugin runtime that has one instance of one exporter. Calls keep their deadlines, on platform
 * threads that die when idle; nothing is ever replaced.
 */
final class OnePlugin implements Plugins, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OnePlugin.class);

    /** Probes of slow targets run side by side. */
    private static final int THREADS_MAX = 512;

    private static final int IDLE_SECONDS = 30;

    private final ActivePlugin plugin;
    private final Exporter exporter;
    private final ExecutorService threads;

    OnePlugin(ExporterFactory<?> factory, String version, Exporter exporter) {
        this.plugin =
                new ActivePlugin(
                        factory.name(), factory.name(), version, factory.settings(), factory);
        this.exporter = exporter;
        this.threads =
                new ThreadPoolExecutor(
                        0,
                        THREADS_MAX,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        Thread.ofPlatform().daemon().name("exporter ", 1).factory());
    }

    private final class Handle<I extends AutoCloseable> implements PluginHandle<I> {
        @Override
        @SuppressWarnings("unchecked") // only exporters are asked for
        public <T> T call(Duration timeout, Call<I, T> call)
                throws PluginException, InterruptedException {
            Future<T> answer;
            try {
                answer = threads.submit(() -> call.apply((I) exporter));
            } catch (RejectedExecutionException e) {
                throw new PluginException(
                        Kind.BUSY, "all " + THREADS_MAX + " threads of the exporter are busy");
            }
            try {
                return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                answer.cancel(true);
                throw new PluginException(
                        Kind.TIMEOUT,
                        plugin.name()
                                + " did not answer within "
                                + Durations.format(timeout.toMillis()));
            } catch (InterruptedException e) {
                answer.cancel(true);
                throw e;
            } catch (ExecutionException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
                throw new PluginException(Kind.FAILED, message, cause);
            }
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void close() {}
    }

    @Override
    public <I extends AutoCloseable> PluginHandle<I> open(
            Class<?> kind, String name, SettingsNode settings) {
        return new Handle<>();
    }

    @Override
    public List<ActivePlugin> active(Class<?> kind) {
        return List.of(plugin);
    }

    @Override
    public @Nullable ActivePlugin find(Class<?> kind, String name) {
        return plugin.name().equals(name) ? plugin : null;
    }

    @Override
    public PanelCalls.Role panelRole(String id, String method) throws PluginException {
        throw new PluginException(Kind.ABSENT, "there are no panels here");
    }

    @Override
    public String callPanel(String id, String method, String jsonBody) throws PluginException {
        throw new PluginException(Kind.ABSENT, "there are no panels here");
    }

    @Override
    public Registration onChange(Runnable listener) {
        return () -> {};
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            exporter.close();
        } catch (Exception e) {
            LOG.warn("the exporter could not be closed: {}", e.getMessage());
        }
    }
}
