package io.gnomon.platform.core.templates.internal.exec;

import io.gnomon.platform.core.templates.internal.fmt.Escaping;
import io.gnomon.platform.core.templates.internal.fmt.Format;
import io.gnomon.platform.core.templates.internal.value.CallException;
import io.gnomon.platform.core.templates.internal.value.Function;
import io.gnomon.platform.core.templates.internal.value.GoList;
import io.gnomon.platform.core.templates.internal.value.GoMap;
import io.gnomon.platform.core.templates.internal.value.Kind;
import io.gnomon.platform.core.templates.internal.value.Nothing;
import io.gnomon.platform.core.templates.internal.value.Parameter;
import io.gnomon.platform.core.templates.internal.value.Values;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The language's own functions; https://pkg.go.dev/text/template#hdr-Functions. */
public final class Builtins {
    private static final Parameter VALUE = Parameter.VALUE;
    private static final Parameter ANY = Parameter.ANY;

    /** By name. {@code and} and {@code or} are run by {@link Calls} and only named here. */
    public static final Map<String, Function> FUNCTIONS =
            Map.ofEntries(
                    Map.entry("and", Function.variadic(List::getLast, VALUE, VALUE)),
                    Map.entry("or", Function.variadic(List::getLast, VALUE, VALUE)),
                    Map.entry("not", Function.of(a -> !Values.truth(a.getFirst()), VALUE)),
                    Map.entry("len", Function.of(a -> length(a.getFirst()), VALUE)),
                    Map.entry("index", Function.variadic(Builtins::index, VALUE, VALUE)),
                    Map.entry("slice", Function.variadic(Slices::slice, VALUE, VALUE)),
                    Map.entry("call", Function.variadic(Builtins::call, VALUE, VALUE)),
                    Map.entry("print", Function.variadic(Format::sprint, ANY)),
                    Map.entry("println", Function.variadic(Format::sprintln, ANY)),
                    Map.entry("printf", Function.variadic(Builtins::printf, Parameter.STRING, ANY)),
                    Map.entry("html", Function.variadic(a -> Escaping.html(joined(a)), ANY)),
                    Map.entry("js", Function.variadic(a -> Escaping.js(joined(a)), ANY)),
                    Map.entry("urlquery", Function.variadic(a -> Escaping.query(joined(a)), ANY)),
                    Map.entry("eq", Function.variadic(Comparison::equal, VALUE, VALUE)),
                    Map.entry("ne", Function.of(Comparison::notEqual, VALUE, VALUE)),
                    Map.entry(
                            "lt",
                            Function.of(a -> Comparison.less(a.get(0), a.get(1)), VALUE, VALUE)),
                    Map.entry("le", Function.of(Comparison::atMost, VALUE, VALUE)),
                    Map.entry("gt", Function.of(a -> !Comparison.atMost(a), VALUE, VALUE)),
                    Map.entry(
                            "ge",
                            Function.of(a -> !Comparison.less(a.get(0), a.get(1)), VALUE, VALUE)));

    private Builtins() {}

    private static String printf(List<Object> arguments) {
        String format = (String) arguments.getFirst();
        return Format.sprintf(format, arguments.subList(1, arguments.size()));
    }

    /** The arguments as one string, as print joins them. */
    private static String joined(List<Object> arguments) {
        return Format.sprint(
                arguments.stream().map(a -> Values.isNothing(a) ? "<no value>" : a).toList());
    }

    private static Object length(Object value) throws CallException {
        return switch (Kind.of(value)) {
            case STRING -> (long) Values.text(value).getBytes(StandardCharsets.UTF_8).length;
            case LIST -> (long) ((GoList) value).items().size();
            case MAP -> (long) ((GoMap) value).entries().size();
            case NOTHING ->
                    throw new CallException("reflect: call of reflect.Value.Type on zero Value");
            default -> throw new CallException("len of type " + Values.type(value));
        };
    }

    private static Object call(List<Object> arguments) throws CallException {
        Object function = arguments.getFirst();
        if (Values.isNothing(function)) {
            throw new CallException("call of nil");
        }
        throw new CallException(
                "non-function " + Format.text(function) + " of type " + Values.type(function));
    }

    private static Object index(List<Object> arguments) throws CallException {
        Object item = arguments.getFirst();
        if (Values.isNothing(item)) {
            throw new CallException("index of untyped nil");
        }
        for (Object index : arguments.subList(1, arguments.size())) {
            item = index(item, index);
        }
        return item;
    }

    private static Object index(Object item, Object index) throws CallException {
        return switch (Kind.of(item)) {
            case LIST -> {
                List<Object> items = ((GoList) item).items();
                yield items.get(position(index, items.size() - 1));
            }
            case STRING -> {
                byte[] bytes = Values.text(item).getBytes(StandardCharsets.UTF_8);
                yield (long) (bytes[position(index, bytes.length - 1)] & 255);
            }
            case MAP -> {
                if (Values.isNothing(index)) {
                    throw new CallException("value is nil; should be of type string");
                }
                if (Kind.of(index) != Kind.STRING) {
                    throw new CallException(
                            "value has type " + Values.type(index) + "; should be string");
                }
                GoMap map = (GoMap) item;
                yield Objects.requireNonNullElse(
                        map.entries().get(Values.text(index)), map.missing());
            }
            case NOTHING -> throw new CallException("index of nil pointer");
            default -> throw new CallException("can't index item of type " + Values.type(item));
        };
    }

    /** An index between 0 and {@code most}. */
    static int position(Object index, int most) throws CallException {
        if (index instanceof Nothing) {
            throw new CallException("cannot index slice/array with nil");
        }
        if (Kind.of(index) != Kind.INT) {
            throw new CallException("cannot index slice/array with type " + Values.type(index));
        }
        long position = Values.integer(index);
        if (position < 0 || position > most) {
            throw new CallException("index out of range: " + position);
        }
        return (int) position;
    }
}
