package io.gnomon.platform.promql.internal.parser;

import io.gnomon.platform.promql.internal.ast.DurationExpr;
import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.ast.Expr.Extension;
import io.gnomon.platform.promql.internal.ast.Span;
import io.gnomon.platform.promql.internal.ast.Timing;

import org.jspecify.annotations.Nullable;

/** Adds what follows a selector or subquery to it. */
final class Modifiers {
    private Modifiers() {}

    static Expr offset(Expr expr, DurationExpr offset, int end) throws ParseException {
        Timing timing = timing(expr);
        if (timing == null) {
            throw new ParseException(
                    expr.span(),
                    "offset modifier must be preceded by an instant vector selector or range"
                            + " vector selector or a subquery");
        }
        if (timing.offset() != null) {
            throw new ParseException(expr.span(), "offset may not be set multiple times");
        }
        return with(expr, timing.withOffset(offset), end);
    }

    static Expr at(Expr expr, Timing.At at, int end) throws ParseException {
        Timing timing = timing(expr);
        if (timing == null) {
            throw new ParseException(
                    expr.span(),
                    "@ modifier must be preceded by an instant vector selector or range vector"
                            + " selector or a subquery");
        }
        if (timing.at() != null) {
            throw new ParseException(expr.span(), "@ <timestamp> may not be set multiple times");
        }
        return with(expr, timing.withAt(at), end);
    }

    static Timing.At timestamp(Expr expr, double seconds) throws ParseException {
        if (Double.isNaN(seconds) || Math.abs(seconds) >= (double) Long.MAX_VALUE) {
            String shown =
                    Double.isNaN(seconds)
                            ? "NaN"
                            : Double.isInfinite(seconds)
                                    ? (seconds > 0 ? "+Inf" : "-Inf")
                                    : String.format("%.6f", seconds);
            throw new ParseException(
                    expr.span(), "timestamp out of bounds for @ modifier: " + shown);
        }
        return new Timing.At.Fixed(Math.round(seconds * 1000));
    }

    private static @Nullable Timing timing(Expr expr) {
        return switch (expr) {
            case Expr.VectorSelector v -> v.timing();
            case Expr.MatrixSelector m -> m.selector().timing();
            case Expr.Subquery s -> s.timing();
            default -> null;
        };
    }

    private static Expr with(Expr expr, Timing timing, int end) {
        Span span = expr.span().endingAt(end);
        return switch (expr) {
            case Expr.VectorSelector v ->
                    new Expr.VectorSelector(v.name(), v.matchers(), timing, v.extension(), span);
            case Expr.MatrixSelector m -> {
                Expr.VectorSelector v = m.selector();
                yield new Expr.MatrixSelector(
                        new Expr.VectorSelector(
                                v.name(), v.matchers(), timing, v.extension(), v.span()),
                        m.range(),
                        span);
            }
            case Expr.Subquery s -> new Expr.Subquery(s.expr(), s.range(), s.step(), timing, span);
            default -> throw new IllegalArgumentException("no timing on " + expr);
        };
    }

    static Expr extend(Expr expr, Extension extension, ParserOptions options)
            throws ParseException {
        if (!options.extendedRanges()) {
            throw new ParseException(
                    expr.span(), extension.text() + " modifier is experimental and not enabled");
        }
        return switch (expr) {
            case Expr.VectorSelector v -> extended(v, extension, expr.span());
            case Expr.MatrixSelector m ->
                    new Expr.MatrixSelector(
                            extended(m.selector(), extension, expr.span()), m.range(), m.span());
            case Expr.Subquery s ->
                    throw new ParseException(
                            s.span(),
                            extension.text() + " modifier is not supported for subqueries");
            default ->
                    throw new ParseException(
                            expr.span(), extension.text() + " modifier not implemented");
        };
    }

    private static Expr.VectorSelector extended(
            Expr.VectorSelector v, Extension extension, Span span) throws ParseException {
        if (v.extension() != Extension.NONE && v.extension() != extension) {
            throw new ParseException(
                    span, "anchored and smoothed modifiers cannot be used together");
        }
        return new Expr.VectorSelector(v.name(), v.matchers(), v.timing(), extension, v.span());
    }

    static void checkPositive(DurationExpr duration) throws ParseException {
        if (duration instanceof DurationExpr.Literal literal && literal.seconds() <= 0) {
            throw new ParseException(literal.span(), "duration must be greater than 0");
        }
    }

    static void checkUntimed(Expr.VectorSelector selector, Span brackets) throws ParseException {
        if (selector.timing().offset() != null) {
            throw new ParseException(brackets, "no offset modifiers allowed before range");
        }
        if (selector.timing().at() != null) {
            throw new ParseException(brackets, "no @ modifiers allowed before range");
        }
    }
}
