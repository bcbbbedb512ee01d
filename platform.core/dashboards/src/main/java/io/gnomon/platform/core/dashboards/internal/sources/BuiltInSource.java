package io.gnomon.platform.core.dashboards.internal.sources;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryLimits;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.spi.datasource.DataQuery;
import io.gnomon.spi.datasource.DataSource;
import io.gnomon.spi.datasource.LabelledSource;
import io.gnomon.spi.datasource.PromQlFrames;
import io.gnomon.spi.datasource.PromQlQuery;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Asks the query engine of this server. */
final class BuiltInSource implements DataSource<PromQlQuery>, LabelledSource {
    private final Supplier<@Nullable QueryEngine> engine;
    private final Supplier<@Nullable Storage> storage;
    private final Supplier<Duration> scrapeInterval;

    /**
     * @param engine gives null while the engine is being replaced
     * @param storage the store with the other servers beside it; gives null while it is replaced
     * @param scrapeInterval that most scrape configs have now
     */
    BuiltInSource(
            Supplier<@Nullable QueryEngine> engine,
            Supplier<@Nullable Storage> storage,
            Supplier<Duration> scrapeInterval) {
        this.engine = engine;
        this.storage = storage;
        this.scrapeInterval = scrapeInterval;
    }

    @Override
    public Class<PromQlQuery> queryType() {
        return PromQlQuery.class;
    }

    @Override
    public String variable(List<String> values, boolean several) {
        return PromQlQuery.variable(values, several);
    }

    @Override
    public List<DataFrame> query(DataQuery<PromQlQuery> request) throws Exception {
        String expr = request.query().expr();
        QueryLimits limits = new QueryLimits(request.timeout().toMillis(), 0, 0, 0);
        return PromQlFrames.of(
                request,
                (start, end, step) ->
                        engine().query(
                                        new QueryRequest(
                                                expr, start, end, step, 0, limits, () -> false)));
    }

    private QueryEngine engine() throws QueryException {
        QueryEngine now = engine.get();
        if (now == null) {
            throw new QueryException(
                    QueryException.Type.UNAVAILABLE,
                    "the query engine is being replaced, try again in a few seconds");
        }
        return now;
    }

    @Override
    public List<String> labelNames(String selector, long fromMillis, long toMillis)
            throws Exception {
        try (Snapshot snapshot = open(fromMillis, toMillis)) {
            return snapshot.labelNames(matchers(selector), 0);
        }
    }

    @Override
    public List<String> labelValues(String label, String selector, long fromMillis, long toMillis)
            throws Exception {
        try (Snapshot snapshot = open(fromMillis, toMillis)) {
            return snapshot.labelValues(label, matchers(selector), 0);
        }
    }

    private List<Matcher> matchers(String selector) throws QueryException {
        return selector.isEmpty() ? List.of() : engine().parseSelector(selector);
    }

    private Snapshot open(long fromMillis, long toMillis) throws StorageException {
        Storage now = storage.get();
        if (now == null) {
            throw new StorageException(
                    StorageException.Kind.UNAVAILABLE,
                    "the store is being replaced, try again in a few seconds");
        }
        return now.open(fromMillis, toMillis);
    }

    @Override
    public Duration scrapeInterval() {
        return scrapeInterval.get();
    }

    @Override
    public String test() throws QueryException {
        var _ = engine().query(QueryRequest.instant("1", System.currentTimeMillis()));
        return "The store of this server answers";
    }
}
