package io.gnomon.platform.promql.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueriesTogether;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryResult;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.Storage;
import io.gnomon.platform.memory.MemoryStorage;
import io.gnomon.platform.promql.internal.run.EngineSettings;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

class TogetherTest {
    private static final long NOW = 600_000;

    private final MemoryStorage memory = new MemoryStorage();
    private final AtomicInteger selections = new AtomicInteger();
    private final AtomicInteger reads = new AtomicInteger();
    private final Engine engine = new Engine(EngineSettings.DEFAULT, this::counted);

    @BeforeEach
    void store() throws Exception {
        for (int host = 0; host < 5; host++) {
            Labels labels = Labels.of("__name__", "requests_total", "host", "h" + host);
            try (AppendBatch batch = memory.batch("test", NOW)) {
                long ref = batch.series(labels);
                for (long t = 0; t <= NOW; t += 15_000) {
                    batch.append(ref, t, t / 1000.0 * (host + 1));
                }
                batch.commit(Durability.VISIBLE);
            }
        }
    }

    @Test
    void whatSeveralSelectIsFoundAndReadOnce() throws Exception {
        List<QueryRequest> requests =
                requests(
                        "rate(requests_total[5m])",
                        "sum(rate(requests_total[5m]))",
                        "max by (host) (increase(requests_total[5m]))",
                        "rate(requests_total[1m])");
        List<QueryResult> alone = new ArrayList<>();
        for (QueryRequest request : requests) {
            alone.add(engine.query(request));
        }
        assertEquals(20, reads.getAndSet(0));
        selections.set(0);
        try (QueriesTogether together = engine.together(requests)) {
            for (int i = 0; i < requests.size(); i++) {
                assertEquals(text(alone.get(i)), text(together.query(requests.get(i))));
            }
        }
        assertEquals(2, selections.get(), "five minutes and one minute");
        assertEquals(10, reads.get());
    }

    @Test
    void equalQueriesHaveAnAnswerEachAndAnyOtherRunsAlone() throws Exception {
        List<QueryRequest> twice = requests("requests_total > 1000", "requests_total > 1000");
        try (QueriesTogether together = engine.together(twice)) {
            String first = text(together.query(twice.get(0)));
            assertEquals(first, text(together.query(twice.get(1))));
            assertEquals(1, selections.get());
            assertEquals(first, text(together.query(twice.get(1))), "asked a third time");
            assertEquals(2, selections.get());
        }
    }

    @Test
    void whatIsWrongIsToldToTheOneWhoAsks() throws Exception {
        List<QueryRequest> requests = requests("sum(", "sum(requests_total)", "\"a text\"");
        try (QueriesTogether together = engine.together(requests)) {
            QueryException wrong =
                    assertThrows(QueryException.class, () -> together.query(requests.get(0)));
            assertEquals(QueryException.Type.BAD_DATA, wrong.type());
            assertEquals("9000", value(together.query(requests.get(1))));
            assertEquals("Text", together.query(requests.get(2)).getClass().getSimpleName());
        }
    }

    @Test
    void allSeeTheStoreAtOneMoment() throws Exception {
        List<QueryRequest> requests = requests("sum(requests_total)", "count(requests_total)");
        try (QueriesTogether together = engine.together(requests)) {
            assertEquals("9000", value(together.query(requests.get(0))));
            try (AppendBatch batch = memory.batch("test", NOW)) {
                batch.append(batch.series(Labels.of("__name__", "requests_total")), NOW, 1);
                batch.commit(Durability.VISIBLE);
            }
            assertEquals("5", value(together.query(requests.get(1))));
        }
        assertEquals("6", value(engine.query(requests.get(1))));
    }

    @Test
    void manyThreadsMayAsk() throws Exception {
        List<QueryRequest> requests = new ArrayList<>();
        for (int i = 1; i <= 200; i++) {
            requests.addAll(requests("sum(rate(requests_total[5m])) * " + i));
        }
        try (QueriesTogether together = engine.together(requests)) {
            List<CompletableFuture<String>> answers = new ArrayList<>();
            for (QueryRequest request : requests) {
                answers.add(
                        CompletableFuture.supplyAsync(() -> {
                            try {
                                return value(together.query(request));
                            } catch (QueryException e) {
                                throw new IllegalStateException(e);
                            }
                        }));
            }
            for (int i = 0; i < answers.size(); i++) {
                assertEquals(15.0 * (i + 1), Double.parseDouble(answers.get(i).join()), 1e-9);
            }
        }
        assertEquals(1, selections.get());
    }

    private static List<QueryRequest> requests(String... queries) {
        List<QueryRequest> requests = new ArrayList<>();
        for (String query : queries) {
            requests.add(QueryRequest.instant(query, NOW));
        }
        return requests;
    }

    private static String text(QueryResult result) {
        StringBuilder out = new StringBuilder();
        for (QueryResult.Series series : ((QueryResult.Vector) result).series()) {
            out.append(series.labels()).append(' ').append(series.samples().values[0]).append('\n');
        }
        return out.toString();
    }

    private static String value(QueryResult result) {
        double value = ((QueryResult.Vector) result).series().getFirst().samples().values[0];
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** The store, which counts what is looked for and read. */
    private Storage counted() {
        return proxy(
                Storage.class,
                memory,
                "open",
                snapshot ->
                        proxy(
                                Snapshot.class,
                                (Snapshot) snapshot,
                                "select",
                                selection -> {
                                    selections.incrementAndGet();
                                    return proxy(
                                            Selection.class,
                                            (Selection) selection,
                                            "reader",
                                            reader -> counting((SampleReader) reader));
                                }));
    }

    private SampleReader counting(SampleReader reader) {
        return proxy(
                SampleReader.class,
                reader,
                "read",
                nothing -> {
                    reads.incrementAndGet();
                    return nothing;
                });
    }

    private interface Change {
        Object of(Object result);
    }

    private static <T> T proxy(Class<T> type, T inner, String method, Change change) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (self, called, arguments) -> {
                            Object result = called.invoke(inner, arguments);
                            return called.getName().equals(method) ? change.of(result) : result;
                        }));
    }
}
