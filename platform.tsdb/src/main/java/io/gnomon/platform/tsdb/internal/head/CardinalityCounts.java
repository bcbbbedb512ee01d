package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.storage.Snapshot.Cardinality;
import io.gnomon.model.storage.Snapshot.Count;
import io.gnomon.model.text.Utf8Order;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Ranks label names, values and pairs by how many series or bytes they have. */
final class CardinalityCounts {
    private CardinalityCounts() {}

    /** From the number of series by label name and value. */
    static Cardinality of(Map<String, Map<String, Long>> seriesByPair, int limit) {
        List<Count> metrics = new ArrayList<>();
        List<Count> values = new ArrayList<>();
        List<Count> bytes = new ArrayList<>();
        List<Count> pairs = new ArrayList<>();
        seriesByPair
                .getOrDefault(Labels.METRIC_NAME, Map.of())
                .forEach((metric, series) -> metrics.add(new Count(metric, series)));
        seriesByPair.forEach((name, byValue) -> {
            long length = 0;
            for (Map.Entry<String, Long> entry : byValue.entrySet()) {
                length += entry.getKey().getBytes(StandardCharsets.UTF_8).length;
                pairs.add(new Count(name + "=" + entry.getKey(), entry.getValue()));
            }
            values.add(new Count(name, byValue.size()));
            bytes.add(new Count(name, length));
        });
        return new Cardinality(
                top(metrics, limit), top(values, limit), top(bytes, limit), top(pairs, limit));
    }

    /** The largest ones, at most so many. */
    static List<Count> top(List<Count> counts, int limit) {
        return counts.stream()
                .sorted(
                        Comparator.comparingLong(Count::value)
                                .reversed()
                                .thenComparing(Count::name, Utf8Order.INSTANCE))
                .limit(limit)
                .toList();
    }
}
