package io.gnomon.platform.promql.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryLimits;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryResult;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Storage;
import io.gnomon.model.storage.StorageException;
import io.gnomon.platform.memory.MemoryStorage;
import io.gnomon.platform.promql.internal.run.EngineSettings;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** No query, however it is written, takes the server down or holds others up. */
class GuardRailsTest {
    private static final long MIB = 1 << 20;

    private final MemoryStorage storage = new MemoryStorage();
    private final Engine engine = new Engine(settings(64 * MIB), () -> storage);

    private static EngineSettings settings(long maxBytes) {
        EngineSettings d = EngineSettings.DEFAULT;
        return new EngineSettings(
                d.lookbackMillis(),
                d.timeoutMillis(),
                d.maxSamples(),
                maxBytes,
                2 * maxBytes,
                2,
                d.maxConcurrency(),
                d.subqueryStepMillis(),
                d.language(),
                false,
                false,
                false);
    }

    @BeforeEach
    void load() throws Exception {
        append("steady", 4, 0, 600);
    }

    private void append(String name, int series, int fromMinute, int toMinute) throws Exception {
        try (AppendBatch batch = storage.batch("test", 0)) {
            for (int i = 0; i < series; i++) {
                long ref = batch.series(Labels.of("__name__", name, "i", "" + i, "a", "abcdefgh"));
                for (int minute = fromMinute; minute < toMinute; minute++) {
                    batch.append(ref, minute * 60_000L, minute * 60.0 * (i + 1));
                }
            }
            batch.commit(Durability.VISIBLE);
        }
    }

    private QueryException refused(String query) {
        return assertThrows(
                QueryException.class,
                () -> engine.query(QueryRequest.instant(query, 3_600_000)),
                query);
    }

    private static String message(QueryException e) {
        return String.valueOf(e.getMessage());
    }

    /** What a query of 400 levels does on a stack that is too small for it. */
    private QueryException onSmallStack(FutureTask<QueryException> work) throws Exception {
        Thread thread = new Thread(null, work, "small stack", 200 << 10);
        thread.start();
        return work.get(60, TimeUnit.SECONDS);
    }

    @Test
    void aStackThatOverflowsIsAnErrorOfTheQuery() throws Exception {
        String deep = "abs(".repeat(400) + "steady" + ")".repeat(400);
        QueryRequest request = QueryRequest.range(deep, 0, 600_000, 60_000);
        // A usual stack does, and has loaded all classes.
        assertInstanceOf(QueryResult.Matrix.class, engine.query(request));
        for (int times = 0; times < 30; times++) {
            List<FutureTask<QueryException>> works =
                    List.of(
                            new FutureTask<>(() ->
                                    assertThrows(
                                            QueryException.class, () -> engine.query(request))),
                            new FutureTask<>(() ->
                                    assertThrows(
                                            QueryException.class, () -> engine.explain(request))));
            for (FutureTask<QueryException> work : works) {
                assertEquals(
                        "expression is nested too deeply for the stack of the thread that"
                                + " evaluates it",
                        message(onSmallStack(work)));
            }
        }
        // More than the places that there are for queries: each was given back.
        assertInstanceOf(QueryResult.Matrix.class, engine.query(request));
    }

    /** Each number over all steps takes 16 MiB, and all of them are needed at once. */
    @Test
    void numbersOverManyStepsAreAccounted() {
        String sum = "time()+(".repeat(50) + "time()" + ")".repeat(50);
        QueryException e = refused("max_over_time(vector(" + sum + ")[1y:15s])");
        assertTrue(message(e).startsWith("query would use more than 64 MiB of memory"), message(e));
    }

