package io.gnomon.platform.core.templates.internal.value;

import java.math.BigInteger;

/** Families of Go types, as far as templates tell them apart. */
public enum Kind {
    NOTHING,
    BOOL,
    INT,
    UINT,
    FLOAT,
    STRING,
    LIST,
    MAP,
    STRUCT,
    FUNCTION;

    public static Kind of(Object value) {
        return switch (value) {
            case String s -> STRING;
            case Long l -> INT;
            case Double d -> FLOAT;
            case Boolean b -> BOOL;
            case BigInteger b -> UINT;
            case GoValue v -> v.kind();
            default -> NOTHING;
        };
    }
}
