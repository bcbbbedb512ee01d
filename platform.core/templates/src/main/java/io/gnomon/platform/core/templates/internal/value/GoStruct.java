package io.gnomon.platform.core.templates.internal.value;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A Go struct.
 *
 * @param type such as {@code template.Alert}
 * @param fields in the order in which they are printed
 */
public record GoStruct(String type, List<Field> fields) implements GoValue {
    /**
     * A field.
     *
     * @param json the name in JSON
     */
    public record Field(String name, String json, Object value) {}

    @Override
    public Kind kind() {
        return Kind.STRUCT;
    }

    /** The value of a field; null where there is none of that name. */
    public @Nullable Object field(String name) {
        for (Field field : fields) {
            if (field.name().equals(name)) {
                return field.value();
            }
        }
        return null;
    }
}
