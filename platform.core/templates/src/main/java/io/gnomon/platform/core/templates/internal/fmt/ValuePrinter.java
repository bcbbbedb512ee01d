package io.gnomon.platform.core.templates.internal.fmt;

import io.gnomon.platform.core.templates.internal.value.GoList;
import io.gnomon.platform.core.templates.internal.value.GoMap;
import io.gnomon.platform.core.templates.internal.value.GoStruct;
import io.gnomon.platform.core.templates.internal.value.GoValue;
import io.gnomon.platform.core.templates.internal.value.Kind;
import io.gnomon.platform.core.templates.internal.value.Values;

import java.math.BigInteger;
import java.util.Map;

/** Prints one value, whatever it is made of, under a verb. */
final class ValuePrinter {
    /** Lists within lists; deeper than any template's data. */
    private static final int DEPTH_MAX = 100;

    private final StringBuilder out;
    private final Flags flags;
    private final Scalars scalars;

    ValuePrinter(StringBuilder out, Flags flags) {
        this.out = out;
        this.flags = flags;
        this.scalars = new Scalars(out, flags);
    }

    void print(Object value, int verb, int depth) {
        if (depth > DEPTH_MAX) {
            out.append("...");
            return;
        }
        Kind kind = Kind.of(value);
        if (verb == 'T') {
            scalars.text(Values.type(value), 's');
        } else if (kind == Kind.NOTHING) {
            nothing(verb);
        } else if (verb == 'p') {
            bad(value, verb);
        } else if (!printsItself(value, verb)) {
            byKind(value, kind, verb, depth);
        }
    }

    private void nothing(int verb) {
        if (verb == 'v') {
            flags.padWithSpaces(out, "<nil>");
        } else {
            out.append("%!").appendCodePoint(verb).append("(<nil>)");
        }
    }

    /** What has a method String is printed by it under the verbs for strings. */
    private boolean printsItself(Object value, int verb) {
        boolean forStrings = "vsxXq".indexOf(verb) >= 0;
        if (!forStrings || flags.sharpV || !(value instanceof GoValue v)) {
            return false;
        }
        String text = v.string();
        if (text == null) {
            return false;
        }
        scalars.text(text, verb);
        return true;
    }

    private void byKind(Object value, Kind kind, int verb, int depth) {
        boolean good =
                switch (kind) {
                    case BOOL -> scalars.bool((Boolean) value, verb);
                    case INT -> scalars.integer(BigInteger.valueOf(Values.integer(value)), verb);
                    case UINT -> scalars.integer((BigInteger) value, verb);
                    case FLOAT -> scalars.real((Double) value, verb);
                    case STRING -> scalars.text(Values.text(value), verb);
                    case LIST -> list((GoList) value, verb, depth);
                    case MAP -> map((GoMap) value, verb, depth);
                    case STRUCT -> struct(value, verb, depth);
                    case FUNCTION, NOTHING -> false;
                };
        if (!good) {
            bad(value, verb);
        }
    }

    /** A verb that means nothing for the value: {@code %!d(string=hi)}. */
    private void bad(Object value, int verb) {
        out.append("%!").appendCodePoint(verb).append('(').append(Values.type(value)).append('=');
        new ValuePrinter(out, new Flags()).print(value, 'v', 0);
        out.append(')');
    }

    private boolean list(GoList list, int verb, int depth) {
        out.append(flags.sharpV ? list.type() + "{" : "[");
        String between = "";
        for (Object item : list.items()) {
            out.append(between);
            print(item, verb, depth + 1);
            between = flags.sharpV ? ", " : " ";
        }
        out.append(flags.sharpV ? '}' : ']');
        return true;
    }

    private boolean map(GoMap map, int verb, int depth) {
        out.append(flags.sharpV ? map.type() + "{" : "map[");
        String between = "";
        for (Map.Entry<String, Object> entry : map.entries().entrySet()) {
            out.append(between);
            print(entry.getKey(), verb, depth + 1);
            out.append(':');
            print(entry.getValue(), verb, depth + 1);
            between = flags.sharpV ? ", " : " ";
        }
        out.append(flags.sharpV ? '}' : ']');
        return true;
    }

    private boolean struct(Object value, int verb, int depth) {
        if (!(value instanceof GoStruct struct)) {
            return false;
        }
        out.append(flags.sharpV ? struct.type() : "").append('{');
        String between = "";
        for (GoStruct.Field field : struct.fields()) {
            out.append(between);
            if (flags.plusV || flags.sharpV) {
                out.append(field.name()).append(':');
            }
            print(field.value(), verb, depth + 1);
            between = flags.sharpV ? ", " : " ";
        }
        out.append('}');
        return true;
    }
}
