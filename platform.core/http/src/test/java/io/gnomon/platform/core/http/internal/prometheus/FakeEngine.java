package io.gnomon.platform.core.http.internal.prometheus;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.query.PlanNode;
import io.gnomon.model.query.QueriesTogether;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryResult;
import io.gnomon.model.query.QueryStatistics;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Answers {@code fail TYPE} with an error, {@code wait} when it is cancelled, else with the start
 * time as a scalar.
 */
public final class FakeEngine implements QueryEngine {
    final AtomicReference<QueryRequest> last =
            new AtomicReference<>(QueryRequest.instant("none", 0));

    /** Down when a query waits. */
    volatile CountDownLatch waiting = new CountDownLatch(1);

    /** When it was cancelled, in {@link System#nanoTime} time. */
    volatile CompletableFuture<Long> cancelled = new CompletableFuture<>();

    private volatile boolean released;

    /** Ends the query that waits. */
    void release() {
        released = true;
    }

    @Override
    public QueryResult query(QueryRequest request) throws QueryException {
        last.set(request);
        if (request.query().startsWith("fail ")) {
            throw new QueryException(
                    QueryException.Type.valueOf(request.query().substring(5)), "as asked");
        }
        if (request.query().equals("wait")) {
            waiting.countDown();
            while (!released && !request.cancelled().getAsBoolean()) {
                Thread.onSpinWait();
            }
            cancelled.complete(System.nanoTime());
            throw new QueryException(QueryException.Type.CANCELED, "as asked");
        }
        return new QueryResult.Scalar(
                request.startMillis(),
                1,
                new QueryResult.Notes(
                        List.of("a warning"), List.of("an info"), 7, 0, statistics(request)));
    }

    private static QueryStatistics statistics(QueryRequest request) {
        boolean steps = request.insight() == QueryRequest.Insight.STEPS;
        boolean operators = request.insight() == QueryRequest.Insight.OPERATORS;
        PlanNode.Cost cost = new PlanNode.Cost(1, 7, 2000, 100);
        return new QueryStatistics(
                1_000_000,
                2_000_000,
                5_000_000,
                500_000,
                7,
                9,
                steps ? new long[] {3, 4} : new long[0],
                operators ? new PlanNode("select", 3, cost, List.of()) : null);
    }

    /** Knows {@code name} and {@code {label="value"}}. */
    @Override
    public List<Matcher> parseSelector(String selector) throws QueryException {
        if (selector.contains("(")) {
            throw new QueryException(QueryException.Type.BAD_DATA, "1:1: parse error");
        }
        if (!selector.startsWith("{")) {
            return List.of(Matcher.equal("__name__", selector));
        }
        String[] parts = selector.substring(1, selector.length() - 1).split("=", 2);
        return List.of(Matcher.equal(parts[0], parts[1].replace("\"", "")));
    }

    @Override
    public String format(String query) {
        return "<" + query + ">";
    }

    @Override
    public String withMatchers(String query, List<Matcher> matchers) {
        return query + matchers;
    }

    @Override
    public String withGrouping(String query, List<String> labels) {
        return query + labels;
    }

    @Override
    public QueriesTogether together(List<QueryRequest> requests) {
        throw new UnsupportedOperationException();
    }

    /** Knows one selector, and texts that have none. */
    @Override
    public List<List<Matcher>> selectors(String query) throws QueryException {
        return query.startsWith("\"") ? List.of() : List.of(parseSelector(query));
    }

    @Override
    public Map<String, Map<String, Boolean>> features() {
        return Map.of("promql", Map.of("offset", true));
    }

    @Override
    public Load load() {
        return new Load(3, 20);
    }

    @Override
    public Map<String, @Nullable Object> parse(String query) {
        Map<String, @Nullable Object> tree = new TreeMap<>();
        tree.put("type", "parenExpr");
        tree.put("expr", Map.of("val", query));
        tree.put("list", List.of(true, 5L, 1.5));
        tree.put("nothing", null);
        return tree;
    }

    @Override
    public PlanNode explain(QueryRequest request) {
        return new PlanNode(
                "all of",
                -1,
                null,
                List.of(new PlanNode("select " + request.query(), 3, null, List.of())));
    }
}
