package io.gnomon.alerting.channels.posting;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A JSON object under construction, in the order in which its members are put. */
public final class Fields {
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    public Fields put(String name, @Nullable Object value) {
        values.put(name, value);
        return this;
    }

    /** Puts it unless it says nothing: null, an empty text, list or object, false. */
    public Fields putIfSet(String name, @Nullable Object value) {
        boolean empty =
                switch (value) {
                    case null -> true;
                    case String text -> text.isEmpty();
                    case Collection<?> list -> list.isEmpty();
                    case Map<?, ?> map -> map.isEmpty();
                    case Fields fields -> fields.values.isEmpty();
                    case Boolean bool -> !bool;
                    default -> false;
                };
        return empty ? this : put(name, value);
    }

    /** Puts it unless it is null. */
    public Fields putIfGiven(String name, @Nullable Object value) {
        return value == null ? this : put(name, value);
    }

    public Map<String, @Nullable Object> map() {
        return Collections.unmodifiableMap(values);
    }
}
