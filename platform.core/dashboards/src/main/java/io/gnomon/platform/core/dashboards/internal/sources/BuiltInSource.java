package io.gnomon.platform.core.dashboards.internal.sources;

import io.gnomon.model.frame.DataFrame;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryLimits;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryResult;
import io.gnomon.spi.datasource.DataQuery;
import io.gnomon.spi.datasource.DataSource;
import io.gnomon.spi.datasource.PromQlFrames;
import io.gnomon.spi.datasource.PromQlQuery;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Asks the query engine of this server, on the caller's thread. */
final class BuiltInSource implements DataSource<PromQlQuery> {
    private final Supplier<@Nullable QueryEngine> engine;

    /**
     * @param engine gives null while the engine is being replaced
     */
    BuiltInSource(Supplier<@Nullable QueryEngine> engine) {
        this.engine = engine;
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
    public List<DataFrame> query(DataQuery<PromQlQuery> request) throws QueryException {
        PromQlQuery query = request.query();
        QueryLimits limits = new QueryLimits(request.timeout().toMillis(), 0, 0, 0);
        PromQlFrames form = new PromQlFrames(request.refId(), query.isTable());
        List<DataFrame> frames = new ArrayList<>();
        if (query.isRange()) {
            long step = request.intervalMillis();
            long start = Math.floorDiv(request.fromMillis(), step) * step;
            long end = Math.floorDiv(request.toMillis(), step) * step;
            QueryResult result = ask(query.expr(), start, end, step, limits);
            frames.addAll(form.range(result, start, end, step));
        }
        if (query.instant()) {
            long time = request.toMillis();
            frames.addAll(form.instant(ask(query.expr(), time, time, 0, limits)));
        }
        return frames;
    }

    private QueryResult ask(String query, long start, long end, long step, QueryLimits limits)
            throws QueryException {
        return engine().query(new QueryRequest(query, start, end, step, 0, limits, () -> false));
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
    public String test() throws QueryException {
        var _ = engine().query(QueryRequest.instant("1", System.currentTimeMillis()));
        return "The store of this server answers";
    }
}
