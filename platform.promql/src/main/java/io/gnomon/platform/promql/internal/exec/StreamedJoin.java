package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.ast.BinaryOperator;
import io.gnomon.platform.promql.internal.exec.Arithmetic.Outcome;
import io.gnomon.platform.promql.internal.exec.Operator.Lane;
import io.gnomon.platform.promql.internal.run.Points;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The common case of a join, in which nothing can go wrong: each match group has one series on the
 * one side, and the series of the many side keep different labels. Those need not be kept.
 *
 * @param numbers of the series on the many side
 * @param heads of the result
 * @param others the series of the one side that each meets
 */
record StreamedJoin(Pairing pairing, int[] numbers, List<Head> heads, Points[] others) {
    /** Null when it is not the common case. */
    static @Nullable StreamedJoin of(
            Pairing pairing, List<Head> manyHeads, Signatures signatures, OneSide one) {
        if (pairing.matching().fills()) {
            return null;
        }
        int[] numbers = new int[manyHeads.size()];
        List<Head> heads = new ArrayList<>();
        List<Points> others = new ArrayList<>();
        Set<Labels> different = new HashSet<>();
        Set<OneSide.Group> used = new HashSet<>();
        for (int i = 0; i < numbers.length; i++) {
            OneSide.Group group = one.groups[signatures.left[i]];
            if (group == null) {
                continue;
            }
            Head head = pairing.head(manyHeads.get(i), group.heads.getFirst());
            if (group.heads.size() > 1
                    || (pairing.isOneToOne() && !used.add(group))
                    || !different.add(head.labels())) {
                return null;
            }
            numbers[heads.size()] = i;
            heads.add(head);
            others.add(group.points.getFirst());
        }
        return new StreamedJoin(pairing, numbers, heads, others.toArray(Points[]::new));
    }

    /** A lane of the result over one of the many side. */
    Lane over(Lane many) {
        Arithmetic arithmetic = pairing.arithmetic();
        return (series, into) -> {
            many.read(numbers[series], into);
            Points other = others[series];
            boolean floats = into.histograms == null && other.histograms == null;
            if (floats && pairing.expr().operator().changesMetric()) {
                calculate(into, other);
            } else {
                combine(arithmetic, into, other);
            }
        };
    }

    /** Floats only, nothing filtered. */
    private void calculate(Points into, Points other) {
        BinaryOperator operator = pairing.expr().operator();
        double[] left = pairing.swapped() ? other.values : into.values;
        double[] right = pairing.swapped() ? into.values : other.values;
        for (int step = 0; step < into.present.length; step++) {
            if (!other.present[step]) {
                into.present[step] = false;
            } else if (into.present[step]) {
                into.values[step] = Arithmetic.apply(operator, left[step], right[step]);
            }
        }
    }

    private void combine(Arithmetic arithmetic, Points into, Points other) throws QueryException {
        for (int step = 0; step < into.steps(); step++) {
            if (into.present[step] && other.present[step]) {
                Outcome outcome =
                        pairing.combine(
                                arithmetic,
                                into.values[step],
                                into.histogram(step),
                                other.values[step],
                                other.histogram(step));
                if (pairing.yields(outcome)) {
                    pairing.set(arithmetic, outcome, step, into);
                    continue;
                }
            }
            into.present[step] = false;
        }
    }
}
