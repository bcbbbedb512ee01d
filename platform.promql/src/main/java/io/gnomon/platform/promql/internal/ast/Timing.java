package io.gnomon.platform.promql.internal.ast;

import org.jspecify.annotations.Nullable;

/**
 * When a selector or subquery looks.
 *
 * @param offset how far back, null for not at all
 * @param at the fixed time, null for the time of the evaluation
 */
public record Timing(@Nullable DurationExpr offset, @Nullable At at) {
    public static final Timing NOW = new Timing(null, null);

    /** Argument of the {@code @} modifier. */
    public sealed interface At {
        record Fixed(long timeMillis) implements At {}

        record Start() implements At {}

        record End() implements At {}
    }

    public Timing withOffset(DurationExpr newOffset) {
        return new Timing(newOffset, at);
    }

    public Timing withAt(At newAt) {
        return new Timing(offset, newAt);
    }
}
