package io.gnomon.platform.promql.internal.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryLimits;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.platform.memory.MemoryStorage;
import io.gnomon.platform.promql.internal.Engine;
import io.gnomon.platform.promql.internal.parser.ParserOptions;
import io.gnomon.platform.promql.internal.run.EngineSettings;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Queries with odd arguments over odd data: each has an answer or an error of the language. {@code
 * -Dfuzz.seed=} and {@code -Dfuzz.count=} choose others.
 */
class DataFuzzTest {
    private static final int QUERIES_OF_ONE_STORE = 500;
    private static final int SHOWN = 20;

    private MemoryStorage storage = new MemoryStorage();

    private Engine engine(boolean delayedNameRemoval, boolean startTimestamps) {
        return new Engine(settings(delayedNameRemoval, startTimestamps), () -> storage);
    }

    @Test
    void nothingButErrorsOfTheLanguage() throws Exception {
        long seed = Long.getLong("fuzz.seed", 20_261_126);
        int count = Integer.getInteger("fuzz.count", Boolean.getBoolean("long") ? 1_000_000 : 3000);
        WildQueries queries = new WildQueries(seed);
        Random random = new Random(seed);
        Map<String, String> failures = new LinkedHashMap<>();
        Map<QueryException.Type, Integer> errors = new TreeMap<>();
        int answered = 0;
        List<Engine> engines =
                List.of(
                        engine(false, false),
                        engine(false, true),
                        engine(true, false),
                        engine(true, true));
        long start = System.nanoTime();
        for (int i = 0; i < count && failures.size() < SHOWN; i++) {
            if (i % QUERIES_OF_ONE_STORE == 0) {
                storage = WildData.storage(seed + i);
            }
            QueryRequest request = request(queries.next(), random);
            try {
                engines.get(random.nextInt(engines.size())).query(request);
                answered++;
            } catch (QueryException e) {
                errors.merge(e.type(), 1, Integer::sum);
                if (e.type() == QueryException.Type.INTERNAL) {
                    failures.putIfAbsent(where(e), i + " " + request);
                }
            } catch (Throwable t) {
                failures.putIfAbsent(where(t), i + " " + request);
            }
        }
        System.out.printf(
                "fuzzed data: seed %d, %d queries, %d answered, errors %s, %d ms%n",
                seed, count, answered, errors, (System.nanoTime() - start) / 1_000_000);
        List<String> shown = new ArrayList<>();
        failures.forEach((what, query) -> shown.add(query + "\n" + what));
        assertEquals("", String.join("\n", shown));
        assertTrue(answered > count / 3, "hardly any query has an answer");
    }

    /** The exception and where in our code it came from. */
    private static String where(Throwable t) {
        return t
                + "\n"
                + Arrays.stream(t.getStackTrace())
                        .filter(frame -> frame.getClassName().startsWith("io.gnomon"))
                        .limit(6)
                        .map(frame -> "    at " + frame)
                        .collect(Collectors.joining("\n"));
    }

    private static QueryRequest request(String query, Random random) {
        long time =
                switch (random.nextInt(12)) {
                    case 0 -> -1;
                    case 1 -> 9_000_000_000_000_000L;
                    case 2 -> -9_000_000_000_000_000L;
                    default -> random.nextLong(WildData.SPAN_MILLIS + 60_000);
                };
        long step = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(60_000);
        long end = step == 0 ? time : time + step * random.nextInt(12);
        return new QueryRequest(
                query,
                time,
                end,
                step,
                random.nextInt(4) == 0 ? 1 + random.nextInt(600_000) : 0,
                new QueryLimits(10_000, 0, 0, 0),
                () -> false);
    }

    private static EngineSettings settings(boolean delayedNameRemoval, boolean startTimestamps) {
        EngineSettings d = EngineSettings.DEFAULT;
        return new EngineSettings(
                d.lookbackMillis(),
                d.timeoutMillis(),
                1_000_000,
                64L << 20,
                d.maxServerBytes(),
                d.threads(),
                d.maxConcurrency(),
                d.subqueryStepMillis(),
                ParserOptions.ALL,
                delayedNameRemoval,
                false,
                startTimestamps);
    }
}
