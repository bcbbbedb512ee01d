package io.gnomon.transformations.standard.internal;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.spi.transformation.Transformation;
import io.gnomon.spi.transformation.TransformationFactory;

import java.util.List;

/**
 * A transformation that is all in its options. What the record's constructor refuses never gets
 * here.
 *
 * @param <S> options, named as in the dashboard's JSON
 */
public abstract class StandardTransformation<S extends Record> implements TransformationFactory<S> {
    private final String name;
    private final Class<S> options;

    /**
     * @param name Grafana's id
     */
    protected StandardTransformation(String name, Class<S> options) {
        this.name = name;
        this.options = options;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Class<S> settings() {
        return options;
    }

    @Override
    public final Transformation create(S chosen) {
        return frames -> apply(frames, chosen);
    }

    /** New frames; as {@link Transformation#apply}. */
    protected abstract List<DataFrame> apply(List<DataFrame> frames, S chosen);
}
