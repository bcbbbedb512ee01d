package io.gnomon.model.query;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Queries that belong together, such as the rules of a group at one time: they see the store at one
 * moment, and what several of them select is looked for and read once. Any thread may ask; closed
 * when the last answer is there.
 */
@ProviderType
public interface QueriesTogether extends AutoCloseable {
    /**
     * As {@link QueryEngine#query}; its time-out begins now.
     *
     * @param request one of those that were announced, once for each time; any other is evaluated
     *     alone and sees the store as it is now
     */
    QueryResult query(QueryRequest request) throws QueryException;

    @Override
    void close();
}
