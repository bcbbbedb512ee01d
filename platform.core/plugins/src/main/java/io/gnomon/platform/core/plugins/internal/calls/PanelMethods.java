package io.gnomon.platform.core.plugins.internal.calls;

import io.gnomon.spi.panel.PanelCalls;
import io.gnomon.spi.runtime.PluginException;

import java.time.Duration;
import java.util.function.Supplier;

/** Finds and calls the Java halves of panels. Any thread. */
final class PanelMethods {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Supplier<Offer[]> offers;

    /** Searches what is offered at the moment of a call. */
    PanelMethods(Supplier<Offer[]> offers) {
        this.offers = offers;
    }

    private record Found(Offer offer, PanelCalls calls, PanelCalls.Role role) {}

    PanelCalls.Role role(String plugin, String method)
            throws PluginException, InterruptedException {
        return find(plugin, method).role();
    }

    String call(String plugin, String method, String jsonBody)
            throws PluginException, InterruptedException {
        Found found = find(plugin, method);
        return found.offer()
                .pool()
                .call(TIMEOUT, () -> found.calls().call(method, jsonBody), () -> {});
    }

    /** A plugin may have several panels; each refuses methods that it does not know. */
    private Found find(String plugin, String method) throws PluginException, InterruptedException {
        for (Offer offer : offers.get()) {
            if (offer.service() instanceof PanelCalls calls
                    && offer.bundle().name().equals(plugin)) {
                try {
                    PanelCalls.Role role =
                            offer.pool().call(TIMEOUT, () -> calls.role(method), () -> {});
                    return new Found(offer, calls, role);
                } catch (PluginException e) {
                    if (!(e.getCause() instanceof IllegalArgumentException)) {
                        throw e;
                    }
                }
            }
        }
        throw new PluginException(
                PluginException.Kind.ABSENT,
                "the plugin %s has no method \"%s\"".formatted(plugin, method));
    }
}
