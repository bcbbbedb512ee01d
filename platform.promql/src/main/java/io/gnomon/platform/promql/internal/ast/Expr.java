package io.gnomon.platform.promql.internal.ast;

import io.gnomon.model.labels.Matcher;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** An expression. */
public sealed interface Expr {
    Span span();

    ValueType type();

    /**
     * A number.
     *
     * @param duration whether it was written with units, as 5m for 300
     */
    record NumberLiteral(double value, boolean duration, Span span) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.SCALAR;
        }
    }

    record StringLiteral(String value, Span span) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.STRING;
        }
    }

    /** How values at the borders of a range are found. */
    enum Extension {
        NONE(""),
        ANCHORED("anchored"),
        SMOOTHED("smoothed");

        private final String text;

        Extension(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /**
     * An instant selector.
     *
     * @param name the metric name before the braces, empty when there is none
     * @param matchers all conditions, that of the name among them and last
     */
    record VectorSelector(
            String name, List<Matcher> matchers, Timing timing, Extension extension, Span span)
            implements Expr {
        @Override
        public ValueType type() {
            return ValueType.VECTOR;
        }
    }

    /** The timing is the selector's. */
    record MatrixSelector(VectorSelector selector, DurationExpr range, Span span) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.MATRIX;
        }
    }

    /**
     * An expression over a grid of its own.
     *
     * @param step null for the engine's default
     */
    record Subquery(
            Expr expr, DurationExpr range, @Nullable DurationExpr step, Timing timing, Span span)
            implements Expr {
        @Override
        public ValueType type() {
            return ValueType.MATRIX;
        }
    }

    record Paren(Expr expr, Span span) implements Expr {
        @Override
        public ValueType type() {
            return expr.type();
        }
    }

    record Unary(boolean negative, Expr expr, Span span) implements Expr {
        @Override
        public ValueType type() {
            return expr.type();
        }
    }

    /**
     * A binary operator with its operands.
     *
     * @param matching of two vectors; ignored when one side is a scalar
     * @param operatorSpan the operator with its modifiers
     */
    record Binary(
            BinaryOperator operator,
            Expr left,
            Expr right,
            boolean returnBool,
            VectorMatching matching,
            Span operatorSpan)
            implements Expr {
        @Override
        public Span span() {
            return left.span().to(right.span());
        }

        @Override
        public ValueType type() {
            return left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR
                    ? ValueType.SCALAR
                    : ValueType.VECTOR;
        }
    }

    /**
     * An aggregation.
     *
     * @param param k, q or label of the operators that have one
     */
    record Aggregate(
            AggregateOperator operator,
            @Nullable Expr param,
            Expr expr,
            List<String> grouping,
            boolean without,
            Span span)
            implements Expr {
        @Override
        public ValueType type() {
            return ValueType.VECTOR;
        }
    }

    record Call(FunctionSignature function, List<Expr> args, Span span) implements Expr {
        @Override
        public ValueType type() {
            return function.result();
        }
    }
}
