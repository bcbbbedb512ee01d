package io.gnomon.platform.promql.internal.ast;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * How the series of two vectors find each other.
 *
 * @param on true: {@code on(labels)}; false: {@code ignoring(labels)}
 * @param include labels that {@code group_left} or {@code group_right} takes from the "one" side
 * @param fillLeft value of a series that is missing on the left, null for none
 * @param fillRight value of a series that is missing on the right, null for none
 */
public record VectorMatching(
        Cardinality cardinality,
        boolean on,
        List<String> labels,
        List<String> include,
        @Nullable Double fillLeft,
        @Nullable Double fillRight) {
    /** How many series of each side belong together. */
    public enum Cardinality {
        ONE_TO_ONE,
        MANY_TO_ONE,
        ONE_TO_MANY,
        MANY_TO_MANY
    }

    /** No modifier given. */
    public static final VectorMatching DEFAULT =
            new VectorMatching(Cardinality.ONE_TO_ONE, false, List.of(), List.of(), null, null);

    public VectorMatching withCardinality(Cardinality other) {
        return new VectorMatching(other, on, labels, include, fillLeft, fillRight);
    }

    public boolean grouped() {
        return cardinality == Cardinality.MANY_TO_ONE || cardinality == Cardinality.ONE_TO_MANY;
    }

    public boolean fills() {
        return fillLeft != null || fillRight != null;
    }
}
