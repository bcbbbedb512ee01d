package io.gnomon.platform.promql.internal.exec;

import io.gnomon.model.query.QueryException;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.promql.internal.run.Points;
import io.gnomon.platform.promql.internal.run.Windows;

import java.util.List;

/**
 * A step of a plan. Operators form a tree that one thread evaluates once: first {@code heads()} of
 * the root, then its series. They are cheap to make and read nothing before that.
 */
public sealed interface Operator {
    /** One line for people. */
    String describe();

    /** Series that the store has for it, -1 where only running it can tell. */
    default long estimatedSeries() throws QueryException {
        return -1;
    }

    /** What it reads from, in the order of the expression. */
    List<Operator> inputs();

    /** Makes one number for each step. */
    non-sealed interface Scalars extends Operator {
        /** The numbers; the array belongs to the operator and does not change. */
        double[] values() throws QueryException;
    }

    /** Makes series of an instant vector over all steps. */
    non-sealed interface Vectors extends Operator {
        /**
         * The series that will come, in this order. Called once, before the first {@link #next}. A
         * series may turn out to have no value at any step.
         */
        List<Head> heads() throws QueryException;

        /** Replaces the content of {@code into} by the next series. Called once for each head. */
        void next(Points into) throws QueryException;
    }

    /** Makes series of a range vector: raw samples and the windows over them. */
    non-sealed interface Ranges extends Operator {
        /** As {@link Vectors#heads}. */
        List<Head> heads() throws QueryException;

        /**
         * The samples of the next series over all windows, without staleness markers. The column is
         * the operator's and valid until the next call.
         */
        SampleColumn next() throws QueryException;

        Windows windows();
    }
}
