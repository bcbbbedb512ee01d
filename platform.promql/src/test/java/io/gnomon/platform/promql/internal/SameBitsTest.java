package io.gnomon.platform.promql.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryResult;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.platform.memory.MemoryStorage;
import io.gnomon.platform.promql.internal.run.EngineSettings;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Random;

/** Equal queries give equal bits, whatever the number of threads that work on them. */
class SameBitsTest {
    private static final int SERIES = 700;
    private static final int SAMPLES = 130;
    private static final MemoryStorage STORAGE = new MemoryStorage();

    @BeforeAll
    static void load() throws Exception {
        Random random = new Random(5);
        try (AppendBatch batch = STORAGE.batch("test", 0)) {
            for (int i = 0; i < SERIES; i++) {
                Labels labels =
                        Labels.of("g", "" + i % 7, "i", "" + i, "__name__", "requests_total");
                long floats = batch.series(labels);
                long mixed = batch.series(labels.with("__name__", "mixed"));
                long huge = batch.series(labels.with("__name__", "huge"));
                double counter = random.nextDouble();
                for (int k = 0; k < SAMPLES; k++) {
                    long time = k * 15_000L + i % 3;
                    counter = random.nextInt(40) == 0 ? 0 : counter + random.nextDouble() * 1e3;
                    if (random.nextInt(50) > 0) {
                        batch.append(floats, time, counter);
                    }
                    batch.append(huge, time, random.nextGaussian() * 1e308);
                    // Half of the series are histograms, and some are both.
                    if (i % 2 == 0 || (i % 5 == 0 && k > 100)) {
                        batch.append(mixed, time, random.nextGaussian());
                    } else {
                        batch.append(mixed, time, histogram(random, k));
                    }
                }
            }
            batch.commit(Durability.VISIBLE);
        }
    }

    private static Histogram histogram(Random random, int k) {
        double a = random.nextInt(100) / 7.0 + k;
        double b = random.nextInt(100) / 3.0 + k;
        return new Histogram(
                false,
                ResetHint.UNKNOWN,
                1,
                1e-9,
                0,
                a + b,
                a / 3,
                new int[] {0, 2},
                new double[] {a, b},
                new int[0],
                new double[0],
                new double[0],
                0);
    }

    private static Engine engine(int threads) {
        EngineSettings d = EngineSettings.DEFAULT;
        return new Engine(
                new EngineSettings(
                        d.lookbackMillis(),
                        d.timeoutMillis(),
                        d.maxSamples(),
                        d.maxBytes(),
                        d.maxServerBytes(),
                        threads,
                        d.maxConcurrency(),
                        d.subqueryStepMillis(),
                        d.language(),
                        false,
                        false,
                        false),
                () -> STORAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "requests_total",
                "sum(rate(requests_total[1m]))",
                "sum by (g) (rate(requests_total[2m]))",
                "avg without (i) (requests_total)",
                "stddev by (g) (requests_total)",
                "max by (g) (requests_total) - min by (g) (requests_total)",
                "count by (i) (requests_total)",
                "sum(mixed)",
                "avg by (g) (mixed)",
                "sum by (g) (rate(mixed[1m]))",
                "avg(huge)",
                "avg by (g) (huge)",
                "sum(huge)",
                "topk by (g) (3, rate(requests_total[1m]))",
                "quantile by (g) (0.3, requests_total)",
                "requests_total / on (i) group_left () huge",
                "sum by (g) (requests_total * ignoring (i) group_left () sum by (g) (huge))",
                "avg(quantile_over_time(0.9, requests_total[3m]))",
                "max_over_time(sum(rate(requests_total[1m]))[5m:30s])",
                "sum(requests_total or huge) + count(requests_total and on (i) mixed)",
                "histogram_quantile(0.9, sum by (g) (rate(mixed[2m])))",
                "requests_total + on (g) mixed",
                "sum_over_time(mixed[2m]) > 3"
            })
    void onOneTwoAndSevenThreads(String query) throws Exception {
        QueryRequest range = QueryRequest.range(query, 300_000, 1_900_000, 20_000);
        QueryRequest instant = QueryRequest.instant(query, 1_500_000);
        String one = answer(engine(1), range);
        String oneInstant = answer(engine(1), instant);
        assertTrue(one.length() > 10, "there is something to compare");
        for (int threads : new int[] {2, 7}) {
            Engine engine = engine(threads);
            for (int times = 0; times < 3; times++) {
                assertEquals(one, answer(engine, range));
                assertEquals(oneInstant, answer(engine, instant));
            }
            engine.close(java.time.Duration.ofSeconds(5));
        }
    }

    /** Every bit of an answer, its warnings and its cost. */
    private static String answer(Engine engine, QueryRequest request) {
        QueryResult result;
        try {
            result = engine.query(request);
        } catch (QueryException e) {
            return "error: " + e.type() + " " + e.getMessage();
        }
        List<QueryResult.Series> all =
                result instanceof QueryResult.Matrix m
                        ? m.series()
                        : ((QueryResult.Vector) result).series();
        StringBuilder out = new StringBuilder();
        for (QueryResult.Series series : all) {
            out.append(series.labels());
            SampleColumn samples = series.samples();
            for (int i = 0; i < samples.size; i++) {
                Histogram histogram = samples.histogram(i);
                out.append(' ').append(samples.times[i]).append('=');
                out.append(
                        histogram == null
                                ? Long.toHexString(Double.doubleToRawLongBits(samples.values[i]))
                                : histogram.toString() + histogram.hashCode());
            }
            out.append('\n');
        }
        return out.append(result.notes().warnings())
                .append(result.notes().infos())
                .append(result.notes().samplesRead())
                .toString();
    }
}
