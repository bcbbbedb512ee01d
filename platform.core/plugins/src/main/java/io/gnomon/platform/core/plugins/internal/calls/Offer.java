package io.gnomon.platform.core.plugins.internal.calls;

import io.gnomon.spi.common.PluginFactory;
import io.gnomon.spi.runtime.Plugins.ActivePlugin;

import org.jspecify.annotations.Nullable;

/**
 * A service of a plugin bundle: a factory under its name, or the Java half of a panel.
 *
 * @param settings record of a factory, {@code Record.class} for a panel
 * @param rank service id; the later of two equals wins
 */
record Offer(
        Kind kind,
        String name,
        Object service,
        Class<? extends Record> settings,
        PluginBundle bundle,
        long rank) {

    /** Whether this is the one to take when both are there. */
    boolean beats(Offer other) {
        int order = bundle.version().compareTo(other.bundle.version());
        return order != 0 ? order > 0 : rank > other.rank;
    }

    PluginFactory<?, ?> factory() {
        return (PluginFactory<?, ?>) service;
    }

    CallPool pool() {
        return bundle.pool();
    }

    ActivePlugin active() {
        return new ActivePlugin(
                name, bundle.name(), bundle.version().toString(), settings, factory());
    }

    /** Identity: no method of a plugin is called to compare two. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(rank);
    }

    @Override
    public String toString() {
        return "%s \"%s\" of %s %s".formatted(kind.word(), name, bundle.name(), bundle.version());
    }
}
