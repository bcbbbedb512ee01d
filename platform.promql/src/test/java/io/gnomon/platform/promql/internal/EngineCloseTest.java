package io.gnomon.platform.promql.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryLimits;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryResult;
import io.gnomon.platform.memory.MemoryStorage;
import io.gnomon.platform.promql.internal.run.EngineSettings;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** An engine in whose place another one has come. */
class EngineCloseTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Engine engine = new Engine(EngineSettings.DEFAULT, MemoryStorage::new);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void endThreads() {
        goOn.countDown();
        threads.close();
    }

    /** A query that waits for the test when it is asked whether to go on. */
    private Future<QueryResult> runningQuery() throws InterruptedException {
        Callable<QueryResult> query =
                () ->
                        engine.query(
                                new QueryRequest(
                                        "sum(x)", 0, 0, 0, 0, QueryLimits.DEFAULT, this::await));
        Future<QueryResult> answer = threads.submit(query);
        assertTrue(running.await(10, TimeUnit.SECONDS));
        return answer;
    }

    private boolean await() {
        running.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            return true;
        }
        return false;
    }

    private Future<?> closing(Duration patience) {
        return threads.submit(() -> {
            engine.close(patience);
            return true;
        });
    }

    private static void assertReplaced(QueryException e) {
        assertEquals(QueryException.Type.UNAVAILABLE, e.type());
        assertEquals(
                "the query engine is being replaced, try again in a few seconds", e.getMessage());
    }

    @Test
    void whatRunsFinishesAndWhatComesLateIsUnavailable() throws Exception {
        Future<QueryResult> answer = runningQuery();
        Future<?> closed = closing(LONG);
        while (!engine.admission().isClosing()) {
            Thread.onSpinWait();
        }
        assertReplaced(
                assertThrows(
                        QueryException.class, () -> engine.query(QueryRequest.instant("1", 0))));
        goOn.countDown();
        assertInstanceOf(QueryResult.Vector.class, answer.get(10, TimeUnit.SECONDS));
        closed.get(10, TimeUnit.SECONDS);
    }

    @Test
    void whatRunsTooLongIsCancelledAsUnavailable() throws Exception {
        Future<QueryResult> answer = runningQuery();
        Future<?> closed = closing(Duration.ofMillis(1));
        while (!engine.admission().isCancelling()) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        ExecutionException e =
                assertThrows(ExecutionException.class, () -> answer.get(10, TimeUnit.SECONDS));
        assertReplaced(assertInstanceOf(QueryException.class, e.getCause()));
        closed.get(10, TimeUnit.SECONDS);
    }
}
