package io.gnomon.platform.promql.internal.ast;

import java.util.List;

/**
 * A function's name and types.
 *
 * @param variadic how many of the last arguments may be missing or be repeated: 0 for none, n for
 *     at most n more than the others, -1 for any number
 */
public record FunctionSignature(
        String name,
        List<ValueType> arguments,
        int variadic,
        ValueType result,
        boolean experimental) {}
