package io.gnomon.model.query;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** Is told of every query that ends; an OSGi service, for the query log. Must not block. */
@ConsumerType
public interface QueryObserver {
    /**
     * A query has ended, with an answer or without. Called by the thread that asked for it.
     *
     * @param statistics of a query that failed as far as it came
     * @param error what went wrong, null when there is an answer
     */
    void ended(QueryRequest request, QueryStatistics statistics, @Nullable QueryException error);
}
