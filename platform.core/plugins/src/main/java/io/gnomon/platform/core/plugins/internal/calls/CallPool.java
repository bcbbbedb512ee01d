package io.gnomon.platform.core.plugins.internal.calls;

import io.gnomon.model.text.Durations;
import io.gnomon.spi.runtime.PluginAdmin.Calls;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginException.Kind;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The threads on which one plugin bundle is called. They are platform threads, few, and die when
 * idle; their context class loader is the plugin's. A call that does not end at its deadline is
 * interrupted and its caller goes on; a thread that ignores the interrupt is counted as abandoned,
 * and once all threads are, the pool is off for good.
 *
 * <p>Any thread may call any method.
 */
public final class CallPool implements AutoCloseable {
    /**
     * Sizes of a pool.
     *
     * @param threads calls that run at a time
     * @param queue calls that wait at a time; more are refused
     * @param grace what an interrupted call is given before its thread counts as abandoned
     */
    public record Limits(int threads, int queue, Duration grace) {
        public static final Limits DEFAULT = new Limits(4, 128, Duration.ofSeconds(2));
    }

    private static final int IDLE_SECONDS = 10;

    private final String plugin;
    private final Limits limits;
    private final ScheduledExecutorService watch;
    private final ThreadPoolExecutor threads;

    /** Calls that run or wait. */
    private final AtomicInteger admitted = new AtomicInteger();

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger abandoned = new AtomicInteger();
    private final LongAdder total = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder timedOut = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final Queue<CompletableFuture<Void>> awaitingIdle = new ConcurrentLinkedQueue<>();
    private volatile boolean off;
    private volatile String lastError = "";

    /**
     * A pool without threads yet.
     *
     * @param plugin how messages and thread names call it
     * @param watch counts abandoned threads
     */
    public CallPool(
            String plugin,
            @Nullable ClassLoader loader,
            Limits limits,
            ScheduledExecutorService watch) {
        // Loaded now: a call that ends while the framework stops finds no class any more.
        Object _ = new PluginException(Kind.BUSY, "");
        this.plugin = plugin;
        this.limits = limits;
        this.watch = watch;
        // Nothing is inherited from the caller, lest its thread-locals and loaders live as long.
        Thread.Builder builder =
                Thread.ofPlatform()
                        .name("plugin " + plugin + " ", 1)
                        .daemon()
                        .inheritInheritableThreadLocals(false);
        Waiting waiting = new Waiting();
        threads =
                new ThreadPoolExecutor(
                        0,
                        limits.threads(),
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        waiting,
                        work -> {
                            Thread thread = builder.unstarted(work);
                            thread.setContextClassLoader(loader);
                            return thread;
                        },
                        waiting::keep);
    }

    /**
     * Work for which no thread is free. A ThreadPoolExecutor starts a thread for what its queue
     * does not take, and this one takes only what an idle thread waits for: so a plugin that is
     * called now and then has one thread, not as many as it may have.
     */
    @SuppressWarnings("serial") // never written
    private static final class Waiting extends LinkedTransferQueue<Runnable> {
        @Override
        public boolean offer(Runnable work) {
            return tryTransfer(work);
        }

        /** All threads are busy. */
        void keep(Runnable work, ThreadPoolExecutor threads) {
            super.offer(work);
            if (threads.isShutdown() && remove(work)) {
                throw new RejectedExecutionException("the pool is closed");
            }
        }
    }

    /**
     * Runs the work on a thread of the pool and waits for it.
     *
     * @param ended called once when the work is over, has been dropped from the queue or was
     *     refused; may come later than this method returns
     * @throws PluginException BUSY, TIMEOUT, or FAILED with what the work threw as cause
     */
    public <T> T call(Duration timeout, Callable<T> work, Runnable ended)
            throws PluginException, InterruptedException {
        PooledCall<T> call = new PooledCall<>(this, work, ended);
        admit(call, limits.threads() + limits.queue());
        try {
            return call.result().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            timedOut.increment();
            giveUp(call);
            throw new PluginException(Kind.TIMEOUT, remember(noAnswer(timeout)));
        } catch (InterruptedException e) {
            giveUp(call);
            throw e;
        } catch (ExecutionException e) {
            throw failure(Words.causeOf(e));
        }
    }

