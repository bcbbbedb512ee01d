package io.gnomon.platform.promql.internal.plan;

import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.ast.DurationExpr;
import io.gnomon.platform.promql.internal.run.QueryContext;

/** Values of durations in one query, whose step and range are known here. */
final class DurationValues {
    private final double stepSeconds;
    private final double rangeSeconds;

    DurationValues(long stepMillis, long rangeMillis) {
        this.stepSeconds = stepMillis / 1000.0;
        this.rangeSeconds = rangeMillis / 1000.0;
    }

    /** Milliseconds of a range or step, which has to be positive. */
    long positiveMillis(DurationExpr expr) throws QueryException {
        long millis = millis(expr);
        if (millis <= 0) {
            throw QueryContext.failure("duration must be greater than 0");
        }
        return millis;
    }

    long millis(DurationExpr expr) throws QueryException {
        if (expr instanceof DurationExpr.Literal literal) {
            return Math.round(literal.seconds() * 1000);
        }
        double seconds = seconds(expr);
        if (!(Math.abs(seconds) < Long.MAX_VALUE / 1e9)) {
            throw QueryContext.failure("duration is out of range");
        }
        return (long) (seconds * 1000);
    }

    private double seconds(DurationExpr expr) throws QueryException {
        return switch (expr) {
            case DurationExpr.Literal l -> l.seconds();
            case DurationExpr.Step s -> stepSeconds;
            case DurationExpr.Range r -> rangeSeconds;
            case DurationExpr.Negate n -> -seconds(n.operand());
            case DurationExpr.Paren p -> seconds(p.inner());
            case DurationExpr.Extreme e ->
                    e.max()
                            ? Math.max(seconds(e.left()), seconds(e.right()))
                            : Math.min(seconds(e.left()), seconds(e.right()));
            case DurationExpr.Binary b -> binary(b);
        };
    }

    private double binary(DurationExpr.Binary b) throws QueryException {
        double left = seconds(b.left());
        double right = seconds(b.right());
        return switch (b.operator()) {
            case ADD -> left + right;
            case SUB -> left - right;
            case MUL -> left * right;
            case POW -> Math.pow(left, right);
            case DIV -> {
                if (right == 0) {
                    throw QueryContext.failure("division by zero");
                }
                yield left / right;
            }
            case MOD -> {
                if (right == 0) {
                    throw QueryContext.failure("modulo by zero");
                }
                yield left % right;
            }
            default ->
                    throw QueryContext.failure(
                            "unexpected duration expression operator \""
                                    + b.operator().text()
                                    + "\"");
        };
    }
}
