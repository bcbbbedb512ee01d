package io.gnomon.platform.core.config.internal.settings;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What reflection tells about a settings record. Kept with the class itself, so that the class of a
 * plugin that left can be unloaded.
 */
final class RecordShape {
    private static final ClassValue<RecordShape> SHAPES =
            new ClassValue<>() {
                @Override
                protected RecordShape computeValue(Class<?> type) {
                    return new RecordShape(type.asSubclass(Record.class));
                }
            };

    private final Class<? extends Record> type;
    private final List<Component> components;
    private final Constructor<? extends Record> constructor;

    private RecordShape(Class<? extends Record> type) {
        this.type = type;
        Set<String> nullable = NullableComponents.of(type);
        RecordComponent[] declared = type.getRecordComponents();
        this.components =
                Arrays.stream(declared)
                        .map(c -> Component.of(c, nullable.contains(c.getName())))
                        .toList();
        Class<?>[] parameters =
                Arrays.stream(declared).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            this.constructor = type.getDeclaredConstructor(parameters);
            this.constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Shape of a record.
     *
     * @throws IllegalArgumentException when it cannot be a settings record
     */
    static RecordShape of(Class<? extends Record> type) {
        return SHAPES.get(type);
    }

    List<Component> components() {
        return components;
    }

    /** Keys that a mapping of this record may have, those of inline records among them. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (Component component : components) {
            if (!component.inline()) {
                keys.add(component.key());
            } else if (!component.takesOtherKeys()) {
                keys.addAll(of(asRecord(component.type())).keys());
            }
        }
        return keys;
    }

    /**
     * The record of these values.
     *
     * @throws IllegalArgumentException from the record's own constructor, with its sentence
     */
    Record create(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                throw refused;
            }
            throw new IllegalStateException("the constructor of " + type + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean isRecord(Type type) {
        return type instanceof Class<?> c && c.isRecord();
    }

    static Class<? extends Record> asRecord(Type type) {
        return raw(type).asSubclass(Record.class);
    }

    static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> c -> c;
            case ParameterizedType p -> (Class<?>) p.getRawType();
            default -> throw new IllegalArgumentException("settings cannot hold a " + type);
        };
    }

    /** Type argument of a list or map. */
    static Type argument(Type type, int index) {
        if (type instanceof ParameterizedType p) {
            return p.getActualTypeArguments()[index];
        }
        throw new IllegalArgumentException("settings cannot hold a raw " + type);
    }
}
