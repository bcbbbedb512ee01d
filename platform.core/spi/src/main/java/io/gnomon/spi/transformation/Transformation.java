package io.gnomon.spi.transformation;

import io.gnomon.model.frame.DataFrame;

import org.osgi.annotation.versioning.ConsumerType;

import java.util.List;

/** Rewrites the frames of a panel. Stateless. */
@ConsumerType
public interface Transformation extends AutoCloseable {
    /**
     * New frames; the given ones are not changed. Called on a thread of the plugin's pool, calls
     * overlap, each must be done within 5 s. A throw's message is shown on the panel.
     */
    List<DataFrame> apply(List<DataFrame> frames) throws Exception;

    @Override
    default void close() {}
}
