package io.gnomon.platform.core.dashboards.internal.sources;

import io.gnomon.model.text.Durations;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginHandle;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A handle on an instance that is part of the server. As those of plugins its calls run on a pool
 * of its own: of platform threads, because they read mapped memory, and of no more than keep the
 * processors busy.
 */
final class LocalHandle<I extends AutoCloseable> implements PluginHandle<I> {
    private final I instance;
    private final ExecutorService pool;

    /**
     * @param name of the pool's threads
     */
    LocalHandle(I instance, String name) {
        this.instance = instance;
        this.pool =
                Executors.newFixedThreadPool(
                        Math.max(2, Runtime.getRuntime().availableProcessors()),
                        Thread.ofPlatform().name(name + "-", 0).daemon().factory());
    }

    @Override
    public <T> T call(Duration timeout, Call<I, T> call)
            throws PluginException, InterruptedException {
        Future<T> answer;
        try {
            answer = pool.submit(() -> call.apply(instance));
        } catch (RejectedExecutionException e) {
            throw new PluginException(PluginException.Kind.ABSENT, "the server is stopping", e);
        }
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new PluginException(
                    PluginException.Kind.TIMEOUT,
                    "no answer within " + Durations.format(timeout.toMillis()),
                    e);
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static PluginException failure(Throwable cause) {
        return cause instanceof PluginException said
                ? said
                : new PluginException(
                        PluginException.Kind.FAILED, String.valueOf(cause.getMessage()), cause);
    }

    @Override
    public boolean isReady() {
        return !pool.isShutdown();
    }

    @Override
    public void close() {
        pool.shutdown();
    }
}
