package io.gnomon.platform.testkit.storage;

import static io.gnomon.platform.testkit.storage.Stored.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.Histogram;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.AppendBatch.Outcome;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection.SampleKind;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.StorageException;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** Histograms, exemplars and metadata; skipped by stores that do not keep them. */
interface RichSampleContract extends StorageUnderTest {
    List<Histogram.ResetHint> HINTS = List.of(Histogram.ResetHint.values());

    private static Histogram histogram(int n) {
        return new Histogram(
                n % 2 == 0,
                HINTS.get(n % 4),
                3,
                1e-128,
                n,
                4.0 * n + 6,
                n == 2 ? Double.NaN : n * 1.5,
                new int[] {-2, 2, 5, 1},
                new double[] {n, n + 1, n + 2},
                n % 3 == 0 ? new int[] {0, 1} : new int[0],
                n % 3 == 0 ? new double[] {3} : new double[0],
                new double[0],
                0);
    }

    @Test
    default void histogramsComeBackAsTheyWere() throws Exception {
        Labels labels = Labels.of("__name__", "h");
        Labels mixed = Labels.of("__name__", "mixed");
        for (int i = 0; i < 200; i++) {
            try (AppendBatch batch = storage().batch("g", START + i)) {
                Outcome outcome = batch.append(batch.series(labels), START + i, histogram(i));
                assumeTrue(outcome != Outcome.NOT_SUPPORTED);
                assertEquals(Outcome.STORED, outcome);
                if (i % 50 == 7) {
                    batch.append(batch.series(mixed), START + i, histogram(i));
                } else {
                    batch.append(batch.series(mixed), i);
                }
                batch.commit(Durability.VISIBLE);
            }
        }
        SampleColumn column = read(storage(), labels, START, START + 1000);
        SampleColumn both = read(storage(), mixed, START, START + 1000);
        assertEquals(200, column.size);
        assertEquals(200, both.size);
        for (int i = 0; i < 200; i++) {
            assertEquals(histogram(i), column.histogram(i), "row " + i);
            assertEquals(i % 50 == 7 ? histogram(i) : null, both.histogram(i));
            assertTrue(i % 50 == 7 || both.values[i] == i);
        }
        assertEquals(SampleKind.HISTOGRAM, kind(labels));
        assertEquals(SampleKind.MIXED, kind(mixed));
        try (AppendBatch batch = storage().batch("g", START)) {
            long ref = batch.series(labels);
            assertEquals(Outcome.DUPLICATE, batch.append(ref, START + 199, histogram(199)));
            assertEquals(Outcome.CONFLICT, batch.append(ref, START + 199, histogram(1)));
            assertEquals(Outcome.CONFLICT, batch.append(ref, START + 199, 1));
        }
    }

    private SampleKind kind(Labels labels) throws StorageException {
        try (Snapshot snapshot = storage().open(START, START + 1000)) {
            return snapshot.select(
                            List.of(Matcher.equal("__name__", labels.metricName())),
                            SelectHints.between(START, START + 1000))
                    .kind(0);
        }
    }

    @Test
    default void exemplarsAreFoundBySeriesAndTime() throws Exception {
        Labels labels = Labels.of("__name__", "m");
        Exemplar exemplar = new Exemplar(Labels.of("trace_id", "4711"), 3.5, START + 5);
        try (AppendBatch batch = storage().batch("g", START)) {
            long ref = batch.series(labels);
            batch.append(ref, 1);
            Outcome outcome = batch.exemplar(ref, exemplar);
            assumeTrue(outcome != Outcome.NOT_SUPPORTED);
            assertEquals(Outcome.STORED, outcome);
            batch.commit(Durability.VISIBLE);
        }
        List<Matcher> m = List.of(Matcher.equal("__name__", "m"));
        try (Snapshot snapshot = storage().open(START, START + 10)) {
            assertEquals(Map.of(labels, List.of(exemplar)), snapshot.exemplars(m));
            assertEquals(Map.of(), snapshot.exemplars(List.of(Matcher.equal("__name__", "other"))));
        }
        try (Snapshot before = storage().open(START, START + 4)) {
            assertEquals(Map.of(), before.exemplars(m));
        }
    }

    @Test
    default void theLatestMetadataWins() throws Exception {
        MetricMetadata first = new MetricMetadata(MetricType.GAUGE, "old", "");
        MetricMetadata second = new MetricMetadata(MetricType.COUNTER, "new", "seconds");
        for (MetricMetadata metadata : List.of(first, second)) {
            try (AppendBatch batch = storage().batch("g", START)) {
                batch.metadata("m", metadata);
                batch.metadata("n", first);
                batch.commit(Durability.VISIBLE);
            }
        }
        try (Snapshot snapshot = storage().open(START, START)) {
            assertEquals(Map.of("m", second), snapshot.metadata("m"));
            assertEquals(Map.of("m", second, "n", first), snapshot.metadata(""));
            assertEquals(Map.of(), snapshot.metadata("none"));
        }
    }
}
