package io.gnomon.platform.promql.internal.window;

import io.gnomon.model.query.QueryException;
import io.gnomon.platform.promql.internal.run.Points;

/**
 * A function over range vectors. It gets one series with all its windows at once, so that it can
 * carry over from one window to the next. Implementations hold no state between series; they are
 * for one thread.
 */
public interface WindowFunction {
    /** Values of a series that has only floats. */
    void floats(WindowInput in, Points into) throws QueryException;

    /**
     * Values of a series that has histograms. Without a better idea, a function ignores them, and
     * says so where a window has floats as well.
     */
    default void mixed(WindowInput in, Points into) throws QueryException {
        floats(in.withoutHistograms(), into);
    }

    /** Whether the answer is still the metric that went in. */
    default boolean keepsName() {
        return false;
    }
}
