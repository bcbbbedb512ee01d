package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;

import java.util.List;

/** Evaluates a part that is the same at all steps once and repeats its values. */
public final class Repeat implements Operator.Vectors {
    private final Vectors input;
    private final QueryContext context;

    public Repeat(QueryContext context, Vectors input) {
        this.context = context;
        this.input = input;
    }

    @Override
    public List<Head> heads() throws QueryException {
        return input.heads();
    }

    @Override
    public Lane lane() throws QueryException {
        Lane lane = input.lane();
        Points once = context.points(1, "step-invariant part");
        return (series, into) -> {
            lane.read(series, once);
            repeat(once, into);
        };
    }

    @Override
    public boolean isShared() {
        return input.isShared();
    }

    private static void repeat(Points once, Points into) {
        into.clear();
        if (once.present[0]) {
            for (int step = 0; step < into.steps(); step++) {
                var histogram = once.histogram(0);
                if (histogram == null) {
                    into.set(step, once.values[0]);
                } else {
                    into.set(step, histogram);
                }
            }
        }
    }

    @Override
    public String describe() {
        return "once for all steps";
    }

    @Override
    public List<Operator> inputs() {
        return List.of(input);
    }
}
