package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.exec.Operator.Scalars;
import io.gnomon.platform.promql.internal.exec.Operator.Vectors;

import java.util.List;

/** vector(): one series without labels. */
public record AsVector(Scalars input) implements Vectors {
    @Override
    public List<Head> heads() {
        return List.of(new Head(Labels.EMPTY));
    }

    @Override
    public Lane lane() throws QueryException {
        double[] values = input.values();
        return (series, into) -> {
            into.clear();
            for (int step = 0; step < values.length; step++) {
                into.set(step, values[step]);
            }
        };
    }

    @Override
    public String describe() {
        return "vector";
    }

    @Override
    public List<Operator> inputs() {
        return List.of(input);
    }
}
