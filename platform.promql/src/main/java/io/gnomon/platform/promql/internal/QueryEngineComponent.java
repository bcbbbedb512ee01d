package io.gnomon.platform.promql.internal;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.query.PlanNode;
import io.gnomon.model.query.QueriesTogether;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryObserver;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryResult;
import io.gnomon.model.storage.RemoteReads;
import io.gnomon.model.storage.Storage;
import io.gnomon.platform.promql.internal.run.EngineSettings;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * The engine as a service. It is there even while the store is not: queries then fail as
 * unavailable. Each query takes the store that is there when it starts. When another version has
 * taken over, the queries that run here finish.
 */
@Component(service = QueryEngine.class)
public final class QueryEngineComponent implements QueryEngine {
    private static final Logger LOG = LoggerFactory.getLogger(QueryEngineComponent.class);
    private static final Instant PROCESS_START =
            ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH);
    private static final Duration RUNNING_QUERIES_PATIENCE = Duration.ofSeconds(30);

    private final Engine engine;
    private final @Nullable ActiveQueries active;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Storage storage;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable RemoteReads remoteReads;

    @Reference(policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<QueryObserver> observers = List.of();

    @Activate
    public QueryEngineComponent(BundleContext context) {
        EngineSettings settings = EngineFlags.read(context::getProperty);
        active = activeQueries(context.getProperty("gnomon.data"), settings.maxConcurrency());
        engine = new Engine(settings, this::readable, active, () -> observers);
    }

    /** The store, with the other servers beside it if there are any. */
    private @Nullable Storage readable(BooleanSupplier ended) {
        Storage store = storage;
        RemoteReads beside = remoteReads;
        return store == null || beside == null ? store : beside.over(store, ended);
    }

    /** Names the queries during which the server died, and begins a new file of running ones. */
    private static @Nullable ActiveQueries activeQueries(@Nullable String data, int places) {
        if (data == null) {
            return null;
        }
        Path file = Path.of(data).resolve("queries.active");
        try {
            for (String query : ActiveQueries.unfinished(file, PROCESS_START)) {
                LOG.warn("this query was running when the server last ended: {}", query);
            }
            return ActiveQueries.create(file, places);
        } catch (IOException e) {
            LOG.warn("running queries are not noted in {}: {}", file, e.toString());
            return null;
        }
    }

    @Deactivate
    void close() throws InterruptedException {
        engine.close(RUNNING_QUERIES_PATIENCE);
        if (active != null) {
            active.close();
        }
    }

    @Override
    public QueryResult query(QueryRequest request) throws QueryException {
        return engine.query(request);
    }

    @Override
    public QueriesTogether together(List<QueryRequest> requests) {
        return engine.together(requests);
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
    public String withMatchers(String query, List<Matcher> matchers) throws QueryException {
        return engine.withMatchers(query, matchers);
    }

    @Override
    public String withGrouping(String query, List<String> labels) throws QueryException {
        return engine.withGrouping(query, labels);
    }

    @Override
    public List<List<Matcher>> selectors(String query) throws QueryException {
        return engine.selectors(query);
    }

    @Override
    public Map<String, Map<String, Boolean>> features() {
        return engine.features();
    }

    @Override
    public Load load() {
        return engine.load();
    }

    @Override
    public Map<String, @Nullable Object> parse(String query) throws QueryException {
        return engine.parse(query);
    }

    @Override
    public PlanNode explain(QueryRequest request) throws QueryException {
        return engine.explain(request);
    }
}
