package io.gnomon.platform.promql.internal.exec;

import java.util.List;

/** A part of a query that is known to have no series. */
public record NoSeries(String name) implements Operator.Vectors {
    @Override
    public List<Head> heads() {
        return List.of();
    }

    @Override
    public Lane lane() {
        return (series, into) -> {
            throw new IllegalStateException(name + " has no series");
        };
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
