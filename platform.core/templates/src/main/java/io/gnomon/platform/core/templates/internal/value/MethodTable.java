package io.gnomon.platform.core.templates.internal.value;

import org.jspecify.annotations.Nullable;

/** The methods of a type of lists or maps. */
public interface MethodTable<T> {
    @Nullable Function method(T receiver, String name);

    /** What the type's String gives; null where it has none. */
    default @Nullable String string(T receiver) {
        return null;
    }

    static <T> MethodTable<T> none() {
        return (receiver, name) -> null;
    }
}
