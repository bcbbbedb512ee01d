package io.gnomon.platform.core.config.internal.settings;

import io.gnomon.model.labels.Regex;
import io.gnomon.model.text.Durations;
import io.gnomon.spi.common.Key;
import io.gnomon.spi.common.Secret;
import io.gnomon.spi.settings.SettingsNode.Scalar;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Values of the types that are written as one scalar. */
final class ScalarBinding {
    private ScalarBinding() {}

    /** Whether values of the type are scalars. */
    static boolean binds(Class<?> type) {
        return type.isPrimitive()
                || type.isEnum()
                || type == String.class
                || type == Secret.class
                || type == Duration.class
                || type == URI.class
                || type == Regex.class
                || type == Boolean.class
                || type == Integer.class
                || type == Long.class
                || type == Double.class;
    }

    /**
     * The value of a scalar.
     *
     * @throws IllegalArgumentException with a sentence that names the value
     */
    static Object value(Scalar scalar, Class<?> type, boolean byteSize) {
        String text = scalar.text();
        if (type == String.class) {
            return text;
        } else if (type == Secret.class) {
            return new Secret(text);
        } else if (type == Duration.class) {
            return Duration.ofMillis(Durations.parseMillis(text));
        } else if (type == URI.class) {
            return uri(text);
        } else if (type == Regex.class) {
            return Regex.compile(text);
        } else if (type.isEnum()) {
            return constant(text, type);
        } else if (type == long.class && byteSize) {
            return GoScalars.toBytes(text);
        } else if (type == boolean.class || type == Boolean.class) {
            return found(scalar, GoScalars.toBoolean(text), "true or false");
        } else if (type == long.class || type == Long.class) {
            return found(scalar, GoScalars.toLong(text), "a whole number");
        } else if (type == int.class || type == Integer.class) {
            Long value = found(scalar, GoScalars.toLong(text), "a whole number");
            if (value != value.intValue()) {
                throw new IllegalArgumentException(text + " is out of range");
            }
            return value.intValue();
        } else if (type == double.class || type == Double.class) {
            return found(scalar, GoScalars.toDouble(text), "a number");
        }
        throw new IllegalArgumentException("settings cannot hold a " + type);
    }

    private static <T> T found(Scalar scalar, @Nullable T value, String what) {
        if (value == null || scalar.quoted()) {
            String shown = scalar.quoted() ? "the text \"" + scalar.text() + "\"" : scalar.text();
            throw new IllegalArgumentException("must be " + what + ", not " + shown);
        }
        return value;
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a URL: " + e.getReason(), e);
        }
    }

    /** A constant, named by its {@link Key} or by its own name in any case. */
    private static Object constant(String text, Class<?> type) {
        for (Object constant : type.getEnumConstants()) {
            if (isNamed(text, (Enum<?>) constant)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(
                "\"%s\" is unknown; valid: %s"
                        .formatted(
                                text,
                                Arrays.stream(type.getEnumConstants())
                                        .map(constant -> name((Enum<?>) constant))
                                        .collect(Collectors.joining(", "))));
    }

    private static boolean isNamed(String text, Enum<?> constant) {
        String name = name(constant);
        return name.equals(constant.name().toLowerCase(Locale.ROOT))
                ? name.equalsIgnoreCase(text)
                : name.equals(text);
    }

    /** Name of an enum constant in configuration files. */
    static String name(Enum<?> constant) {
        try {
            Key key =
                    constant.getDeclaringClass().getField(constant.name()).getAnnotation(Key.class);
            return key == null ? constant.name().toLowerCase(Locale.ROOT) : key.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }
}
