package io.gnomon.spi.common;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Value of a component that is not given, written as in YAML: {@code 30s}, {@code true}, {@code [a,
 * b]}. A component without it, which is not marked {@code @Nullable}, is required when its type is
 * a text, a number, a duration or an enum; lists and maps are empty, nested records are bound from
 * nothing, booleans false.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Default {
    String value();
}
