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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A binary operator between two vectors. "One" is the side of which each match group may have at
 * most one series at a step (the right one, but for group_right), "many" the other. The one side is
 * kept, the many side goes through series by series; results whose labels coincide are put
 * together.
 */
public final class Join implements Operator.Vectors {
    private final QueryContext context;
    private final Vectors many;
    private final Vectors one;
    private final boolean swapped;
    private final Expr.Binary expr;
    private final VectorMatching matching;
    private final int steps;
    private final Arithmetic arithmetic;

    /** Labels of each series of the many side in the answer, when they go through one by one. */
    private @Nullable Streamed streamed;

    private final Map<Labels, Row> rows = new LinkedHashMap<>();
    private List<Row> finished = List.of();

    public Join(QueryContext context, Vectors left, Vectors right, Expr.Binary expr, int steps) {
        this.context = context;
        this.expr = expr;
        this.matching = expr.matching();
        this.swapped = matching.cardinality() == Cardinality.ONE_TO_MANY;
        this.many = swapped ? right : left;
        this.one = swapped ? left : right;
        this.steps = steps;
        this.arithmetic = new Arithmetic(expr.operator(), context.remarks(), expr.span());
    }

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

    /** The series of the one side in a match group: which of them has a value at each step. */
    private static final class Group {
        final List<Head> heads = new ArrayList<>();
        final List<Points> points = new ArrayList<>();
        final int[] owner;

        /** Steps at which a series of the many side was combined with it. */
        final boolean[] taken;

        Group(int steps) {
            owner = new int[steps];
            Arrays.fill(owner, -1);
            taken = new boolean[steps];
        }
    }

    @Override
    public List<Head> heads() throws QueryException {
        List<Head> manyHeads = many.heads();
        List<Head> oneHeads = one.heads();
        boolean hopeless = manyHeads.isEmpty() || oneHeads.isEmpty();
        if (hopeless && !matching.fills()) {
            drain(many, manyHeads.size());
            drain(one, oneHeads.size());
            return List.of();
        }
        Signatures signatures = new Signatures(matching, manyHeads, oneHeads);
        @Nullable Group[] groups = new @Nullable Group[signatures.count()];
        readOne(oneHeads, signatures, groups, manyHeads.isEmpty());
        Streamed single = Streamed.of(manyHeads, signatures, groups, this);
        streamed = single;
        if (single != null) {
            return single.heads;
        }
        readMany(manyHeads, signatures, groups);
        if (fillMany() != null) {
            fillMany(groups, signatures);
        }
        finished = new ArrayList<>(rows.values());
        return finished.stream().map(row -> row.head).toList();
    }

    /** Makes series that are not needed, for the errors and remarks that come up on the way. */
    private void drain(Vectors side, int series) throws QueryException {
        Points points = context.points(steps, "join");
        Lane lane = side.lane();
        for (int i = 0; i < series; i++) {
            lane.read(i, points);
        }
    }

    /** As in Prometheus the fill values do not change sides with group_right. */
    private @Nullable Double fillMany() {
        return matching.fillLeft();
    }

    private @Nullable Double fillOne() {
        return matching.fillRight();
    }

    private void readOne(
            List<Head> heads, Signatures signatures, @Nullable Group[] groups, boolean manyEmpty)
            throws QueryException {
        Points[] kept = Scan.keep(context, one, heads.size(), steps, "join");
        for (int i = 0; i < heads.size(); i++) {
            Points points = kept[i];
            int number = signatures.right[i];
            Group group = groups[number];
            if (group == null) {
                context.budget().reserve(5L * steps, "join");
                group = new Group(steps);
                groups[number] = group;
            }
            for (int step = 0; step < steps; step++) {
                if (!points.present[step]) {
                    continue;
                }
                if (group.owner[step] >= 0 && !manyEmpty) {
                    throw duplicate(signatures, heads.get(i), group.heads.get(group.owner[step]));
                }
                group.owner[step] = group.heads.size();
            }
            group.heads.add(heads.get(i));
            group.points.add(points);
        }
    }

