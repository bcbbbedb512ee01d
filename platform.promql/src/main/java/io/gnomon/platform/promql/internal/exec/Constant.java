package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.query.QueryException;
import io.gnomon.model.text.GoNumbers;
import io.gnomon.platform.promql.internal.exec.Operator.Scalars;
import io.gnomon.platform.promql.internal.run.QueryContext;

import java.util.Arrays;
import java.util.List;

/** The same number at all steps. */
public record Constant(QueryContext context, double value, int steps) implements Scalars {
    @Override
    public double[] values() throws QueryException {
        double[] values = context.numbers(steps, "number");
        Arrays.fill(values, value);
        return values;
    }

    @Override
    public String describe() {
        return "number " + GoNumbers.shortest(value);
    }

    @Override
    public List<Operator> inputs() {
        return List.of();
    }
}
