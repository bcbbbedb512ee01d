package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;

import java.util.Arrays;
import java.util.List;

/** absent and absent_over_time: 1 at the steps at which no series has a value. */
public final class Absent implements Operator.Vectors {
    private final QueryContext context;
    private final Vectors input;
    private final Labels labels;
    private final int steps;
    private boolean[] found = new boolean[0];

    public Absent(QueryContext context, Vectors input, Labels labels, int steps) {
        this.context = context;
        this.input = input;
        this.labels = labels;
        this.steps = steps;
    }

    @Override
    public List<Head> heads() throws QueryException {
        Points points = context.points(steps, "absent");
        found = new boolean[steps];
        int series = input.heads().size();
        Lane lane = input.lane();
        for (int i = 0; i < series; i++) {
            lane.read(i, points);
            for (int step = 0; step < found.length; step++) {
                found[step] |= points.present[step];
            }
        }
        return List.of(new Head(labels));
    }

    @Override
    public Lane lane() {
        return (series, into) -> {
            into.clear();
            Arrays.fill(into.values, 1);
            for (int step = 0; step < found.length; step++) {
                into.present[step] = !found[step];
            }
        };
    }

    @Override
    public String describe() {
        return "absent as " + labels;
    }

    @Override
    public List<Operator> inputs() {
        return List.of(input);
    }
}
