package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.query.QueryException;
import io.gnomon.model.sample.Histogram;
import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.exec.Arithmetic.Outcome;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;

import java.util.List;

/** A binary operator between a vector and a number. */
public final class ScalarJoin implements Operator.Vectors {
    private final QueryContext context;
    private final Vectors vector;
    private final Scalars scalar;
    private final boolean scalarLeft;
    private final Expr.Binary expr;
    private double[] numbers = new double[0];

    public ScalarJoin(
            QueryContext context,
            Vectors vector,
            Scalars scalar,
            boolean scalarLeft,
            Expr.Binary expr) {
        this.context = context;
        this.vector = vector;
        this.scalar = scalar;
        this.scalarLeft = scalarLeft;
        this.expr = expr;
    }

    @Override
    public List<Head> heads() throws QueryException {
        numbers = scalar.values();
        List<Head> heads = vector.heads();
        if (!expr.operator().changesMetric() && !expr.returnBool()) {
            return heads;
        }
        return Head.withoutNames(heads, context);
    }

    @Override
    public Lane lane() throws QueryException {
        Lane lane = vector.lane();
        Arithmetic arithmetic = new Arithmetic(expr.operator(), context.remarks(), expr.span());
        return (series, into) -> {
            lane.read(series, into);
            if (into.histograms == null && expr.operator().changesMetric()) {
                floats(into);
                return;
            }
            for (int step = 0; step < into.steps(); step++) {
                if (into.present[step]) {
                    element(arithmetic, into, step);
                }
            }
        };
    }

    @Override
    public boolean isShared() {
        return vector.isShared();
    }

    /** The common case: floats only, nothing filtered. */
    private void floats(Points into) {
        double[] values = into.values;
        for (int step = 0; step < values.length; step++) {
            if (into.present[step]) {
                values[step] =
                        scalarLeft
                                ? Arithmetic.apply(expr.operator(), numbers[step], values[step])
                                : Arithmetic.apply(expr.operator(), values[step], numbers[step]);
            }
        }
    }

    private void element(Arithmetic arithmetic, Points into, int step) throws QueryException {
        double value = into.values[step];
        Histogram histogram = into.histogram(step);
        Outcome outcome =
                scalarLeft
                        ? arithmetic.combine(numbers[step], null, value, histogram)
                        : arithmetic.combine(value, histogram, numbers[step], null);
        if (outcome == Outcome.NONE || (outcome == Outcome.FILTERED && !expr.returnBool())) {
            into.present[step] = false;
        } else if (expr.returnBool()) {
            into.set(step, outcome == Outcome.KEPT ? 1 : 0);
        } else if (!expr.operator().isComparison()) {
            Histogram result = arithmetic.histogram;
            if (result == null) {
                into.set(step, arithmetic.value);
            } else {
                into.set(step, result);
            }
        }
        // A comparison that holds keeps the vector's value, whichever side it is on.
    }

    @Override
    public String describe() {
        return expr.operator().text() + " with a number";
    }

    @Override
    public List<Operator> inputs() {
        return scalarLeft ? List.of(scalar, vector) : List.of(vector, scalar);
    }
}
