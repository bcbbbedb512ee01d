package io.gnomon.platform.promql.internal.parser;

import io.gnomon.platform.promql.internal.ast.DurationExpr;
import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.ast.Expr.Extension;
import io.gnomon.platform.promql.internal.ast.Span;
import io.gnomon.platform.promql.internal.ast.Timing;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;

/** Adds what follows a selector or subquery to it; what cannot follow is noted and left out. */
final class Modifiers {
    private static final String UNRANGED = "ranges only allowed for vector selectors";

    /** In place of what had to be a selector. */
    private static final Expr.VectorSelector NO_SELECTOR =
            new Expr.VectorSelector("", List.of(), Timing.NOW, Extension.NONE, Span.NONE);

    private final ParseErrors errors;
    private final ParserOptions options;

    Modifiers(ParseErrors errors, ParserOptions options) {
        this.errors = errors;
        this.options = options;
    }

    Expr offset(Expr expr, DurationExpr offset, int end) {
        Timing timing = timing(expr, "offset");
        if (timing == null) {
            return expr;
        }
        if (timing.offset() != null) {
            errors.add(expr.span(), "offset may not be set multiple times");
        }
        return with(expr, timing.withOffset(offset), end);
    }

    Expr at(Expr expr, Timing.At at, int end) {
        Timing timing = timing(expr, "@");
        if (timing == null) {
            return expr;
        }
        if (timing.at() != null) {
            errors.add(expr.span(), "@ <timestamp> may not be set multiple times");
        }
        return with(expr, timing.withAt(at), end);
    }

    Timing.At timestamp(Expr expr, double seconds) {
        if (!(Math.abs(seconds) < (double) Long.MAX_VALUE)) {
            String shown =
                    Double.isNaN(seconds)
                            ? "NaN"
                            : Double.isInfinite(seconds)
                                    ? (seconds > 0 ? "+Inf" : "-Inf")
                                    : new BigDecimal(seconds).setScale(6).toPlainString();
            errors.add(expr.span(), "timestamp out of bounds for @ modifier: " + shown);
        }
        return new Timing.At.Fixed(Math.round(seconds * 1000));
    }

    /**
     * The timing that an expression has so far; null, with the error noted, if it can have none.
     */
    private @Nullable Timing timing(Expr expr, String modifier) {
        return switch (expr) {
            case Expr.VectorSelector v -> v.timing();
            case Expr.Subquery s -> s.timing();
            case Expr.MatrixSelector m when !m.selector().equals(NO_SELECTOR) ->
                    m.selector().timing();
            case Expr.MatrixSelector m -> refused(m, UNRANGED);
            default ->
                    refused(
                            expr,
                            modifier
                                    + " modifier must be preceded by an instant vector selector or"
                                    + " range vector selector or a subquery");
        };
    }

    private @Nullable Timing refused(Expr expr, String message) {
        errors.add(expr.span(), message);
        return null;
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

    Expr extend(Expr expr, Extension extension) {
        if (!options.extendedRanges()) {
            errors.add(expr.span(), extension.text() + " modifier is experimental and not enabled");
            return expr;
        }
        return switch (expr) {
            case Expr.VectorSelector v -> extended(v, extension, expr.span());
            case Expr.MatrixSelector m ->
                    new Expr.MatrixSelector(
                            extended(m.selector(), extension, expr.span()), m.range(), m.span());
            case Expr.Subquery s -> {
                errors.add(
                        s.span(), extension.text() + " modifier is not supported for subqueries");
                yield s;
            }
            default -> {
                errors.add(expr.span(), extension.text() + " modifier not implemented");
                yield expr;
            }
        };
    }

    private Expr.VectorSelector extended(Expr.VectorSelector v, Extension extension, Span span) {
        if (v.extension() != Extension.NONE && v.extension() != extension) {
            errors.add(span, "anchored and smoothed modifiers cannot be used together");
        }
        return new Expr.VectorSelector(v.name(), v.matchers(), v.timing(), extension, v.span());
    }

    void checkPositive(DurationExpr duration) {
        if (duration instanceof DurationExpr.Literal literal && literal.seconds() <= 0) {
            errors.add(literal.span(), "duration must be greater than 0");
        }
    }

    /**
     * The selector before a range.
     *
     * @param brackets where the range stands
     */
    Expr.VectorSelector ranged(Expr expr, Span brackets) {
        if (!(expr instanceof Expr.VectorSelector selector)) {
            errors.add(brackets, UNRANGED);
            return NO_SELECTOR;
        }
        if (selector.timing().offset() != null) {
            errors.add(brackets, "no offset modifiers allowed before range");
        } else if (selector.timing().at() != null) {
            errors.add(brackets, "no @ modifiers allowed before range");
        }
        return selector;
    }
}
