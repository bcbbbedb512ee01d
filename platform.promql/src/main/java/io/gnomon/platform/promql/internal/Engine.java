package io.gnomon.platform.promql.internal;

import io.gnomon.model.labels.Matcher;
import io.gnomon.model.query.PlanNode;
import io.gnomon.model.query.QueriesTogether;
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
import io.gnomon.platform.promql.internal.plan.SharedReads;
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
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Evaluates PromQL over whatever storage is there when a query starts. Safe for use by any number
 * of threads; a query runs on the thread that asks, with some help of the engine's workers.
 */
public final class Engine implements QueryEngine {
    private final EngineSettings settings;
    private final Language language;
    private final Stores stores;
    private final Supplier<List<QueryObserver>> observers;
    private final Admission admission;
    private final MemoryPool memory;
    private final Workers workers;
    private final Interrupter interrupter = new Interrupter();

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
        this.observers = observers;
        this.admission = new Admission(settings.maxConcurrency(), active);
        this.memory = new MemoryPool(settings.maxServerBytes());
        this.workers = new Workers(settings.threads());
    }

    @Override
    public QueryResult query(QueryRequest request) throws QueryException {
        checkTimes(request);
        long timeout = timeoutMillis(request);
        QueryContext context = context(request, Budget.deadline(timeout));
        return observed(request, context, () -> evaluate(request, context, timeout));
    }

    @Override
    public QueriesTogether together(List<QueryRequest> requests) {
        Budget budget =
                new Budget(
                        Budget.deadline(settings.timeoutMillis()),
                        settings.maxBytes(),
                        Long.MAX_VALUE,
                        admission::isCancelling,
                        memory);
        Together together = new Together(this, budget);
        together.prepare(requests);
        return together;
    }

    /** Evaluates a query that was planned before. */
    QueryResult query(QueryRequest request, QueryContext context, Plan plan) throws QueryException {
        long timeout = timeoutMillis(request);
        context.budget().begin(timeout);
        return observed(
                request,
                context,
                () ->
                        admission.run(
                                request,
                                context.tally(),
                                timeout,
                                () -> new Answer(context, request, plan).make()));
    }

    private long timeoutMillis(QueryRequest request) {
        return limit(request.limits().timeoutMillis(), settings.timeoutMillis());
    }

    private QueryResult observed(
            QueryRequest request,
            QueryContext context,
            Language.Work<QueryResult, QueryException> work)
            throws QueryException {
        try {
            QueryResult result = Language.guarded(work);
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
        tally.prepareNanos = System.nanoTime() - began;
        return admission.run(
                request,
                tally,
                timeoutMillis,
                () -> {
                    if (expr.type() == ValueType.STRING) {
                        return new QueryResult.Text(
                                request.startMillis(), text(expr), QueryResult.Notes.NONE);
                    }
                    long admitted = System.nanoTime();
                    Plan plan = planner(request, context, null).plan(expr);
                    tally.prepareNanos += System.nanoTime() - admitted;
                    return run(plan, request, context);
                });
    }

    /**
     * A plan of a query that other queries run beside, which its user has not begun to wait for.
     *
     * @return null when it must run alone
     * @throws QueryException as {@link #query(QueryRequest)} does when it runs alone
     */
    @Nullable Plan plan(QueryRequest request, QueryContext context, SharedReads others)
            throws QueryException {
        checkTimes(request);
        Expr expr = language.read(request.query());
        checkType(expr, request);
        return expr.type() == ValueType.STRING
                ? null
                : planner(request, context, others).plan(expr);
    }

    private static Planner planner(
            QueryRequest request, QueryContext context, @Nullable SharedReads others) {
        boolean measured = request.insight() == QueryRequest.Insight.OPERATORS;
        return new Planner(context, request.stepMillis(), measured, others);
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

    private QueryResult run(Plan plan, QueryRequest request, QueryContext context)
            throws QueryException {
        Snapshot snapshot = open(plan.reads(), context.budget());
        try {
            return new Answer(context, request, plan).make();
        } finally {
            close(plan.reads(), snapshot);
        }
    }

    static void close(List<Read> reads, @Nullable Snapshot snapshot) {
        reads.forEach(Read::close);
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

    QueryContext context(QueryRequest request, long deadline) throws QueryException {
        QueryLimits limits = request.limits();
        Budget budget =
                new Budget(
                        deadline,
                        limit(limits.maxBytes(), settings.maxBytes()),
                        limit(limits.maxSamples(), settings.maxSamples()),
                        () -> request.cancelled().getAsBoolean() || admission.isCancelling(),
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

    /** Pins what is going to be read; null when that is nothing. */
    @Nullable Snapshot open(List<Read> reads, Budget budget) throws QueryException {
        if (reads.isEmpty()) {
            return null;
        }
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        for (Read read : reads) {
            min = Math.min(min, read.minMillis());
            max = Math.max(max, read.maxMillis());
        }
        Storage now = stores.now(budget::isOver);
        if (now == null) {
            throw new QueryException(
                    QueryException.Type.UNAVAILABLE, "the storage is not available now");
        }
        try {
            Snapshot snapshot = now.open(min, max);
            reads.forEach(read -> read.open(snapshot));
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
    public String withMatchers(String query, List<Matcher> matchers) throws QueryException {
        return language.withMatchers(query, matchers);
    }

    @Override
    public String withGrouping(String query, List<String> labels) throws QueryException {
        return language.withGrouping(query, labels);
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
        return admission.load();
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
        Plan plan = new Planner(context, request.stepMillis(), false, null).plan(expr);
        Snapshot snapshot = open(plan.reads(), context.budget());
        try {
            return PlanTree.of(plan.root());
        } finally {
            close(plan.reads(), snapshot);
            context.budget().close();
        }
    }

    /**
     * Takes no more queries and lets those that run finish; what runs longer than the patience is
     * cancelled, which its user sees as "unavailable".
     */
    void close(Duration patience) throws InterruptedException {
        admission.close(patience);
        workers.close();
    }

    Admission admission() {
        return admission;
    }
}
