package io.gnomon.platform.promql.internal;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.query.PlanNode;
import io.gnomon.model.query.QueryEngine;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryLimits;
import io.gnomon.model.query.QueryObserver;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryResult;
import io.gnomon.model.query.QueryStatistics;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.promql.internal.ast.Expr;
import io.gnomon.platform.promql.internal.ast.RawText;
import io.gnomon.platform.promql.internal.ast.Selectors;
import io.gnomon.platform.promql.internal.ast.ValueType;
import io.gnomon.platform.promql.internal.exec.PlanTree;
import io.gnomon.platform.promql.internal.exec.Read;
import io.gnomon.platform.promql.internal.plan.Plan;
import io.gnomon.platform.promql.internal.plan.Planner;
import io.gnomon.platform.promql.internal.run.Budget;
import io.gnomon.platform.promql.internal.run.EngineSettings;
import io.gnomon.platform.promql.internal.run.Grid;
import io.gnomon.platform.promql.internal.run.Interrupter;
import io.gnomon.platform.promql.internal.run.MemoryPool;
import io.gnomon.platform.promql.internal.run.QueryContext;
import io.gnomon.platform.promql.internal.run.Remarks;
import io.gnomon.platform.promql.internal.run.Tally;
import io.gnomon.platform.promql.internal.run.Workers;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Evaluates PromQL over whatever storage is there when a query starts. Safe for use by any number
 * of threads; a query runs on the thread that asks, with some help of the engine's workers.
 */
public final class Engine implements QueryEngine {
    /** A query looks at its budget with each series that it reads. */
    private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(2);

    private final EngineSettings settings;
    private final Language language;
    private final Stores stores;
    private final @Nullable ActiveQueries active;
    private final Supplier<List<QueryObserver>> observers;
    private final Semaphore places;
    private final MemoryPool memory;
    private final Workers workers;
    private final Interrupter interrupter = new Interrupter();
    private volatile boolean closing;
    private volatile boolean cancelling;

    /** Where queries find what they read. */
    @FunctionalInterface
    interface Stores {
        /**
         * The store at this moment, null when there is none.
         *
         * @param ended true when nobody waits for the query any more
         */
        @Nullable Storage now(BooleanSupplier ended);
    }

    /** An engine that nobody observes. */
    public Engine(EngineSettings settings, Supplier<@Nullable Storage> storage) {
        this(settings, ended -> storage.get(), null, List::of);
    }

    Engine(
            EngineSettings settings,
            Stores stores,
            @Nullable ActiveQueries active,
            Supplier<List<QueryObserver>> observers) {
        this.settings = settings;
        this.language = new Language(settings.language());
        this.stores = stores;
        this.active = active;
        this.observers = observers;
        this.places = new Semaphore(settings.maxConcurrency(), true);
        this.memory = new MemoryPool(settings.maxServerBytes());
        this.workers = new Workers(settings.threads());
    }

    @Override
    public QueryResult query(QueryRequest request) throws QueryException {
        checkTimes(request);
        long timeout = limit(request.limits().timeoutMillis(), settings.timeoutMillis());
        QueryContext context = context(request, Budget.deadline(timeout));
        try {
            QueryResult result = Language.guarded(() -> evaluate(request, context, timeout));
            observed(request, result.notes().statistics(), null);
            return result;
        } catch (QueryException e) {
            observed(request, context.tally().statistics(context.budget(), null), e);
            throw e;
        } finally {
            context.budget().close();
        }
    }

    private QueryResult evaluate(QueryRequest request, QueryContext context, long timeoutMillis)
            throws QueryException {
        Tally tally = context.tally();
        long began = System.nanoTime();
        Expr expr = language.read(request.query());
        checkType(expr, request);
        long parsed = System.nanoTime();
        waitForPlace(request, timeoutMillis);
        int place =
                active == null
                        ? -1
                        : active.begin(request.query(), System.currentTimeMillis() / 1000);
        try {
            long admitted = System.nanoTime();
            tally.queueNanos = admitted - parsed;
            Plan plan = expr.type() == ValueType.STRING ? null : plan(expr, request, context);
            long planned = System.nanoTime();
            tally.prepareNanos = (parsed - began) + (planned - admitted);
            if (plan == null) {
                return new QueryResult.Text(
                        request.startMillis(), text(expr), QueryResult.Notes.NONE);
            }
            return run(plan, request, context);
        } catch (QueryException e) {
            throw cancelling && e.type() == QueryException.Type.CANCELED ? replaced() : e;
        } finally {
            if (active != null) {
                active.end(place);
            }
            places.release();
        }
    }

    private static Plan plan(Expr expr, QueryRequest request, QueryContext context)
            throws QueryException {
        boolean measured = request.insight() == QueryRequest.Insight.OPERATORS;
        return new Planner(context, request.stepMillis(), measured).plan(expr);
    }

    private void observed(
            QueryRequest request, QueryStatistics statistics, @Nullable QueryException error) {
        for (QueryObserver observer : observers.get()) {
            observer.ended(request, statistics, error);
        }
    }

    private static void checkType(Expr expr, QueryRequest request) throws QueryException {
        boolean rangeable = expr.type() == ValueType.SCALAR || expr.type() == ValueType.VECTOR;
        if (!request.isInstant() && !rangeable) {
            throw new QueryException(
                    QueryException.Type.BAD_DATA,
                    "invalid expression type \""
                            + expr.type().documented()
                            + "\" for range query, must be Scalar or instant Vector");
        }
    }

    private static void checkTimes(QueryRequest request) throws QueryException {
        if (request.endMillis() < request.startMillis()) {
            throw new QueryException(
                    QueryException.Type.BAD_DATA, "end timestamp must not be before start time");
        }
    }

