package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** label_replace and label_join: other labels, the same values. */
public final class Relabelled implements Operator.Vectors {
    private final String name;
    private final Vectors input;

    /** Other labels for a series, null to leave it as it is. */
    private final Function<Labels, @Nullable Labels> change;

    /** Whether the change sets the metric name, which is then not to be dropped. */
    private final boolean setsName;

    public Relabelled(
            String name,
            Vectors input,
            Function<Labels, @Nullable Labels> change,
            boolean setsName) {
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
            heads.add(labels == null ? head : new Head(labels, head.dropName() && !setsName));
        }
        return heads;
    }

    @Override
    public Lane lane() throws QueryException {
        return input.lane();
    }

    @Override
    public boolean isShared() {
        return input.isShared();
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
