package io.gnomon.platform.promql.internal.ast;

/** A range, offset or step: a literal, or arithmetic over literals, step() and range(). */
public sealed interface DurationExpr {
    Span span();

    /**
     * A number of seconds.
     *
     * @param unit whether it was written with units
     */
    record Literal(double seconds, boolean unit, Span span) implements DurationExpr {}

    /** {@code step()}: the step of the query. */
    record Step(Span span) implements DurationExpr {}

    /** {@code range()}: from the start to the end of the query. */
    record Range(Span span) implements DurationExpr {}

    record Negate(DurationExpr operand, Span span) implements DurationExpr {}

    record Paren(DurationExpr inner, Span span) implements DurationExpr {}

    record Binary(BinaryOperator operator, DurationExpr left, DurationExpr right)
            implements DurationExpr {
        @Override
        public Span span() {
            return left.span().to(right.span());
        }
    }

    /** {@code min_of(a, b)} or {@code max_of(a, b)}. */
    record Extreme(boolean max, DurationExpr left, DurationExpr right, Span span)
            implements DurationExpr {}
}
