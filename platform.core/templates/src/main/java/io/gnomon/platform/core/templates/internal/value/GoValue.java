package io.gnomon.platform.core.templates.internal.value;

import org.jspecify.annotations.Nullable;

/**
 * A value that is not a plain Java one. Plain are Boolean (bool), Long (int), BigInteger (uint64),
 * Double (float64), String (string) and {@link Nothing}. Values are immutable.
 */
public interface GoValue {
    /** The type as Go prints it, such as {@code template.KV}. */
    String type();

    Kind kind();

    /** A method that templates may call, bound to this value; null where there is none. */
    default @Nullable Function method(String name) {
        return null;
    }

    /** What Go's method String gives; null for types that have none. */
    default @Nullable String string() {
        return null;
    }
}
