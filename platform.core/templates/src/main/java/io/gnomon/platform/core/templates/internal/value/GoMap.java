package io.gnomon.platform.core.templates.internal.value;

import io.gnomon.model.text.Utf8Order;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A Go map with keys that are strings, in the order in which Go prints and ranges over them.
 *
 * @param type such as {@code map[string]string}
 * @param missing the value under a key that is not there: Go's option missingkey=zero
 */
public record GoMap(
        String type, SortedMap<String, Object> entries, Object missing, MethodTable<GoMap> methods)
        implements GoValue {
    public GoMap(String type, Map<String, ?> entries, Object missing, MethodTable<GoMap> methods) {
        this(type, sorted(entries), missing, methods);
    }

    /** A map[string]string. */
    public static GoMap ofStrings(Map<String, String> entries) {
        return new GoMap("map[string]string", entries, "", MethodTable.none());
    }

    /** A map of values of any type. */
    public static GoMap ofAny(Map<String, ?> entries) {
        return new GoMap("map[string]interface {}", entries, Nothing.NIL, MethodTable.none());
    }

    private static SortedMap<String, Object> sorted(Map<String, ?> entries) {
        TreeMap<String, Object> sorted = new TreeMap<>(Utf8Order.INSTANCE);
        sorted.putAll(entries);
        return Collections.unmodifiableSortedMap(sorted);
    }

    @Override
    public Kind kind() {
        return Kind.MAP;
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
