package io.gnomon.platform.promql.internal.exec;

import io.gnomon.platform.promql.internal.run.Points;

import java.util.List;

/** A part of a query that is known to have no series. */
public record NoSeries(String name) implements Operator.Vectors {
    @Override
    public List<Head> heads() {
        return List.of();
    }

    @Override
    public void next(Points into) {
        throw new IllegalStateException(name + " has no series");
    }

    @Override
    public String describe() {
        return name + ", nothing";
    }

    @Override
    public List<Operator> inputs() {
        return List.of();
    }
}