    @Test
    void aSubqueryHasOnlySoManySteps() {
        for (String range : List.of("300d:1ms", "200y:1ms", "1y:3s")) {
            assertEquals(
                    "the query has more than 10000000 steps; try a larger step or a shorter range",
                    message(refused("max_over_time(vector(1)[" + range + "])")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "label_join(X, \"a\", \"\", \"a\", \"a\")",
                "label_replace(X, \"a\", \"$1$1\", \"a\", \"(.*)\")"
            })
    void labelsDoNotGrowWithoutEnd(String call) {
        String query = "steady";
        for (int level = 0; level < 60; level++) {
            query = call.replace("X", query);
        }
        assertTrue(
                message(refused(query))
                        .endsWith("() would make a label value of more than 1048576 characters"));
    }

    @Test
    void ofManyRemarksTheFirstAreTold() throws Exception {
        QueryResult result =
                engine.query(
                        QueryRequest.instant(
                                "max_over_time(quantile(time(), steady)[6h:1s])", 36_000_000));
        assertEquals(11, result.notes().warnings().size());
        assertEquals("9990 more warning annotations omitted", result.notes().warnings().getLast());
    }

    /**
     * While as many heavy queries run as there are processors and more, each of a hundred commits
     * is seen by the next small query, before any of the heavy ones has ended. That they last long
     * enough is sure: each has some hours of work.
     */
    @Test
    void heavyQueriesHoldNeitherWritersNorSmallQueriesUp() throws Exception {
        append("many", 200, 0, 600);
        int heavy = Runtime.getRuntime().availableProcessors() + 2;
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch running = new CountDownLatch(heavy);
        List<FutureTask<QueryException>> queries = new ArrayList<>();
        for (int i = 0; i < heavy; i++) {
            AtomicBoolean counted = new AtomicBoolean();
            QueryRequest request =
                    new QueryRequest(
                            "sum(sum_over_time(many[10h:1s]))",
                            0,
                            36_000_000,
                            1000,
                            0,
                            new QueryLimits(3_600_000, 1L << 40, 1L << 30, 0),
                            () -> {
                                if (counted.compareAndSet(false, true)) {
                                    running.countDown();
                                }
                                return stop.get();
                            });
            FutureTask<QueryException> query =
                    new FutureTask<>(
                            () -> assertThrows(QueryException.class, () -> engine.query(request)));
            queries.add(query);
            Thread.ofPlatform().daemon().start(query);
        }
        try {
            assertTrue(running.await(60, TimeUnit.SECONDS));
            int missed = 0;
            for (int minute = 600; minute < 700; minute++) {
                append("steady", 4, minute, minute + 1);
                QueryResult.Vector seen =
                        (QueryResult.Vector)
                                engine.query(
                                        QueryRequest.instant(
                                                "count(timestamp(steady) == " + minute * 60 + ")",
                                                minute * 60_000L));
                missed +=
                        seen.series().isEmpty() || seen.series().getFirst().samples().values[0] != 4
                                ? 1
                                : 0;
            }
            assertEquals(0, missed, "commits that the next query did not see");
            assertEquals(
                    0,
                    queries.stream().filter(FutureTask::isDone).count(),
                    "heavy queries that had to end first");
        } finally {
            stop.set(true);
        }
        for (FutureTask<QueryException> query : queries) {
            assertEquals(QueryException.Type.CANCELED, query.get(60, TimeUnit.SECONDS).type());
        }
    }

    /** A store looks at interrupts only; here it never ends by itself. */
    @Test
    void aCancelledQueryEndsWhileTheStoreLooksForSeries() throws Exception {
        CountDownLatch looking = new CountDownLatch(1);
        Snapshot snapshot =
                fake(
                        Snapshot.class,
                        "select",
                        () -> {
                            looking.countDown();
                            try {
                                new CountDownLatch(1).await();
                                return "";
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                                throw new StorageException(
                                        StorageException.Kind.CANCELLED, "interrupted", e);
                            }
                        });
        Storage store = fake(Storage.class, "open", () -> snapshot);
        AtomicBoolean cancelled = new AtomicBoolean();
        QueryRequest request =
                new QueryRequest(
                        "steady{i=~\".*1.*\"}", 0, 0, 0, 0, QueryLimits.DEFAULT, cancelled::get);
        AtomicBoolean interruptLeft = new AtomicBoolean();
        FutureTask<QueryException> query =
                new FutureTask<>(() -> {
                    Engine slow = new Engine(EngineSettings.DEFAULT, () -> store);
                    try {
                        return assertThrows(QueryException.class, () -> slow.query(request));
                    } finally {
                        interruptLeft.set(Thread.currentThread().isInterrupted());
                        slow.close(Duration.ZERO);
                    }
                });
        Thread.ofPlatform().daemon().start(query);
        assertTrue(looking.await(60, TimeUnit.SECONDS));
        cancelled.set(true);
        assertEquals(QueryException.Type.CANCELED, query.get(60, TimeUnit.SECONDS).type());
        assertFalse(interruptLeft.get(), "the thread is as it was");
    }

    /** An object of which one method does something and the others nothing. */
    private static <T> T fake(Class<T> type, String method, Callable<Object> answer) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, called, arguments) ->
                                called.getName().equals(method) ? answer.call() : null));
    }
}
