package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.sample.Histogram;
import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.ast.VectorMatching;
import io.gnomon.platform.promql.internal.ast.VectorMatching.Cardinality;
import io.gnomon.platform.promql.internal.exec.Arithmetic.Outcome;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;

import org.jspecify.annotations.Nullable;

/**
 * What a join makes of a series of the many side and one of the one side: the labels of the result
 * and its values.
 *
 * @param swapped the many side is the right one
 */
record Pairing(QueryContext context, Expr.Binary expr, boolean swapped, int steps) {
    VectorMatching matching() {
        return expr.matching();
    }

    boolean isOneToOne() {
        return matching().cardinality() == Cardinality.ONE_TO_ONE;
    }

    /** As in Prometheus the fill values do not change sides with group_right. */
    @Nullable Double fillMany() {
        return matching().fillLeft();
    }

    @Nullable Double fillOne() {
        return matching().fillRight();
    }

    /** Something that calculates; for one thread. */
    Arithmetic arithmetic() {
        return new Arithmetic(expr.operator(), context.remarks(), expr.span());
    }

    Head head(Head many, Head one) {
        Head head = new Head(labels(many.labels(), one.labels()), many.dropName());
        return expr.returnBool() ? head.withoutName(context) : head;
    }

    private Labels labels(Labels many, Labels one) {
        Labels kept = expr.operator().changesMetric() ? many.without(Head.METADATA) : many;
        Labels.Builder builder = kept.toBuilder();
        if (isOneToOne()) {
            for (String name : builder.names()) {
                if (matching().labels().contains(name) != matching().on()) {
                    builder.remove(name);
                }
            }
        }
        for (String name : matching().include()) {
            builder.set(name, one.get(name));
        }
        return builder.build();
    }

    /** Combines two values; a null histogram says that the float counts. */
    Outcome combine(
            Arithmetic arithmetic,
            double many,
            @Nullable Histogram manyHistogram,
            double one,
            @Nullable Histogram oneHistogram)
            throws QueryException {
        return swapped
                ? arithmetic.combine(one, oneHistogram, many, manyHistogram)
                : arithmetic.combine(many, manyHistogram, one, oneHistogram);
    }

    /** Whether an outcome is a value of the result. */
    boolean yields(Outcome outcome) {
        return outcome == Outcome.KEPT || (outcome == Outcome.FILTERED && expr.returnBool());
    }

    /** Puts what was combined last into the result, for an outcome that {@link #yields}. */
    void set(Arithmetic combined, Outcome outcome, int step, Points into) {
        Histogram histogram = combined.histogram;
        if (expr.returnBool()) {
            into.set(step, outcome == Outcome.KEPT ? 1 : 0);
        } else if (histogram == null) {
            into.set(step, combined.value);
        } else {
            into.set(step, histogram);
        }
    }
}
