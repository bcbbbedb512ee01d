package io.gnomon.platform.tsdb.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.Histogram.ResetHint;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.StorageException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What a store should contain, in plain maps: by series and time a Double or a Histogram. */
final class StoreModel {
    private final TreeMap<Labels, TreeMap<Long, Object>> series = new TreeMap<>();

    void put(Labels labels, long time, Object value) {
        series.computeIfAbsent(labels, l -> new TreeMap<>()).put(time, value);
    }

    void putIfAbsent(Labels labels, long time, Object value) {
        series.computeIfAbsent(labels, l -> new TreeMap<>()).putIfAbsent(time, value);
    }

    /** Time of the newest sample of a series, {@link Long#MIN_VALUE} without one. */
    long newest(Labels labels) {
        TreeMap<Long, Object> samples = series.getOrDefault(labels, new TreeMap<>());
        return samples.isEmpty() ? Long.MIN_VALUE : samples.lastKey();
    }

    void delete(List<Matcher> matchers, long min, long max) {
        series.forEach((labels, samples) -> {
            if (min <= max && matchers.stream().allMatch(m -> m.matches(labels))) {
                samples.subMap(min, true, max, true).clear();
            }
        });
    }

    /** Drops samples before a time. */
    void deleteBefore(List<Matcher> matchers, long time) {
        delete(matchers, Long.MIN_VALUE, time - 1);
    }

    long samples() {
        return series.values().stream().mapToLong(Map::size).sum();
    }

    /** A copy that later changes do not touch. */
    StoreModel copy() {
        StoreModel copy = new StoreModel();
        series.forEach((labels, samples) -> copy.series.put(labels, new TreeMap<>(samples)));
        return copy;
    }

    /** Counts all samples of a snapshot. */
    static long read(Snapshot snapshot) throws StorageException {
        Selection found =
                snapshot.select(List.of(), SelectHints.between(Long.MIN_VALUE, Long.MAX_VALUE));
        long count = 0;
        SampleColumn column = new SampleColumn();
        try (SampleReader reader = found.reader()) {
            for (int i = 0; i < found.size(); i++) {
                reader.read(i, column);
                count += column.size;
            }
        }
        return count;
    }

    /** Holds a snapshot against the model: series, order, times and every bit of the values. */
    void check(Snapshot snapshot, List<Matcher> matchers, long min, long max, boolean sorted)
            throws StorageException {
        SelectHints hints = new SelectHints(min, max, 0, 0, "", List.of(), false, 0, sorted);
        Selection found = snapshot.select(matchers, hints);
        assertTrue(found.warnings().isEmpty(), () -> found.warnings().toString());
        Map<Labels, SampleColumn> read = new HashMap<>();
        List<Labels> order = new ArrayList<>();
        try (SampleReader reader = found.reader()) {
            for (int i = 0; i < found.size(); i++) {
                SampleColumn column = new SampleColumn();
                reader.read(i, column);
                checkNewest(reader, i, column);
                assertEquals(null, read.put(found.labels(i), column), "a series comes once");
                order.add(found.labels(i));
            }
        }
        checkValues(snapshot, Labels.METRIC_NAME);
        if (sorted) {
            assertEquals(order.stream().sorted().toList(), order);
        }
        series.forEach((labels, samples) -> {
            if (matchers.stream().allMatch(m -> m.matches(labels))) {
                SampleColumn column = read.remove(labels);
                check(labels, samples.subMap(min, true, max, true), column);
            }
        });
        read.forEach((labels, column) -> assertEquals(0, column.size, () -> "unknown " + labels));
    }

    /** What is read as the newest sample is the last of all. */
    static void checkNewest(SampleReader reader, int series, SampleColumn all)
            throws StorageException {
        SampleColumn newest = new SampleColumn();
        reader.readNewest(series, newest);
        assertEquals(all.size == 0, newest.size == 0, "both or none");
        if (all.size > 0) {
            int a = all.size - 1;
            int b = newest.size - 1;
            assertEquals(all.times[a], newest.times[b]);
            assertEquals(all.histogram(a) == null, newest.histogram(b) == null);
            assertEquals(
                    all.histogram(a) == null ? Double.doubleToRawLongBits(all.values[a]) : 0,
                    newest.histogram(b) == null ? Double.doubleToRawLongBits(newest.values[b]) : 0);
        }
    }

    /** The values of a label are the same, whether the index is asked or the series are. */
    private static void checkValues(Snapshot snapshot, String label) throws StorageException {
        assertEquals(
                snapshot.labelValues(
                        label, List.of(new Matcher(Matcher.Type.REGEX, label, ".+")), 0),
                snapshot.labelValues(label, List.of(), 0));
    }

    private static void check(
            Labels labels, NavigableMap<Long, Object> expected, @Nullable SampleColumn column) {
        if (column == null) {
            assertEquals(0, expected.size(), () -> labels + " is missing");
            return;
        }
        int size = column.size;
        int i = 0;
        for (Map.Entry<Long, Object> sample : expected.entrySet()) {
            int row = i++;
            assertTrue(
                    row < size,
                    () -> labels + " ends before " + sample.getKey() + " of " + expected.size());
            assertEquals(sample.getKey(), column.times[row], () -> labels + " row " + row);
            if (sample.getValue() instanceof Histogram histogram) {
                checkHistogram(labels, histogram, column.histogram(row));
            } else {
                assertEquals(null, column.histogram(row), labels::toString);
                assertEquals(
                        Double.doubleToRawLongBits((Double) sample.getValue()),
                        Double.doubleToRawLongBits(column.values[row]),
                        () -> labels + " at " + sample.getKey());
            }
        }
        assertEquals(expected.size(), size, () -> labels + " has more");
    }

    /** A hint may be given up, for it is one. */
    private static void checkHistogram(
            Labels labels, Histogram expected, @Nullable Histogram read) {
        assertTrue(
                expected.equals(read) || expected.withHint(ResetHint.UNKNOWN).equals(read),
                () -> labels + ": " + expected + " came back as " + read);
    }
}
