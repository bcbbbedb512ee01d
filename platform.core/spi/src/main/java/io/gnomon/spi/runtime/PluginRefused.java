package io.gnomon.spi.runtime;

/**
 * A plugin is not taken, or what is asked cannot be done with it; the message says why and what to
 * do.
 */
public final class PluginRefused extends Exception {
    private static final long serialVersionUID = 1L;

    public PluginRefused(String message) {
        super(message);
    }

    public PluginRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
