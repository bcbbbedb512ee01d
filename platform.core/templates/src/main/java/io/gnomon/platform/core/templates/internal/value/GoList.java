package io.gnomon.platform.core.templates.internal.value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A Go slice.
 *
 * @param type such as {@code []string}
 */
public record GoList(String type, List<Object> items, MethodTable<GoList> methods)
        implements GoValue {
    public GoList(String type, List<? extends Object> items) {
        this(type, List.copyOf(items), MethodTable.none());
    }

    /** A list of values of any type. */
    public static GoList of(List<Object> items) {
        return new GoList("[]interface {}", items);
    }

    @Override
    public Kind kind() {
        return Kind.LIST;
    }

    @Override
    public @Nullable Function method(String name) {
        return methods.method(this, name);
    }

    @Override
    public @Nullable String string() {
        return methods.string(this);
    }
}
