package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.sample.Histogram;
import io.gnomon.platform.promql.internal.exec.Arithmetic.Outcome;
import io.gnomon.platform.promql.internal.exec.Operator.Lane;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The general case of a join: the many side goes through step by step, and results whose labels
 * coincide are put together, which may fail.
 */
final class KeptJoin {
    private final Pairing pairing;
    private final Signatures signatures;
    private final OneSide one;
    private final Arithmetic arithmetic;
    private final Map<Labels, Row> rows = new LinkedHashMap<>();

    /** A series of the result. */
    private static final class Row {
        final Head head;
        final Points points;

        /** Steps at which a pair was combined, whether a comparison kept it or not. */
        final boolean[] taken;

        Row(Head head, Points points) {
            this.head = head;
            this.points = points;
            this.taken = new boolean[points.steps()];
        }
    }

    KeptJoin(Pairing pairing, Signatures signatures, OneSide one) {
        this.pairing = pairing;
        this.signatures = signatures;
        this.one = one;
        arithmetic = pairing.arithmetic();
    }

    List<Head> heads() {
        return rows.values().stream().map(row -> row.head).toList();
    }

    List<Points> points() {
        return rows.values().stream().map(row -> row.points).toList();
    }

    void read(List<Head> heads, Lane many) throws QueryException {
        Points points = pairing.context().points(pairing.steps(), "join");
        for (int i = 0; i < heads.size(); i++) {
            many.read(i, points);
            OneSide.Group group = one.groups[signatures.left[i]];
            if (group != null || pairing.fillOne() != null) {
                read(heads.get(i), group, points);
            }
        }
        if (pairing.fillMany() != null) {
            fillMany();
        }
    }

    private void read(Head head, OneSide.@Nullable Group group, Points points)
            throws QueryException {
        Head filler = new Head(signatures.key(head.labels()));
        Row row = null;
        int rowOwner = -2;
        for (int step = 0; step < points.steps(); step++) {
            int owner = group == null ? -1 : group.owner[step];
            if (!points.present[step] || (owner < 0 && pairing.fillOne() == null)) {
                continue;
            }
            Head otherHead = filler;
            Points other = null;
            if (group != null && owner >= 0) {
                otherHead = group.heads.get(owner);
                other = group.points.get(owner);
            }
            if (row == null || rowOwner != owner) {
                row = row(head, otherHead);
                rowOwner = owner;
            }
            combine(row, group, step, points, other);
        }
    }

    /** Series of the one side that found nothing meet the fill value. */
    private void fillMany() throws QueryException {
        for (OneSide.Group group : one.groups) {
            if (group == null) {
                continue;
            }
            for (int step = 0; step < pairing.steps(); step++) {
                int owner = group.owner[step];
                if (owner >= 0 && !group.taken[step]) {
                    Head other = group.heads.get(owner);
                    Row row = row(new Head(signatures.key(other.labels())), other);
                    combine(row, null, step, null, group.points.get(owner));
                }
            }
        }
    }

    private Row row(Head manyHead, Head oneHead) throws QueryException {
        Head head = pairing.head(manyHead, oneHead);
        Row row = rows.get(head.labels());
        if (row == null) {
            pairing.context().budget().reserve(pairing.steps(), "join");
            row = new Row(head, pairing.context().points(pairing.steps(), "join"));
            rows.put(head.labels(), row);
        }
        return row;
    }

    /** Null points stand for a fill value. */
    private void combine(
            Row row,
            OneSide.@Nullable Group group,
            int step,
            @Nullable Points many,
            @Nullable Points other)
            throws QueryException {
        Histogram manyHistogram = many == null ? null : many.histogram(step);
        Histogram otherHistogram = other == null ? null : other.histogram(step);
        Outcome outcome =
                pairing.combine(
                        arithmetic,
                        many == null ? fill(pairing.fillMany()) : many.values[step],
                        manyHistogram,
                        other == null ? fill(pairing.fillOne()) : other.values[step],
                        otherHistogram);
        take(row, group, step, outcome == Outcome.NONE);
        if (pairing.yields(outcome)) {
            pairing.set(arithmetic, outcome, step, row.points);
        }
    }

    private static double fill(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    /**
     * Of one-to-one groups only one series of the many side may have a value at a step, and of
     * others no two with the same labels.
     */
    private void take(Row row, OneSide.@Nullable Group group, int step, boolean groupOnly)
            throws QueryException {
        boolean single = pairing.isOneToOne();
        if (single && group != null && group.taken[step]) {
            throw QueryContext.failure(
                    "multiple matches for labels: many-to-one matching must be explicit"
                            + " (group_left/group_right)");
        }
        if (group != null) {
            group.taken[step] = true;
        }
        if (groupOnly) {
            return;
        }
        if (row.taken[step]) {
            throw QueryContext.failure(
                    single
                            ? "vector cannot contain metrics with the same labelset"
                            : "multiple matches for labels: grouping labels must ensure unique"
                                    + " matches");
        }
        row.taken[step] = true;
    }
}
