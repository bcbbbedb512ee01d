package io.gnomon.platform.tsdb.internal.head;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.storage.Snapshot.Cardinality;
import io.gnomon.model.storage.Snapshot.Count;
import io.gnomon.model.text.Utf8Order;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Ranks label names, values and pairs by how many series or bytes they have. For one thread. */
final class CardinalityCounts {
    private static final Comparator<Count> LARGEST_FIRST =
            Comparator.comparingLong(Count::value)
                    .reversed()
                    .thenComparing(Count::name, Utf8Order.INSTANCE);

    private final int limit;
    private final List<Count> metrics = new ArrayList<>();
    private final Map<String, OfLabel> labels = new HashMap<>();

    /** The largest pairs so far, the least of them first. */
    private final PriorityQueue<Count> pairs = new PriorityQueue<>(LARGEST_FIRST.reversed());

    private long pairCount;

    private static final class OfLabel {
        private long values;
        private long bytes;
    }

    /**
     * Nothing counted yet.
     *
     * @param limit length of each list
     */
    CardinalityCounts(int limit) {
        this.limit = limit;
    }

    /** Counts a pair that so many series have; each pair once. */
    void add(String name, String value, long series) {
        OfLabel label = labels.computeIfAbsent(name, n -> new OfLabel());
        label.values++;
        label.bytes += value.getBytes(StandardCharsets.UTF_8).length;
        pairCount++;
        if (name.equals(Labels.METRIC_NAME)) {
            metrics.add(new Count(value, series));
        }
        Count least = pairs.peek();
        if (least == null || pairs.size() < limit || series >= least.value()) {
            pairs.add(new Count(name + "=" + value, series));
            if (pairs.size() > limit) {
                pairs.remove();
            }
        }
    }

    Cardinality toCardinality() {
        List<Count> values = new ArrayList<>();
        List<Count> bytes = new ArrayList<>();
        labels.forEach((name, label) -> {
            values.add(new Count(name, label.values));
            bytes.add(new Count(name, label.bytes));
        });
        return new Cardinality(
                pairCount,
                top(metrics, limit),
                top(values, limit),
                top(bytes, limit),
                top(List.copyOf(pairs), limit));
    }

    /** The largest ones, at most so many. */
    static List<Count> top(List<Count> counts, int limit) {
        return counts.stream().sorted(LARGEST_FIRST).limit(limit).toList();
    }
}
