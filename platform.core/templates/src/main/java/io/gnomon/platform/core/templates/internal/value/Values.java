package io.gnomon.platform.core.templates.internal.value;

import java.math.BigInteger;
import java.util.List;

/** Questions that every part asks of values. */
public final class Values {
    private Values() {}

    /** The type as Go prints it; {@code <nil>} for nothing. */
    public static String type(Object value) {
        return switch (Kind.of(value)) {
            case STRING -> value instanceof GoValue v ? v.type() : "string";
            case INT -> value instanceof GoValue v ? v.type() : "int";
            case FLOAT -> "float64";
            case BOOL -> "bool";
            case UINT -> "uint64";
            case NOTHING -> "<nil>";
            default -> ((GoValue) value).type();
        };
    }

    public static boolean isNothing(Object value) {
        return value instanceof Nothing;
    }

    /** What {@code if}, {@code and}, {@code not} take for true: everything but zero and empty. */
    public static boolean truth(Object value) {
        return switch (Kind.of(value)) {
            case BOOL -> (Boolean) value;
            case INT -> integer(value) != 0;
            case UINT -> ((BigInteger) value).signum() != 0;
            case FLOAT -> (Double) value != 0;
            case STRING -> !text(value).isEmpty();
            case LIST -> !((GoList) value).items().isEmpty();
            case MAP -> !((GoMap) value).entries().isEmpty();
            case STRUCT, FUNCTION -> true;
            case NOTHING -> false;
        };
    }

    /** The number of a value of {@link Kind#INT}. */
    public static long integer(Object value) {
        return value instanceof GoInt i ? i.value() : (Long) value;
    }

    /** The characters of a value of {@link Kind#STRING}. */
    public static String text(Object value) {
        return value instanceof TypedText t ? t.text() : (String) value;
    }

    public static GoList strings(List<String> items) {
        return new GoList("[]string", List.copyOf(items));
    }
}
