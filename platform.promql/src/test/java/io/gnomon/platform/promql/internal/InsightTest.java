package io.gnomon.platform.promql.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.query.PlanNode;
import io.gnomon.model.query.PlanNode.Cost;
import io.gnomon.model.query.QueryException;
import io.gnomon.model.query.QueryObserver;
import io.gnomon.model.query.QueryRequest;
import io.gnomon.model.query.QueryRequest.Insight;
import io.gnomon.model.query.QueryStatistics;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.platform.memory.MemoryStorage;
import io.gnomon.platform.promql.internal.run.EngineSettings;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** What a query tells about itself. */
class InsightTest {
    private static final long MINUTE = 60_000;

    private final MemoryStorage storage = new MemoryStorage();
    private final List<@Nullable QueryException> ended = new ArrayList<>();
    private final QueryObserver observer = (request, statistics, error) -> ended.add(error);
    private final Engine engine =
            new Engine(EngineSettings.DEFAULT, over -> storage, null, () -> List.of(observer));

    /** Three series, a sample every minute for ten minutes. */
    @BeforeEach
    void load() throws Exception {
        try (AppendBatch batch = storage.batch("test", 0)) {
            for (String i : List.of("1", "2", "3")) {
                long series = batch.series(Labels.of("__name__", "requests_total", "i", i));
                for (int minute = 0; minute <= 10; minute++) {
                    batch.append(series, minute * MINUTE, minute);
                }
            }
            batch.commit(Durability.VISIBLE);
        }
    }

    private QueryStatistics statistics(String query, Insight insight) throws QueryException {
        return engine.query(QueryRequest.range(query, 5 * MINUTE, 7 * MINUTE, MINUTE).with(insight))
                .notes()
                .statistics();
    }

    @Test
    void countsTheSamplesOfEachStepAsPrometheusDoes() throws Exception {
        // Of an instant selector each step finds one sample of each series.
        QueryStatistics instant = statistics("requests_total", Insight.STEPS);
        assertArrayEquals(new long[] {3, 3, 3}, instant.samplesPerStep());
        assertEquals(9, instant.queryableSamples());
        // Of a range the samples of each window count at each step.
        assertArrayEquals(
                new long[] {6, 6, 6},
                statistics("rate(requests_total[2m])", Insight.STEPS).samplesPerStep());
        // What is the same at all steps counts at each of them.
        assertArrayEquals(
                new long[] {3, 3, 3},
                statistics("requests_total @ 0", Insight.STEPS).samplesPerStep());
        // Of a subquery its values count, not what they were made of.
        assertArrayEquals(
                new long[] {2, 2, 2},
                statistics("sum_over_time(sum(requests_total)[2m:1m])", Insight.STEPS)
                        .samplesPerStep());
        QueryStatistics totals = statistics("requests_total", Insight.TOTALS);
        assertEquals(0, totals.samplesPerStep().length);
        assertEquals(9, totals.queryableSamples());
        assertTrue(totals.peakSamples() >= 9, "peak " + totals.peakSamples());
    }

    @Test
    void profilesEachOperatorByItself() throws Exception {
        PlanNode root =
                statistics("sum(rate(requests_total[2m])) * 2", Insight.OPERATORS).profile();
        assertNotNull(root);
        List<PlanNode> all = new ArrayList<>();
        flatten(root, all);
        PlanNode select = find(all, "select range");
        assertEquals(3, select.estimatedSeries());
        assertEquals(new Cost(3, 12, cost(select).nanos(), cost(select).bytes()), cost(select));
        assertEquals(3, cost(find(all, "rate")).series());
        assertEquals(0, cost(find(all, "rate")).samples());
        assertEquals(1, cost(find(all, "sum by")).series());
        assertTrue(cost(find(all, "sum by")).bytes() > 0);
        assertTrue(root.text().contains("select range of 120000 ms"), root.text());
        assertNull(statistics("requests_total", Insight.TOTALS).profile());
    }

    private static void flatten(PlanNode node, List<PlanNode> into) {
        into.add(node);
        node.inputs().forEach(input -> flatten(input, into));
    }

    private static PlanNode find(List<PlanNode> nodes, String operator) {
        return nodes.stream()
                .filter(node -> node.operator().startsWith(operator))
                .findFirst()
                .orElseThrow();
    }

    private static Cost cost(PlanNode node) {
        Cost cost = node.cost();
        assertNotNull(cost, node.operator());
        return cost;
    }

    @Test
    void tellsObserversOfEveryQueryThatEnds() throws Exception {
        engine.query(QueryRequest.instant("requests_total", 0));
        assertThrows(
                QueryException.class,
                () -> engine.query(QueryRequest.instant("requests_total[", 0)));
        assertEquals(2, ended.size());
        assertNull(ended.getFirst());
        assertNotNull(ended.getLast());
    }

    @Test
    void refusesMoreStepsThanAnyMemoryHolds() {
        QueryException e =
                assertThrows(
                        QueryException.class,
                        () -> engine.query(QueryRequest.range("1", Long.MIN_VALUE, 0, 1)));
        assertEquals(QueryException.Type.BAD_DATA, e.type());
    }
}
