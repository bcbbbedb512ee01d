package io.gnomon.platform.promql.internal.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.platform.memory.MemoryStorage;
import io.gnomon.platform.promql.internal.Engine;
import io.gnomon.platform.promql.internal.parser.ParserOptions;
import io.gnomon.platform.promql.internal.run.EngineSettings;
import io.gnomon.platform.testkit.PeerPrograms;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Generated queries over generated data, answered by a real Prometheus and by us. Under the profile
 * {@code long} there are many more; {@code -Ddifferential.seed=} and {@code -Ddifferential.count=}
 * choose others.
 */
class DifferentialTest {
    private static final long MINUTE = 60_000;

    /** So much of a remote write request. */
    private static final long WRITTEN_MILLIS = 10 * MINUTE;

    private static final long[] STEPS = {15_000, 30_000, MINUTE, 77_000, 5 * MINUTE};

    @TempDir private Path folder = Path.of("");

    private final List<String> unexplained = new ArrayList<>();
    private final Map<String, Integer> explained = new TreeMap<>();
    private int errors;
    private int empty;
    private int cancelled;

    @ParameterizedTest(name = "delayed name removal: {0}")
    @ValueSource(booleans = {false, true})
    void answersAreTheSame(boolean delayedNameRemoval) throws Exception {
        long seed = Long.getLong("differential.seed", 20_260_821);
        int count =
                Integer.getInteger("differential.count", Boolean.getBoolean("long") ? 50_000 : 300);
        GeneratedData data = new GeneratedData(seed);
        MemoryStorage storage = new MemoryStorage();
        data.into(storage);
        Engine engine = new Engine(settings(delayedNameRemoval), () -> storage);
        String features =
                "native-histograms,promql-experimental-functions,promql-duration-expr"
                        + (delayedNameRemoval ? ",promql-delayed-name-removal" : "");
        try (PrometheusPeer peer =
                PrometheusPeer.start(PeerPrograms.find("prometheus"), folder, features)) {
            write(data, peer);
            GeneratedQueries queries = new GeneratedQueries(seed);
            Random random = new Random(seed);
            for (int i = 0; i < count; i++) {
                compare(peer, engine, data, request(queries.next(), random));
            }
        }
        System.out.printf(
                "differential: seed %d, delayed name removal %s, %d queries, %d refused by both, %d"
                        + " empty, %d equal but for rounding, explained %s, unexplained %d%n",
                seed,
                delayedNameRemoval,
                count,
                errors,
                empty,
                cancelled,
                explained,
                unexplained.size());
        assertEquals("", String.join("\n", unexplained));
    }

    private static EngineSettings settings(boolean delayedNameRemoval) {
        EngineSettings d = EngineSettings.DEFAULT;
        return new EngineSettings(
                d.lookbackMillis(),
                d.timeoutMillis(),
                d.maxSamples(),
                d.maxBytes(),
                d.maxServerBytes(),
                d.threads(),
                d.maxConcurrency(),
                d.subqueryStepMillis(),
                new ParserOptions(true, false, false),
                delayedNameRemoval,
                false,
                false);
    }

    /** In parts, as a series may only grow: a part ends where floats and histograms change. */
    private static void write(GeneratedData data, PrometheusPeer peer) throws Exception {
        long first = Math.floorDiv(GeneratedData.START_MILLIS, WRITTEN_MILLIS) * WRITTEN_MILLIS;
        long last = GeneratedData.START_MILLIS + GeneratedData.SPAN_MILLIS + WRITTEN_MILLIS;
        for (long from = first; from < last; from += WRITTEN_MILLIS) {
            RemoteWriteBody body = new RemoteWriteBody();
            for (Map.Entry<Labels, SampleColumn> one : data.series.entrySet()) {
                body.add(one.getKey(), one.getValue(), from, from + WRITTEN_MILLIS - 1);
            }
            peer.write(body.snappy());
        }
    }

    private static QueryRequest request(String query, Random random) {
        long start = GeneratedData.START_MILLIS + random.nextInt((int) GeneratedData.SPAN_MILLIS);
        long step = STEPS[random.nextInt(STEPS.length)];
        // The order that sort() makes is no matter of range queries.
        boolean instant = random.nextBoolean() || query.startsWith("sort");
        return instant
                ? QueryRequest.instant(query, start)
                : QueryRequest.range(query, start, start + step * random.nextInt(40), step);
    }

    private void compare(
            PrometheusPeer peer, Engine engine, GeneratedData data, QueryRequest request)
            throws Exception {
        PeerAnswer theirs = PeerAnswer.of(ask(peer, request));
        PeerAnswer ours = ask(engine, request);
        boolean ordered = request.query().startsWith("sort") && !request.query().contains("label");
        AnswerDifference difference =
                new AnswerDifference(data.magnitude(request.query()), ordered);
        String problem = difference.between(theirs, ours);
        if (problem != null) {
            // Now and then 3.5 mixes histograms up, and does not when it is asked again.
            PeerAnswer again = PeerAnswer.of(ask(peer, request));
            if (difference.between(again, ours) == null) {
                explained.merge("another answer when asked again", 1, Integer::sum);
                return;
            }
        }
        errors += theirs.isError() && problem == null ? 1 : 0;
        empty += !theirs.isError() && theirs.series().isEmpty() ? 1 : 0;
        cancelled += difference.cancelled() && problem == null ? 1 : 0;
        if (problem != null) {
            String reason =
                    KnownDifferences.reason(
                            new KnownDifferences.Difference(
                                    request.query(), theirs, ours, problem));
            if (reason == null) {
                unexplained.add(described(request) + "\n    " + problem);
            } else {
                explained.merge(reason, 1, Integer::sum);
            }
        }
    }

    private static String described(QueryRequest request) {
        return request.query()
                + " at "
                + request.startMillis()
                + (request.isInstant()
                        ? ""
                        : " to " + request.endMillis() + " step " + request.stepMillis());
    }

    private static JsonNode ask(PrometheusPeer peer, QueryRequest request) throws Exception {
        if (request.isInstant()) {
            return peer.call(
                    "query",
                    Map.of("query", request.query(), "time", seconds(request.startMillis())));
        }
        return peer.call(
                "query_range",
                Map.of(
                        "query", request.query(),
                        "start", seconds(request.startMillis()),
                        "end", seconds(request.endMillis()),
                        "step", seconds(request.stepMillis())));
    }

    private static String seconds(long millis) {
        return String.valueOf(millis / 1000.0);
    }

    private static PeerAnswer ask(Engine engine, QueryRequest request) {
        try {
            return PeerAnswer.of(engine.query(request));
        } catch (QueryException e) {
            return PeerAnswer.of(e);
        }
    }
}
