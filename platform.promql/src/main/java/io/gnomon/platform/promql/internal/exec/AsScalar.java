package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.exec.Operator.Lane;
import io.gnomon.platform.promql.internal.exec.Operator.Scalars;
import io.gnomon.platform.promql.internal.exec.Operator.Vectors;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.QueryContext;

import java.util.Arrays;
import java.util.List;

/** scalar(): the value of a vector that has exactly one float, else NaN. */
public record AsScalar(QueryContext context, Vectors input, int steps) implements Scalars {
    @Override
    public double[] values() throws QueryException {
        double[] values = context.numbers(steps, "scalar");
        Arrays.fill(values, Double.NaN);
        boolean[] found = new boolean[steps];
        Points points = context.points(steps, "scalar");
        int series = input.heads().size();
        Lane lane = input.lane();
        for (int i = 0; i < series; i++) {
            lane.read(i, points);
            for (int step = 0; step < steps; step++) {
                if (points.hasFloat(step)) {
                    values[step] = found[step] ? Double.NaN : points.values[step];
                    found[step] = true;
                }
            }
        }
        return values;
    }

    @Override
    public String describe() {
        return "scalar";
    }

    @Override
    public List<Operator> inputs() {
        return List.of(input);
    }
}
