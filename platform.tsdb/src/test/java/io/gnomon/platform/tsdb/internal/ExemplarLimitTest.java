package io.gnomon.platform.tsdb.internal;

import static io.gnomon.platform.tsdb.internal.StoreFixture.START;
import static io.gnomon.platform.tsdb.internal.StoreFixture.series;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.Exemplar;
import io.gnomon.model.sample.MetricMetadata;
import io.gnomon.model.sample.MetricType;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.AppendBatch.Outcome;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.StorageException;
import io.gnomon.model.storage.StorageRules;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The number of exemplars that are kept is a rule that may change at any time. */
class ExemplarLimitTest {
    @TempDir Path data;

    private static Outcome write(TsdbStorage storage, int number) throws StorageException {
        try (AppendBatch batch = storage.batch("g", START + number)) {
            long series = batch.series(series("g", 0));
            batch.append(series, number);
            Outcome outcome =
                    batch.exemplar(series, new Exemplar(Labels.EMPTY, number, START + number));
            batch.commit(Durability.VISIBLE);
            return outcome;
        }
    }

    private static List<Double> kept(TsdbStorage storage) throws StorageException {
        try (Snapshot snapshot = storage.open(0, Long.MAX_VALUE / 4)) {
            return snapshot
                    .exemplars(
                            List.of(Matcher.equal(Labels.METRIC_NAME, series("g", 0).metricName())))
                    .values()
                    .stream()
                    .flatMap(List::stream)
                    .map(Exemplar::value)
                    .toList();
        }
    }

    /** As OpenMetrics and Prometheus have it; metadata under an absurd name is left out. */
    @Test
    void labelsOfExemplarsHaveAnEnd() throws Exception {
        try (TsdbStorage storage = new TsdbStorage(TsdbOptions.at(data));
                AppendBatch batch = storage.batch("g", START)) {
            long series = batch.series(series("g", 0));
            batch.append(series, 1);
            Labels fits = Labels.of("trace_id", "\ud83d\ude80".repeat(120));
            Labels tooLong = Labels.of("trace_id", "a".repeat(121));
            assertEquals(
                    Outcome.NOT_SUPPORTED, batch.exemplar(series, new Exemplar(tooLong, 1, START)));
            assertEquals(Outcome.STORED, batch.exemplar(series, new Exemplar(fits, 2, START)));
            MetricMetadata counter = new MetricMetadata(MetricType.COUNTER, "h".repeat(99_999), "");
            batch.metadata("a".repeat(Labels.MAX_CHARACTERS + 1), counter);
            batch.metadata("c", counter);
            batch.commit(Durability.VISIBLE);
            assertEquals(List.of(2.0), kept(storage));
            try (Snapshot snapshot = storage.open(START, START)) {
                assertEquals(Map.of("c", counter), snapshot.metadata(""));
                assertEquals(65_536, counter.help().length());
            }
        }
    }

    @Test
    void theNewestStay() throws Exception {
        try (TsdbStorage storage = new TsdbStorage(TsdbOptions.at(data))) {
            storage.rules(StorageRules.NONE.withExemplars(3));
            for (int i = 1; i <= 5; i++) {
                assertEquals(Outcome.STORED, write(storage, i));
            }
            assertEquals(List.of(3.0, 4.0, 5.0), kept(storage));
            storage.rules(StorageRules.NONE.withExemplars(2));
            assertEquals(List.of(4.0, 5.0), kept(storage));
            assertEquals(2, storage.head().exemplars().size());
            storage.rules(StorageRules.NONE.withExemplars(4));
            assertEquals(Outcome.STORED, write(storage, 6));
            assertEquals(List.of(4.0, 5.0, 6.0), kept(storage));
            storage.rules(StorageRules.NONE.withExemplars(0));
            assertEquals(List.of(), kept(storage));
            assertEquals(Outcome.NOT_SUPPORTED, write(storage, 7));
            storage.rules(StorageRules.NONE);
            assertEquals(Outcome.STORED, write(storage, 8));
            assertEquals(List.of(8.0), kept(storage));
            assertEquals(1, storage.head().exemplars().series());
        }
    }
}
