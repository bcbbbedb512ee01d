package io.gnomon.platform.promql.internal;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryResult;
import io.gnomon.model.storage.Storage;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

import java.time.Duration;
import java.util.List;

/**
 * The engine as a service. It is there even while the store is not: queries then fail as
 * unavailable. Each query takes the store that is there when it starts. When another version has
 * taken over, the queries that run here finish.
 */
@Component(service = QueryEngine.class)
public final class QueryEngineComponent implements QueryEngine {
    private static final Duration RUNNING_QUERIES_PATIENCE = Duration.ofSeconds(30);

    private final Engine engine;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Storage storage;

    @Activate
    public QueryEngineComponent(BundleContext context) {
        engine = new Engine(EngineFlags.read(context::getProperty), () -> storage);
    }

    @Deactivate
    void close() throws InterruptedException {
        engine.close(RUNNING_QUERIES_PATIENCE);
    }

    @Override
    public QueryResult query(QueryRequest request) throws QueryException {
        return engine.query(request);
    }

    @Override
    public List<Matcher> parseSelector(String selector) throws QueryException {
        return engine.parseSelector(selector);
    }

    @Override
    public String format(String query) throws QueryException {
        return engine.format(query);
    }

    @Override
    public String explain(QueryRequest request) throws QueryException {
        return engine.explain(request);
    }
}
