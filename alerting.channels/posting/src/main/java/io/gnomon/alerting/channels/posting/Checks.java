package io.gnomon.alerting.channels.posting;

import io.gnomon.spi.common.Secret;

import org.jspecify.annotations.Nullable;

/** Checks that settings records of channels share, with Alertmanager's sentences. */
public final class Checks {
    private Checks() {}

    /**
     * Refuses settings.
     *
     * @throws IllegalArgumentException with the sentence
     */
    public static void refuse(boolean wrong, String sentence) {
        if (wrong) {
            throw new IllegalArgumentException(sentence);
        }
    }

    /** Whether something was given: an empty text is nothing. */
    public static boolean isSet(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Secret secret -> !secret.isEmpty();
            default -> !value.toString().isEmpty();
        };
    }

    /** Refuses two of which at most one may be given. */
    public static void atMostOne(
            String name, @Nullable Object value, String otherName, @Nullable Object other) {
        refuse(
                isSet(value) && isSet(other),
                "at most one of " + name + " & " + otherName + " must be configured");
    }

    /** Refuses two of which exactly one must be given. */
    public static void one(
            String name, @Nullable Object value, String otherName, @Nullable Object other) {
        refuse(
                !isSet(value) && !isSet(other),
                "one of " + name + " or " + otherName + " must be configured");
        atMostOne(name, value, otherName, other);
    }
}
