package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.ast.VectorMatching;
import io.gnomon.platform.promql.internal.ast.VectorMatching.Cardinality;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * A binary operator between two vectors. "One" is the side of which each match group may have at
 * most one series at a step (the right one, but for group_right), "many" the other. The one side is
 * kept; the many side goes through series by series where that is possible ({@link StreamedJoin}),
 * else its results are kept too ({@link KeptJoin}).
 */
public final class Join implements Operator.Vectors {
    private final Vectors many;
    private final Vectors one;
    private final Pairing pairing;
    private @Nullable StreamedJoin streamed;
    private List<Points> kept = List.of();

    public Join(QueryContext context, Vectors left, Vectors right, Expr.Binary expr, int steps) {
        boolean swapped = expr.matching().cardinality() == Cardinality.ONE_TO_MANY;
        this.many = swapped ? right : left;
        this.one = swapped ? left : right;
        this.pairing = new Pairing(context, expr, swapped, steps);
    }

    @Override
    public List<Head> heads() throws QueryException {
        List<Head> manyHeads = many.heads();
        List<Head> oneHeads = one.heads();
        boolean hopeless = manyHeads.isEmpty() || oneHeads.isEmpty();
        if (hopeless && !pairing.matching().fills()) {
            drain(many, manyHeads.size(), i -> true);
            drain(one, oneHeads.size(), i -> true);
            return List.of();
        }
        Signatures signatures = new Signatures(pairing.matching(), manyHeads, oneHeads);
        OneSide side = OneSide.read(pairing, signatures, one, oneHeads, manyHeads.isEmpty());
        StreamedJoin common = StreamedJoin.of(pairing, manyHeads, signatures, side);
        boolean meetsAll = common != null && common.heads().size() == manyHeads.size();
        if (common != null && (meetsAll || many.isShared())) {
            if (!meetsAll) {
                drain(many, manyHeads.size(), i -> side.groups[signatures.left[i]] == null);
            }
            streamed = common;
            return common.heads();
        }
        KeptJoin general = new KeptJoin(pairing, signatures, side);
        general.read(manyHeads, many.lane());
        kept = general.points();
        return general.heads();
    }

    /** Makes series that are not needed, for the errors and remarks that come up on the way. */
    private void drain(Vectors side, int series, IntPredicate which) throws QueryException {
        Points points = pairing.context().points(pairing.steps(), "join");
        Lane lane = side.lane();
        for (int i = 0; i < series; i++) {
            if (which.test(i)) {
                lane.read(i, points);
            }
        }
    }

    @Override
    public boolean isShared() {
        return streamed == null || many.isShared();
    }

    @Override
    public Lane lane() throws QueryException {
        StreamedJoin common = streamed;
        return common == null
                ? (series, into) -> into.copyFrom(kept.get(series))
                : common.over(many.lane());
    }

    @Override
    public String describe() {
        VectorMatching matching = pairing.matching();
        return pairing.expr().operator().text()
                + (matching.on() ? " on " : " ignoring ")
                + matching.labels();
    }

    @Override
    public List<Operator> inputs() {
        return pairing.swapped() ? List.of(one, many) : List.of(many, one);
    }
}