    private void waitForPlace(QueryRequest request, long timeoutMillis) throws QueryException {
        long end = Budget.deadline(timeoutMillis);
        try {
            while (closing || !places.tryAcquire(50, TimeUnit.MILLISECONDS)) {
                if (closing) {
                    throw replaced();
                }
                if (request.cancelled().getAsBoolean()) {
                    throw new QueryException(
                            QueryException.Type.CANCELED, "query was canceled in query queue");
                }
                if (System.nanoTime() - end > 0) {
                    throw new QueryException(
                            QueryException.Type.TIMEOUT, "query timed out in query queue");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QueryException(
                    QueryException.Type.CANCELED, "query was canceled in query queue", e);
        }
    }

    private QueryResult run(Plan plan, QueryRequest request, QueryContext context)
            throws QueryException {
        Snapshot snapshot = open(plan, context);
        try {
            return new Answer(context, request, plan).make();
        } finally {
            close(plan, snapshot);
        }
    }

    private static void close(Plan plan, @Nullable Snapshot snapshot) {
        plan.reads().forEach(Read::close);
        if (snapshot != null) {
            snapshot.close();
        }
    }

    private static String text(Expr expr) {
        return switch (expr) {
            case Expr.StringLiteral s -> RawText.readable(s.value());
            case Expr.Paren p -> text(p.expr());
            default -> throw new IllegalArgumentException("not a string: " + expr);
        };
    }

    private QueryContext context(QueryRequest request, long deadline) throws QueryException {
        QueryLimits limits = request.limits();
        Budget budget =
                new Budget(
                        deadline,
                        limit(limits.maxBytes(), settings.maxBytes()),
                        limit(limits.maxSamples(), settings.maxSamples()),
                        () -> request.cancelled().getAsBoolean() || cancelling,
                        memory);
        Grid grid =
                request.isInstant()
                        ? new Grid(request.startMillis(), 1, 1)
                        : Grid.between(
                                request.startMillis(), request.endMillis(), request.stepMillis());
        return new QueryContext(
                grid,
                limit(request.lookbackMillis(), settings.lookbackMillis()),
                settings,
                budget,
                new Remarks(request.query()),
                new Tally(grid, request.insight() == QueryRequest.Insight.STEPS),
                workers,
                interrupter,
                request.insight() == QueryRequest.Insight.TOTALS ? workers.threads() : 1);
    }

    private static long limit(long asked, long own) {
        return asked > 0 ? asked : own;
    }

    /** Pins what the plan reads; null when it reads nothing. */
    private @Nullable Snapshot open(Plan plan, QueryContext context) throws QueryException {
        if (plan.reads().isEmpty()) {
            return null;
        }
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (Read read : plan.reads()) {
            min = Math.min(min, read.minMillis());
            max = Math.max(max, read.maxMillis());
        }
        Storage now = stores.now(context.budget()::isOver);
        if (now == null) {
            throw new QueryException(
                    QueryException.Type.UNAVAILABLE, "the storage is not available now");
        }
        try {
            Snapshot snapshot = now.open(min, max);
            plan.reads().forEach(read -> read.open(snapshot));
            return snapshot;
        } catch (StorageException e) {
            throw Read.translate(e);
        }
    }

    @Override
    public List<Matcher> parseSelector(String selector) throws QueryException {
        return language.parseSelector(selector);
    }

    @Override
    public String format(String query) throws QueryException {
        return language.format(query);
    }

    @Override
    public Map<String, @Nullable Object> parse(String query) throws QueryException {
        return language.parse(query);
    }

    @Override
    public List<List<Matcher>> selectors(String query) throws QueryException {
        return Language.guarded(() -> Selectors.of(language.read(query)));
    }

    @Override
    public Map<String, Map<String, Boolean>> features() {
        return LanguageFeatures.of(settings);
    }

    @Override
    public Load load() {
        int most = settings.maxConcurrency();
        return new Load(most - places.availablePermits() + places.getQueueLength(), most);
    }

    @Override
    public PlanNode explain(QueryRequest request) throws QueryException {
        return Language.guarded(() -> plan(request));
    }

    private PlanNode plan(QueryRequest request) throws QueryException {
        checkTimes(request);
        Expr expr = language.read(request.query());
        checkType(expr, request);
        if (expr.type() == ValueType.STRING) {
            return new PlanNode("text", -1, null, List.of());
        }
        QueryContext context = context(request, Budget.deadline(settings.timeoutMillis()));
        Plan plan = new Planner(context, request.stepMillis(), false).plan(expr);
        Snapshot snapshot = open(plan, context);
        try {
            return PlanTree.of(plan.root());
        } finally {
            close(plan, snapshot);
            context.budget().close();
        }
    }

    private static QueryException replaced() {
        return new QueryException(
                QueryException.Type.UNAVAILABLE,
                "the query engine is being replaced, try again in a few seconds");
    }

    /**
     * Takes no more queries and lets those that run finish; what runs longer than the patience is
     * cancelled, which its user sees as "unavailable".
     */
    void close(Duration patience) throws InterruptedException {
        closing = true;
        // The places are kept: whoever comes now is told so in the queue.
        if (!takeAllPlaces(patience)) {
            cancelling = true;
            var _ = takeAllPlaces(CANCEL_PATIENCE);
        }
        workers.close();
    }

    boolean isClosing() {
        return closing;
    }

    boolean isCancelling() {
        return cancelling;
    }

    private boolean takeAllPlaces(Duration patience) throws InterruptedException {
        return places.tryAcquire(
                settings.maxConcurrency(), patience.toNanos(), TimeUnit.NANOSECONDS);
    }
}
