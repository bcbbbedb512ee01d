package io.gnomon.platform.core.remote.internal.otlp;

/** Something of OTLP has no place in the store; the message says what and why. */
final class Untranslatable extends Exception {
    private static final long serialVersionUID = 1L;

    Untranslatable(String message) {
        super(message);
    }
}
