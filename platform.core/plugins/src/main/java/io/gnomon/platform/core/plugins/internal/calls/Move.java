package io.gnomon.platform.core.plugins.internal.calls;

import io.gnomon.spi.runtime.PluginException;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ExecutionException;

/** One handle on its way to a new version: the new instance is made, calls still go to the old. */
record Move<I extends AutoCloseable>(
        Handle<I> handle, Handle.@Nullable Binding<I> before, Handle.Binding<I> after) {

    static <I extends AutoCloseable> Move<I> prepare(Handle<I> handle, Offer offer) {
        return new Move<>(handle, handle.current(), handle.prepare(offer));
    }

    /**
     * Waits for the new instance.
     *
     * @throws PluginException when it could not be made, although the old one works
     */
    void await() throws PluginException, InterruptedException {
        try {
            after.made().get();
        } catch (ExecutionException e) {
            if (before != null && before.works() && e.getCause() instanceof PluginException p) {
                throw new PluginException(
                        p.kind(),
                        "%s does not work with settings that are in use: %s"
                                .formatted(after.offer(), Words.of(p)),
                        p);
            }
        }
    }

    void commit() {
        handle.adopt(after);
    }

    void undo() {
        after.retire();
    }
}
