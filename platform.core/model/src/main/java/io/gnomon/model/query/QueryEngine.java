package io.gnomon.model.query;

import io.gnomon.model.labels.Matcher;

import org.osgi.annotation.versioning.ProviderType;

import java.util.List;
import java.util.Map;

/**
 * Evaluates PromQL over the store, an OSGi service. Methods may be called by any thread and
 * overlap; evaluation runs on the caller's thread and on the engine's own workers.
 */
@ProviderType
public interface QueryEngine extends QueryLanguage {
    /**
     * Evaluates a query and waits for the answer. An interrupt of the calling thread, or the
     * request's cancellation, ends it within 100 ms.
     *
     * @throws QueryException with the error type of Prometheus's HTTP API; nothing else is thrown
     *     for a user's mistake
     */
    QueryResult query(QueryRequest request) throws QueryException;

    /**
     * Announces queries that do not depend on each other. One that is wrong is told so when it is
     * asked.
     */
    QueriesTogether together(List<QueryRequest> requests);

    /**
     * The selectors of a query, in the order in which they are written.
     *
     * @throws QueryException of type {@code BAD_DATA}
     */
    List<List<Matcher>> selectors(String query) throws QueryException;

    /**
     * What the language has and whether it may be used, by kind: {@code promql}, {@code
     * promql_functions} and {@code promql_operators} with Prometheus's names for each part.
     */
    Map<String, Map<String, Boolean>> features();

    /** How busy the engine is now. */
    Load load();

    /**
     * Queries of an engine.
     *
     * @param queries that run or wait now
     * @param runningMax that may run at the same time; others wait
     */
    record Load(int queries, int runningMax) {}

    /**
     * The plan of a query, which is not run; how many series its selectors find is looked up.
     * {@link QueryRequest.Insight#OPERATORS} tells what each operator costs.
     */
    PlanNode explain(QueryRequest request) throws QueryException;
}