    private QueryException duplicate(Signatures signatures, Head a, Head b) {
        return QueryContext.failure(
                "found duplicate series for the match group "
                        + signatures.key(a.labels())
                        + " on the "
                        + (swapped ? "left" : "right")
                        + " hand-side of the operation: ["
                        + b.labels()
                        + ", "
                        + a.labels()
                        + "];many-to-many matching not allowed: matching labels must be unique"
                        + " on one side");
    }

    private void readMany(List<Head> heads, Signatures signatures, @Nullable Group[] groups)
            throws QueryException {
        Points points = context.points(steps, "join");
        Lane lane = many.lane();
        for (int i = 0; i < heads.size(); i++) {
            lane.read(i, points);
            Group group = groups[signatures.left[i]];
            if (group == null && fillOne() == null) {
                continue;
            }
            Head head = heads.get(i);
            Head filler = new Head(signatures.key(head.labels()));
            Row row = null;
            int rowOwner = -2;
            for (int step = 0; step < steps; step++) {
                int owner = group == null ? -1 : group.owner[step];
                if (!points.present[step] || (owner < 0 && fillOne() == null)) {
                    continue;
                }
                if (row == null || rowOwner != owner) {
                    Head other = owner < 0 || group == null ? filler : group.heads.get(owner);
                    row = row(head, other);
                    rowOwner = owner;
                }
                Points other = owner < 0 || group == null ? null : group.points.get(owner);
                combine(row, group, step, points, other);
            }
        }
    }

