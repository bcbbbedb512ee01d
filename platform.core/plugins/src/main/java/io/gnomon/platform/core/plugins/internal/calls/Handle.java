package io.gnomon.platform.core.plugins.internal.calls;

import io.gnomon.model.text.Durations;
import io.gnomon.spi.common.PluginFactory;
import io.gnomon.spi.runtime.PluginException;
import io.gnomon.spi.runtime.PluginHandle;
import io.gnomon.spi.settings.SettingsBinder;
import io.gnomon.spi.settings.SettingsException;
import io.gnomon.spi.settings.SettingsNode;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Follows the best offer of a name. A new instance is made while calls still go to the old one;
 * then one write moves them over. When a new instance cannot be made, the old one stays as long as
 * its plugin is there.
 *
 * @param <I> instance type
 */
final class Handle<I extends AutoCloseable> implements PluginHandle<I> {
    private static final Logger log = LoggerFactory.getLogger(Handle.class);
    private static final Duration CREATE_TIMEOUT = Duration.ofSeconds(10);

    /** How long a failed instance is left alone before a call tries to make it again. */
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Kind kind;
    private final String name;
    private final SettingsNode settings;
    private final SettingsBinder binder;
    private final Supplier<CompletableFuture<Void>> allTakenIn;
    private final Consumer<Handle<I>> onClose;

    /** What calls go to; null when nothing is offered. Written under this. */
    private volatile @Nullable Binding<I> current;

    /** What is being made while calls go to the current one; guarded by this. */
    private @Nullable Binding<I> next;

    private boolean closed; // guarded by this

    Handle(
            Kind kind,
            String name,
            SettingsNode settings,
            SettingsBinder binder,
            Supplier<CompletableFuture<Void>> allTakenIn,
            Consumer<Handle<I>> onClose) {
        this.kind = kind;
        this.name = name;
        this.settings = settings;
        this.binder = binder;
        this.allTakenIn = allTakenIn;
        this.onClose = onClose;
    }

    /**
     * An instance that is being made from an offer, is made or could not be.
     *
     * @param made ends with the instance or a {@link PluginException}
     * @param startedNanos when it was begun
     */
    record Binding<I extends AutoCloseable>(
            Offer offer, CompletableFuture<Instance<I>> made, long startedNanos) {
        boolean works() {
            return made.isDone() && !made.isCompletedExceptionally();
        }

        boolean failedLongAgo() {
            return made.isCompletedExceptionally()
                    && System.nanoTime() - startedNanos > RETRY_NANOS;
        }

        void retire() {
            var _ = made.thenAccept(Instance::retire);
        }
    }

    boolean wants(Offer offer) {
        return kind == offer.kind() && name.equals(offer.name());
    }

