package io.gnomon.platform.promql.internal;

import io.gnomon.model.query.QueriesTogether;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryResult;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.platform.promql.internal.plan.Plan;
import io.gnomon.platform.promql.internal.plan.SharedReads;
import io.gnomon.platform.promql.internal.run.Budget;
import io.gnomon.platform.promql.internal.run.QueryContext;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Queries planned at once over one snapshot. One that cannot be planned is left out: asked for, it
 * runs alone and tells its user why it cannot be.
 */
final class Together implements QueriesTogether {
    private final Engine engine;
    private final Budget budget;
    private final SharedReads reads;

    /** What has not been asked for yet; equal requests have a plan each. */
    private final Map<QueryRequest, Queue<Planned>> waiting = new HashMap<>();

    private @Nullable Snapshot snapshot;

    private record Planned(QueryContext context, Plan plan) {}

    /**
     * @param budget accounts samples that one query keeps for the next
     */
    Together(Engine engine, Budget budget) {
        this.engine = engine;
        this.budget = budget;
        this.reads = new SharedReads(budget);
    }

    void prepare(List<QueryRequest> requests) {
        for (QueryRequest request : requests) {
            try {
                Language.guarded(() -> plan(request));
            } catch (QueryException e) {
                // It will be thrown again to the one who asks.
            }
        }
        try {
            snapshot = engine.open(reads.all(), budget);
        } catch (QueryException e) {
            waiting.clear();
        }
    }

    private boolean plan(QueryRequest request) throws QueryException {
        QueryContext context = engine.context(request, Long.MAX_VALUE);
        Plan plan = engine.plan(request, context, reads);
        return plan != null
                && waiting.computeIfAbsent(request, k -> new ArrayDeque<>(1))
                        .add(new Planned(context, plan));
    }

    @Override
    public QueryResult query(QueryRequest request) throws QueryException {
        Planned planned = take(request);
        return planned == null
                ? engine.query(request)
                : engine.query(request, planned.context(), planned.plan());
    }

    private synchronized @Nullable Planned take(QueryRequest request) {
        Queue<Planned> equal = waiting.get(request);
        return equal == null ? null : equal.poll();
    }

    @Override
    public void close() {
        Engine.close(reads.all(), snapshot);
        waiting.values().forEach(equal -> equal.forEach(p -> p.context().budget().close()));
        budget.close();
    }
}