    /**
     * Runs the work without waiting. Life-cycle calls, of which there are few, so they are taken
     * also when the queue is full.
     *
     * @return ends with what the work gives, or with a {@link PluginException}
     */
    <T> CompletableFuture<T> submit(Duration timeout, Callable<T> work) {
        PooledCall<T> call = new PooledCall<>(this, work, () -> {});
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            admit(call, Integer.MAX_VALUE);
        } catch (PluginException e) {
            answer.completeExceptionally(e);
            return answer;
        }
        var deadline =
                watch.schedule(
                        () -> {
                            String message = noAnswer(timeout);
                            if (answer.completeExceptionally(
                                    new PluginException(Kind.TIMEOUT, message))) {
                                timedOut.increment();
                                remember(message);
                                giveUp(call);
                            }
                        },
                        timeout.toMillis(),
                        TimeUnit.MILLISECONDS);
        var _ =
                call.result()
                        .whenComplete((value, thrown) -> {
                            deadline.cancel(false);
                            if (thrown == null) {
                                answer.complete(value);
                            } else {
                                answer.completeExceptionally(failure(thrown));
                            }
                        });
        return answer;
    }

    private void admit(PooledCall<?> call, int most) throws PluginException {
        total.increment();
        String no = null;
        if (off) {
            no = offReason();
        } else if (admitted.incrementAndGet() > most) {
            release();
            no =
                    "all %d threads of %s are busy and %d calls wait"
                            .formatted(limits.threads(), plugin, limits.queue());
        } else {
            try {
                threads.execute(call);
            } catch (RejectedExecutionException e) {
                release();
                no = plugin + " is being stopped";
            }
        }
        if (no != null) {
            refused.increment();
            call.dropped();
            throw new PluginException(Kind.BUSY, no);
        }
    }

    private void giveUp(PooledCall<?> call) {
        if (call.giveUp()) {
            var _ =
                    watch.schedule(
                            () -> countIfAbandoned(call),
                            limits.grace().toMillis(),
                            TimeUnit.MILLISECONDS);
        } else {
            threads.remove(call);
        }
    }

    private void countIfAbandoned(PooledCall<?> call) {
        if (call.abandon() && abandoned.incrementAndGet() >= limits.threads()) {
            off = true;
            threads.shutdownNow().forEach(waiting -> ((PooledCall<?>) waiting).giveUp());
        }
    }

    private PluginException failure(Throwable thrown) {
        if (thrown instanceof PluginException known) {
            return known;
        }
        return new PluginException(Kind.FAILED, remember(Words.of(thrown)), thrown);
    }

    private String noAnswer(Duration timeout) {
        return plugin + " did not answer within " + Durations.format(timeout.toMillis());
    }

    private String remember(String error) {
        lastError = error;
        return error;
    }

    private String offReason() {
        return "%s is switched off until it is replaced: %d of its %d threads do not come back"
                        .formatted(plugin, limits.threads(), limits.threads())
                + " from a call, although they were interrupted";
    }

    void began() {
        running.incrementAndGet();
    }

    void ended(boolean ran, boolean threw, boolean wasAbandoned) {
        release();
        if (ran) {
            running.decrementAndGet();
        }
        if (threw) {
            failed.increment();
        }
        if (wasAbandoned) {
            abandoned.decrementAndGet();
        }
    }

    /** Ends as soon as no call runs or waits. */
    CompletableFuture<Void> idle() {
        CompletableFuture<Void> idle = new CompletableFuture<>();
        awaitingIdle.add(idle);
        if (admitted.get() == 0) {
            tellIdle();
        }
        return idle;
    }

    private void release() {
        if (admitted.decrementAndGet() == 0) {
            tellIdle();
        }
    }

    private void tellIdle() {
        CompletableFuture<Void> waiting = awaitingIdle.poll();
        while (waiting != null) {
            waiting.complete(null);
            waiting = awaitingIdle.poll();
        }
    }

    /** Why the pool takes no calls any more, empty while it does. */
    public String whyOff() {
        return off ? offReason() : "";
    }

    /** The last failure in a sentence, empty when there was none. */
    public String lastError() {
        return lastError;
    }

    public Calls calls() {
        return new Calls(
                total.sum(),
                failed.sum(),
                timedOut.sum(),
                refused.sum(),
                running.get(),
                abandoned.get());
    }

    /** Interrupts what runs and drops what waits; takes no more calls. Does not wait. */
    @Override
    public void close() {
        threads.shutdownNow().forEach(waiting -> ((PooledCall<?>) waiting).giveUp());
    }

    /**
     * Waits, after {@link #close}, until the interrupted calls are over.
     *
     * @return whether they are; false after the grace of the limits
     */
    boolean awaitEnd() throws InterruptedException {
        return threads.awaitTermination(limits.grace().toNanos(), TimeUnit.NANOSECONDS);
    }
}