    /**
     * Of one-to-one groups only one series of the many side may have a value at a step, and of
     * others no two with the same labels.
     */
    private void take(Row row, @Nullable Group group, int step, boolean groupOnly)
            throws QueryException {
        boolean single = matching.cardinality() == Cardinality.ONE_TO_ONE;
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

    /** Series of the one side that found nothing meet the fill value. */
    private void fillMany(@Nullable Group[] groups, Signatures signatures) throws QueryException {
        for (Group group : groups) {
            if (group == null) {
                continue;
            }
            for (int step = 0; step < steps; step++) {
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
        Head head = head(manyHead, oneHead);
        Row row = rows.get(head.labels());
        if (row == null) {
            context.budget().reserve(steps, "join");
            row = new Row(head, context.points(steps, "join"));
            rows.put(head.labels(), row);
        }
        return row;
    }

    private Head head(Head manyHead, Head oneHead) {
        Labels labels = labels(manyHead.labels(), oneHead.labels());
        Head head = new Head(labels, manyHead.dropName());
        return expr.returnBool() ? head.withoutName(context) : head;
    }

    private Labels labels(Labels manyLabels, Labels oneLabels) {
        Labels.Builder builder =
                (expr.operator().changesMetric() ? manyLabels.without(Head.METADATA) : manyLabels)
                        .toBuilder();
        if (matching.cardinality() == Cardinality.ONE_TO_ONE) {
            for (String name : builder.names()) {
                if (matching.labels().contains(name) != matching.on()) {
                    builder.remove(name);
                }
            }
        }
        for (String name : matching.include()) {
            builder.set(name, oneLabels.get(name));
        }
        return builder.build();
    }

    /** Null points stand for a fill value. */
    private void combine(
            Row row,
            @Nullable Group group,
            int step,
            @Nullable Points manyPoints,
            @Nullable Points onePoints)
            throws QueryException {
        double a = manyPoints == null ? fill(fillMany()) : manyPoints.values[step];
        double b = onePoints == null ? fill(fillOne()) : onePoints.values[step];
        Histogram ha = manyPoints == null ? null : manyPoints.histogram(step);
        Histogram hb = onePoints == null ? null : onePoints.histogram(step);
        Outcome outcome =
                swapped ? arithmetic.combine(b, hb, a, ha) : arithmetic.combine(a, ha, b, hb);
        take(row, group, step, outcome == Outcome.NONE);
        if (outcome == Outcome.KEPT || (outcome != Outcome.NONE && expr.returnBool())) {
            set(arithmetic, outcome, step, row.points);
        }
    }

    private static double fill(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    /**
     * The common case, in which nothing can go wrong: each match group has one series on the one
     * side, and the series of the many side keep different labels. They need not be kept.
     */
    private record Streamed(int[] numbers, List<Head> heads, Points[] others) {
        static @Nullable Streamed of(
                List<Head> manyHeads, Signatures signatures, @Nullable Group[] groups, Join join) {
            if (join.matching.fills()) {
                return null;
            }
            boolean single = join.matching.cardinality() == Cardinality.ONE_TO_ONE;
            int[] numbers = new int[manyHeads.size()];
            List<Head> heads = new ArrayList<>();
            List<Points> others = new ArrayList<>();
            Set<Labels> different = new HashSet<>();
            Set<Group> used = new HashSet<>();
            for (int i = 0; i < numbers.length; i++) {
                Group group = groups[signatures.left[i]];
                if (group == null) {
                    continue;
                }
                Head head = join.head(manyHeads.get(i), group.heads.getFirst());
                if (group.heads.size() > 1
                        || (single && !used.add(group))
                        || !different.add(head.labels())) {
                    return null;
                }
                numbers[heads.size()] = i;
                heads.add(head);
                others.add(group.points.getFirst());
            }
            return new Streamed(numbers, heads, others.toArray(Points[]::new));
        }
    }

    @Override
    public boolean isShared() {
        return streamed == null || many.isShared();
    }

    @Override
    public Lane lane() throws QueryException {
        Streamed single = streamed;
        if (single == null) {
            return (series, into) -> into.copyFrom(finished.get(series).points);
        }
        Lane lane = many.lane();
        Arithmetic own = new Arithmetic(expr.operator(), context.remarks(), expr.span());
        return (series, into) -> {
            lane.read(single.numbers[series], into);
            combine(own, into, single.others[series]);
        };
    }

    /** Combines a series of the many side with the one of the other side, in its place. */
    private void combine(Arithmetic own, Points into, Points other) throws QueryException {
        boolean floats = into.histograms == null && other.histograms == null;
        boolean plain = floats && expr.operator().changesMetric();
        for (int step = 0; step < steps; step++) {
            if (!into.present[step] || !other.present[step]) {
                into.present[step] = false;
            } else if (plain) {
                double a = swapped ? other.values[step] : into.values[step];
                double b = swapped ? into.values[step] : other.values[step];
                into.values[step] = Arithmetic.apply(expr.operator(), a, b);
            } else {
                Histogram ha = into.histogram(step);
                Histogram hb = other.histogram(step);
                Outcome outcome =
                        swapped
                                ? own.combine(other.values[step], hb, into.values[step], ha)
                                : own.combine(into.values[step], ha, other.values[step], hb);
                set(own, outcome, step, into);
            }
        }
    }

    private void set(Arithmetic own, Outcome outcome, int step, Points into) {
        if (outcome == Outcome.NONE || (outcome != Outcome.KEPT && !expr.returnBool())) {
            into.present[step] = false;
        } else if (expr.returnBool()) {
            into.set(step, outcome == Outcome.KEPT ? 1 : 0);
        } else {
            Histogram result = own.histogram;
            if (result == null) {
                into.set(step, own.value);
            } else {
                into.set(step, result);
            }
        }
    }

    @Override
    public String describe() {
        return expr.operator().text() + (matching.on() ? " on " : " ignoring ") + matching.labels();
    }

    @Override
    public List<Operator> inputs() {
        return swapped ? List.of(one, many) : List.of(many, one);
    }
}
