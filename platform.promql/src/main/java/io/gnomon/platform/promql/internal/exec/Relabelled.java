package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.run.Points;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** label_replace and label_join: other labels, the same values. */
public final class Relabelled implements Operator.Vectors {
    private final String name;
    private final Vectors input;
    private final UnaryOperator<Labels> change;

    /** Whether the change sets the metric name, which is then not to be dropped. */
    private final boolean setsName;

    public Relabelled(String name, Vectors input, UnaryOperator<Labels> change, boolean setsName) {
        this.name = name;
        this.input = input;
        this.change = change;
        this.setsName = setsName;
    }

    @Override
    public List<Head> heads() throws QueryException {
        List<Head> heads = new ArrayList<>();
        for (Head head : input.heads()) {
            Labels labels = change.apply(head.labels());
            boolean named = setsName && !labels.metricName().equals(head.labels().metricName());
            heads.add(new Head(labels, head.dropName() && !named));
        }
        return heads;
    }

    @Override
    public void next(Points into) throws QueryException {
        input.next(into);
    }

    @Override
    public String describe() {
        return name;
    }

    @Override
    public List<Operator> inputs() {
        return List.of(input);
    }
}
