package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.exec.Operator.Vectors;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The one side of a join, kept: its series by match group. */
final class OneSide {
    /** The series of a match group: which of them has a value at each step. */
    static final class Group {
        final List<Head> heads = new ArrayList<>();
        final List<Points> points = new ArrayList<>();

        /** Number of the series at each step, -1 where there is none. */
        final int[] owner;

        /** Steps at which a series of the many side was combined with it. */
        final boolean[] taken;

        Group(int steps) {
            owner = new int[steps];
            Arrays.fill(owner, -1);
            taken = new boolean[steps];
        }
    }

    /** By number of {@link Signatures}; null where the one side has no series. */
    final @Nullable Group[] groups;

    private final Pairing pairing;
    private final Signatures signatures;

    private OneSide(Pairing pairing, Signatures signatures) {
        this.pairing = pairing;
        this.signatures = signatures;
        groups = new @Nullable Group[signatures.count()];
    }

    /**
     * Reads all series.
     *
     * @param alone the many side has no series; nobody minds then that several have a value at one
     *     step
     */
    static OneSide read(
            Pairing pairing, Signatures signatures, Vectors input, List<Head> heads, boolean alone)
            throws QueryException {
        OneSide side = new OneSide(pairing, signatures);
        Points[] kept = Scan.keep(pairing.context(), input, heads.size(), pairing.steps(), "join");
        for (int i = 0; i < kept.length; i++) {
            side.add(signatures.right[i], heads.get(i), kept[i], alone);
        }
        return side;
    }

    private void add(int number, Head head, Points points, boolean alone) throws QueryException {
        Group group = groups[number];
        if (group == null) {
            pairing.context().budget().reserve(5L * pairing.steps(), "join");
            group = new Group(pairing.steps());
            groups[number] = group;
        }
        for (int step = 0; step < points.steps(); step++) {
            if (points.present[step]) {
                if (group.owner[step] >= 0 && !alone) {
                    throw duplicate(head, group.heads.get(group.owner[step]));
                }
                group.owner[step] = group.heads.size();
            }
        }
        group.heads.add(head);
        group.points.add(points);
    }

    private QueryException duplicate(Head a, Head b) {
        return QueryContext.failure(
                "found duplicate series for the match group "
                        + signatures.key(a.labels())
                        + " on the "
                        + (pairing.swapped() ? "left" : "right")
                        + " hand-side of the operation: ["
                        + b.labels()
                        + ", "
                        + a.labels()
                        + "];many-to-many matching not allowed: matching labels must be unique"
                        + " on one side");
    }
}
