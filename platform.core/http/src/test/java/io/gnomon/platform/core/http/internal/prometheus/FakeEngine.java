package io.gnomon.platform.core.http.internal.prometheus;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryResult;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Answers {@code fail TYPE} with an error, else with the start time as a scalar. */
final class FakeEngine implements QueryEngine {
    final AtomicReference<QueryRequest> last =
            new AtomicReference<>(QueryRequest.instant("none", 0));

    @Override
    public QueryResult query(QueryRequest request) throws QueryException {
        last.set(request);
        if (request.query().startsWith("fail ")) {
            throw new QueryException(
                    QueryException.Type.valueOf(request.query().substring(5)), "as asked");
        }
        return new QueryResult.Scalar(
                request.startMillis(),
                1,
                new QueryResult.Notes(List.of("a warning"), List.of("an info"), 7, 0));
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
    public String explain(QueryRequest request) {
        return "";
    }
}
