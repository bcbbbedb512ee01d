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

    /** Makes series, of an instant vector or of a range vector. */
    sealed interface Series extends Operator {
        /**
         * The series that there are, numbered in this order. Called once, by the thread that runs
         * the query, before the first lane is asked for; whatever has to be read as a whole is read
         * here. A series may turn out to have no value at any step.
         */
        List<Head> heads() throws QueryException;

        /**
         * Whether several lanes may share the series among them, in any order; else there is to be
         * one, which is asked for all series in order. Known after {@link #heads}.
         */
        default boolean isShared() {
            return true;
        }
    }

    /** Makes series of an instant vector over all steps. */
    non-sealed interface Vectors extends Series {
        /** Something that makes the values of series. */
        Lane lane() throws QueryException;
    }

    /** Makes series, each of them once. For one thread. */
    interface Lane {
        /** Replaces the content of {@code into} by a series. */
        void read(int series, Points into) throws QueryException;
    }

    /** Makes series of a range vector: raw samples and the windows over them. */
    non-sealed interface Ranges extends Series {
        /** Something that reads the samples of series. */
        RangeLane lane() throws QueryException;

        Windows windows();
    }

    /** Makes series of a range vector, each of them once. For one thread. */
    interface RangeLane {
        /**
         * The samples of a series over all windows, without staleness markers. The column is the
         * lane's and valid until the next call.
         */
        SampleColumn read(int series) throws QueryException;
    }
}
