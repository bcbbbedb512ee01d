package io.gnomon.spi.runtime;

/** A call of a plugin did not work; the message is the sentence that a user sees. */
public final class PluginException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Kind {
        /** No plugin of this name is active. */
        ABSENT,
        /** The plugin does not accept the settings. */
        SETTINGS,
        /** All threads of the plugin are busy and its queue is full, or it was switched off. */
        BUSY,
        TIMEOUT,
        /** The plugin threw; see the cause. */
        FAILED
    }

    private final Kind kind;

    public PluginException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public PluginException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
