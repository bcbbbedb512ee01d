package io.gnomon.platform.core.templates.internal.value;

import java.util.List;

/**
 * What a template can call: a function or a method bound to its receiver.
 *
 * @param parameters types of the parameters; of a variadic function the last stands for any number
 */
public record Function(List<Parameter> parameters, boolean variadic, Body body) {
    /** Computes the result. The arguments are as many and of the types that are declared. */
    public interface Body {
        Object call(List<Object> arguments) throws CallException;
    }

    public static Function of(Body body, Parameter... parameters) {
        return new Function(List.of(parameters), false, body);
    }

    public static Function variadic(Body body, Parameter... parameters) {
        return new Function(List.of(parameters), true, body);
    }

    /** A method without arguments. */
    public static Function getter(Object value) {
        return new Function(List.of(), false, none -> value);
    }
}