    @Override
    public <T> T call(Duration timeout, Call<I, T> call)
            throws PluginException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            Binding<I> binding = current;
            if (binding == null) {
                awaitOffer(deadline);
                continue;
            }
            if (binding.failedLongAgo()) {
                binding = again(binding);
            }
            Instance<I> instance;
            try {
                instance = await(binding, deadline, timeout);
            } catch (PluginException e) {
                if (binding.equals(current)) {
                    throw e;
                }
                continue;
            }
            // Fails, as the above, when a newer instance has taken over since: take that.
            if (instance.enter()) {
                return binding.offer()
                        .pool()
                        .call(
                                Duration.ofNanos(Math.max(0, deadline - System.nanoTime())),
                                () -> call.apply(instance.object()),
                                instance::leave);
            }
        }
    }

    /** Right after a start the factory may be registered and not taken in yet. */
    private void awaitOffer(long deadline) throws PluginException, InterruptedException {
        try {
            allTakenIn.get().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // Then nothing is offered, which is said below.
        }
        if (current == null) {
            throw new PluginException(
                    PluginException.Kind.ABSENT,
                    "no plugin offers the %s \"%s\" now".formatted(kind.word(), name));
        }
    }

    private Instance<I> await(Binding<I> binding, long deadline, Duration timeout)
            throws PluginException, InterruptedException {
        try {
            return binding.made().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new PluginException(
                    PluginException.Kind.TIMEOUT,
                    "%s was not ready within %s"
                            .formatted(binding.offer(), Durations.format(timeout.toMillis())));
        } catch (ExecutionException e) {
            throw copyOf(Words.causeOf(e));
        }
    }

    /** One exception is thrown to many callers, so each gets its own trace. */
    private static PluginException copyOf(Throwable thrown) {
        return thrown instanceof PluginException p
                ? new PluginException(p.kind(), Words.of(p), p)
                : new PluginException(PluginException.Kind.FAILED, Words.of(thrown), thrown);
    }

    @Override
    public boolean isReady() {
        Binding<I> binding = current;
        return binding != null && binding.works() && binding.offer().pool().whyOff().isEmpty();
    }

    /** Begins an instance of an offer; calls do not go there before {@link #adopt}. */
    Binding<I> prepare(Offer offer) {
        CompletableFuture<Instance<I>> made =
                offer.pool().submit(CREATE_TIMEOUT, () -> make(offer)).thenApply(i -> i);
        return new Binding<>(offer, made, System.nanoTime());
    }

    private Instance<I> make(Offer offer) throws Exception {
        Record record;
        try {
            record = binder.bind(settings, offer.settings());
        } catch (SettingsException e) {
            throw new PluginException(PluginException.Kind.SETTINGS, Words.of(e), e);
        }
        Instance<I> instance = new Instance<>(offer, create(offer.factory(), record));
        offer.bundle().made(instance);
        return instance;
    }

    /** The settings are of the factory's own record and the instances of the handle's kind. */
    @SuppressWarnings("unchecked") // see above: name and kind chose the factory
    private I create(PluginFactory<?, ?> factory, Record record) throws Exception {
        I instance = ((PluginFactory<Record, I>) factory).create(record);
        if (instance == null) {
            throw new IllegalStateException(
                    "the %s \"%s\" made no instance".formatted(kind.word(), name));
        }
        return instance;
    }

    /** Moves calls to a binding and lets the old instance finish. */
    void adopt(Binding<I> binding) {
        Binding<I> old;
        synchronized (this) {
            if (closed) {
                binding.retire();
                return;
            }
            old = current;
            current = binding;
            dropNext();
        }
        if (old != null) {
            old.retire();
        }
    }

    /**
     * Goes to the best offer there is.
     *
     * @param offered whether an offer is still there
     */
    void follow(@Nullable Offer best, Predicate<Offer> offered) {
        Binding<I> fresh;
        synchronized (this) {
            Binding<I> old = current;
            if (closed || (old != null && old.offer().equals(best))) {
                dropNext();
                return;
            }
            if (next != null
                    && next.offer().equals(best)
                    && old != null
                    && offered.test(old.offer())) {
                return;
            }
            if (best == null) {
                current = null;
                dropNext();
                if (old != null) {
                    old.retire();
                }
                return;
            }
            fresh = prepare(best);
            dropNext();
            if (old == null || !old.works() || !offered.test(old.offer())) {
                current = fresh;
                if (old != null) {
                    old.retire();
                }
                return;
            }
            next = fresh;
        }
        var _ = fresh.made().whenComplete((instance, thrown) -> settle(fresh, thrown));
    }

    private void settle(Binding<I> fresh, @Nullable Throwable thrown) {
        synchronized (this) {
            if (!fresh.equals(next)) {
                return;
            }
            next = null;
        }
        if (thrown == null) {
            adopt(fresh);
        } else {
            log.warn(
                    "{} does not work with its settings, the version before stays: {}",
                    fresh.offer(),
                    Words.of(thrown));
        }
    }

    private synchronized Binding<I> again(Binding<I> failed) {
        if (!failed.equals(current) || closed) {
            return failed;
        }
        Binding<I> fresh = prepare(failed.offer());
        current = fresh;
        return fresh;
    }

    private void dropNext() {
        if (next != null) {
            next.retire();
            next = null;
        }
    }

    /** What calls go to now. */
    @Nullable Binding<I> current() {
        return current;
    }

    @Override
    public void close() {
        Binding<I> old;
        synchronized (this) {
            closed = true;
            old = current;
            current = null;
            dropNext();
        }
        onClose.accept(this);
        if (old != null) {
            old.retire();
        }
    }
}
