package io.gnomon.platform.core.templates.internal.value;

import java.util.List;

/** Types of parameters, with the names that Go's messages use. */
public enum Parameter {
    /** Everything, also nothing: what the language's own functions take. */
    VALUE("reflect.Value"),
    ANY("interface {}"),
    STRING("string"),
    BOOL("bool"),
    INT("int"),
    FLOAT("float64"),
    STRINGS("[]string"),
    LIST("[]interface {}"),
    TIME("time.Time"),
    DURATION("time.Duration"),
    SAMPLE("*template.sample"),
    SAMPLES("template.queryResult");

    private final String type;

    Parameter(String type) {
        this.type = type;
    }

    public String type() {
        return type;
    }

    /** Whether nil may be given. */
    public boolean takesNil() {
        return switch (this) {
            case VALUE, ANY, STRINGS, LIST, SAMPLE, SAMPLES -> true;
            default -> false;
        };
    }

    /** What stands for nil. */
    public Object zero() {
        return switch (this) {
            case STRINGS, LIST, SAMPLES -> new GoList(type, List.of());
            default -> Nothing.NIL;
        };
    }

    /** Whether a value may be given as it is. */
    public boolean takes(Object value) {
        return switch (this) {
            case VALUE, ANY -> true;
            default -> {
                String given = Values.type(value);
                yield given.equals(type) || given.equals("*" + type);
            }
        };
    }
}
