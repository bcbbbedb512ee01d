package io.gnomon.platform.memory;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.text.Utf8Order;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Sees the commits up to a number and the rows in a time range. */
final class MemorySnapshot implements Snapshot {
    private final MemoryStorage storage;
    private final long minTimeMillis;
    private final long maxTimeMillis;
    private final long commit;

    MemorySnapshot(MemoryStorage storage, long minTimeMillis, long maxTimeMillis, long commit) {
        this.storage = storage;
        this.minTimeMillis = minTimeMillis;
        this.maxTimeMillis = maxTimeMillis;
        this.commit = commit;
    }

    @Override
    public Selection select(List<Matcher> matchers, SelectHints hints) throws StorageException {
        long from = Math.max(minTimeMillis, hints.minTimeMillis());
        long to = Math.min(maxTimeMillis, hints.maxTimeMillis());
        List<MemorySelection.Found> found =
                series(
                        matchers,
                        from,
                        to,
                        s ->
                                new MemorySelection.Found(
                                        s.labels, List.copyOf(s.between(from, to, commit))));
        if (hints.sorted()) {
            found.sort(Comparator.comparing(MemorySelection.Found::labels));
        }
        return new MemorySelection(
                hints.limit() > 0 && hints.limit() < found.size()
                        ? List.copyOf(found.subList(0, hints.limit()))
                        : found);
    }

    @Override
    public List<String> labelNames(List<Matcher> matchers, int limit) throws StorageException {
        Set<String> names = new TreeSet<>(Utf8Order.INSTANCE);
        for (Labels labels : labelSets(matchers)) {
            for (int i = 0; i < labels.size(); i++) {
                names.add(labels.name(i));
            }
        }
        return limited(names.stream(), limit);
    }

    @Override
    public List<String> labelValues(String name, List<Matcher> matchers, int limit)
            throws StorageException {
        Set<String> values = new TreeSet<>(Utf8Order.INSTANCE);
        for (Labels labels : labelSets(matchers)) {
            if (labels.has(name)) {
                values.add(labels.get(name));
            }
        }
        return limited(values.stream(), limit);
    }

    @Override
    public Map<Labels, List<Exemplar>> exemplars(List<Matcher> matchers) throws StorageException {
        checkInterrupt();
        Map<Labels, List<Exemplar>> result = new TreeMap<>();
        storage.lock.lock();
        try {
            for (MemorySeries s : storage.series) {
                List<Exemplar> seen =
                        s.marks.stream()
                                .filter(mark -> mark.commit() <= commit)
                                .map(MemorySeries.Mark::exemplar)
                                .filter(e ->
                                        e.timeMillis() >= minTimeMillis
                                                && e.timeMillis() <= maxTimeMillis)
                                .toList();
                if (!seen.isEmpty() && matchers.stream().allMatch(m -> m.matches(s.labels))) {
                    result.put(s.labels, seen);
                }
            }
        } finally {
            storage.lock.unlock();
        }
        return result;
    }

    @Override
    public Map<String, MetricMetadata> metadata(String family) {
        Map<String, MetricMetadata> result = new TreeMap<>(Utf8Order.INSTANCE);
        storage.lock.lock();
        try {
            result.putAll(storage.metadata);
        } finally {
            storage.lock.unlock();
        }
        if (!family.isEmpty()) {
            result.keySet().retainAll(Set.of(family));
        }
        return result;
    }

    @Override
    public Cardinality cardinality(int limit) throws StorageException {
        Map<String, Long> byMetric = new HashMap<>();
        Map<String, Set<String>> values = new HashMap<>();
        Map<String, Long> byPair = new HashMap<>();
        for (Labels labels : labelSets(List.of())) {
            byMetric.merge(labels.metricName(), 1L, Long::sum);
            for (int i = 0; i < labels.size(); i++) {
                values.computeIfAbsent(labels.name(i), n -> new HashSet<>()).add(labels.value(i));
                byPair.merge(labels.name(i) + "=" + labels.value(i), 1L, Long::sum);
            }
        }
        Map<String, Long> valueCounts = new HashMap<>();
        Map<String, Long> valueBytes = new HashMap<>();
        values.forEach((name, set) -> {
            valueCounts.put(name, (long) set.size());
            valueBytes.put(
                    name,
                    set.stream().mapToLong(v -> v.getBytes(StandardCharsets.UTF_8).length).sum());
        });
        return new Cardinality(
                byPair.size(),
                top(byMetric, limit),
                top(valueCounts, limit),
                top(valueBytes, limit),
                top(byPair, limit));
    }

    private static List<Count> top(Map<String, Long> counts, int limit) {
        return counts.entrySet().stream()
                .map(e -> new Count(e.getKey(), e.getValue()))
                .sorted(
                        Comparator.comparingLong(Count::value)
                                .reversed()
                                .thenComparing(Count::name, Utf8Order.INSTANCE))
                .limit(limit)
                .toList();
    }

    private List<Labels> labelSets(List<Matcher> matchers) throws StorageException {
        return series(matchers, minTimeMillis, maxTimeMillis, s -> s.labels);
    }

    /** Series that match and have a row in the range. */
    private <T> List<T> series(
            List<Matcher> matchers, long from, long to, Function<MemorySeries, T> view)
            throws StorageException {
        checkInterrupt();
        List<T> found = new ArrayList<>();
        storage.lock.lock();
        try {
            for (MemorySeries s : storage.series) {
                if (matchers.stream().allMatch(m -> m.matches(s.labels))
                        && !s.between(from, to, commit).isEmpty()) {
                    found.add(view.apply(s));
                }
            }
        } finally {
            storage.lock.unlock();
        }
        return found;
    }

    private static List<String> limited(Stream<String> sorted, int limit) {
        return (limit > 0 ? sorted.limit(limit) : sorted).toList();
    }

    static void checkInterrupt() throws StorageException {
        if (Thread.currentThread().isInterrupted()) {
            throw new StorageException(
                    StorageException.Kind.CANCELLED, "reading was interrupted by the caller");
        }
    }

    @Override
    public void close() {}
}
