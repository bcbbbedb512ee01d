package io.gnomon.platform.core.dashboards.internal.panel;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.labels.MatcherText;
import io.gnomon.model.query.PlanNode;
import io.gnomon.model.query.QueriesTogether;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryResult;
import io.gnomon.model.query.QueryResult.Notes;
import io.gnomon.model.query.QueryResult.Series;
import io.gnomon.model.sample.SampleColumn;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * Answers every query with two series, of which the second misses the first step. "fail" fails,
 * "hang" waits for an interrupt.
 */
public final class FakeEngine implements QueryEngine {
    final List<QueryRequest> asked = new CopyOnWriteArrayList<>();
    final CountDownLatch hanging = new CountDownLatch(1);
    final CountDownLatch interrupted = new CountDownLatch(1);

    @Override
    public QueryResult query(QueryRequest request) throws QueryException {
        asked.add(request);
        if (request.query().equals("fail")) {
            throw new QueryException(QueryException.Type.EXECUTION, "it does not work");
        }
        if (request.query().equals("hang")) {
            hang();
        }
        SampleColumn whole = new SampleColumn();
        SampleColumn later = new SampleColumn();
        long step = Math.max(1, request.stepMillis());
        for (long t = request.startMillis(); t <= request.endMillis(); t += step) {
            whole.add(t, 1);
            if (t > request.startMillis() || request.isInstant()) {
                later.add(t, 2);
            }
        }
        List<Series> series =
                List.of(
                        new Series(Labels.of("job", "a"), whole),
                        new Series(Labels.of("job", "b"), later));
        return request.isInstant()
                ? new QueryResult.Vector(series, Notes.NONE)
                : new QueryResult.Matrix(series, Notes.NONE);
    }

    private void hang() throws QueryException {
        hanging.countDown();
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw new QueryException(QueryException.Type.CANCELED, "query was cancelled", e);
        }
    }

    @Override
    public List<Matcher> parseSelector(String selector) {
        return MatcherText.parse(selector);
    }

    @Override
    public String format(String query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String withMatchers(String query, List<Matcher> matchers) {
        List<Matcher> all = new ArrayList<>(parseSelector(query));
        all.addAll(matchers);
        return all.stream().map(Matcher::toString).collect(Collectors.joining(",", "{", "}"));
    }

    @Override
    public String withGrouping(String query, List<String> labels) {
        return query + " by " + labels;
    }

    @Override
    public QueriesTogether together(List<QueryRequest> requests) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<List<Matcher>> selectors(String query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Map<String, Boolean>> features() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Load load() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, @Nullable Object> parse(String query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PlanNode explain(QueryRequest request) {
        throw new UnsupportedOperationException();
    }
}
