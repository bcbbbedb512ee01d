package io.gnomon.platform.testkit.storage;

import static io.gnomon.platform.testkit.storage.Stored.assertTimes;
import static io.gnomon.platform.testkit.storage.Stored.read;
import static io.gnomon.platform.testkit.storage.Stored.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gnomon.model.labels.Labels;
import io.gnomon.model.labels.Matcher;
import io.gnomon.model.sample.SampleColumn;
import io.gnomon.model.storage.AppendBatch;
import io.gnomon.model.storage.AppendBatch.Durability;
import io.gnomon.model.storage.AppendBatch.Outcome;
import io.gnomon.model.storage.SampleReader;
import io.gnomon.model.storage.SelectHints;
import io.gnomon.model.storage.Selection;
import io.gnomon.model.storage.Snapshot;
import io.gnomon.model.storage.StorageException;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

/** Batches are seen whole, by who opened a snapshot after their commit. */
interface IsolationContract extends StorageUnderTest {
    int BATCHES = 400;
    int SERIES_PER_BATCH = 50;

    @Test
    default void nothingIsVisibleBeforeTheCommitOrWithoutOne() throws Exception {
        Labels labels = Labels.of("__name__", "m");
        try (AppendBatch batch = storage().batch("g", START)) {
            batch.append(batch.series(labels), 1);
            assertEquals(0, read(storage(), labels, START, START + 10).size);
        }
        assertEquals(0, read(storage(), labels, START, START + 10).size);
        assertEquals(Outcome.STORED, write(storage(), labels, START, 2));
        assertEquals(2, read(storage(), labels, START, START + 10).values[0]);
    }

    @Test
    default void aSnapshotDoesNotSeeLaterCommits() throws Exception {
        Labels old = Labels.of("__name__", "m", "age", "old");
        Labels young = Labels.of("__name__", "m", "age", "young");
        for (int i = 0; i < 100; i++) {
            write(storage(), old, START + i, i);
        }
        try (Snapshot snapshot = storage().open(START, START + 10_000)) {
            for (int i = 100; i < 1000; i++) {
                write(storage(), old, START + i, i);
                write(storage(), young, START + i, i);
            }
            assertEquals(100, read(snapshot, old, START, START + 10_000).size);
            assertEquals(0, read(snapshot, young, START, START + 10_000).size);
            assertEquals(List.of("old"), snapshot.labelValues("age", List.of(), 0));
        }
        assertEquals(1000, read(storage(), old, START, START + 10_000).size);
        assertEquals(900, read(storage(), young, START, START + 10_000).size);
    }

    /** A writer commits whole batches; no reader may ever see a part of one. */
    @Test
    default void readersSeeABatchWholeOrNotAtAll() throws Exception {
        Thread writer = new Thread(this::writeWholeBatches, "contract-writer");
        writer.start();
        int rows = 0;
        boolean last;
        do {
            last = !writer.isAlive();
            try (Snapshot snapshot = storage().open(START, START + BATCHES)) {
                Selection selection =
                        snapshot.select(
                                List.of(Matcher.equal("__name__", "whole")),
                                SelectHints.between(START, START + BATCHES));
                rows = assertSameTimes(selection);
            }
        } while (!last);
        assertEquals(BATCHES, rows);
    }

    private void writeWholeBatches() {
        for (int b = 0; b < BATCHES; b++) {
            try (AppendBatch batch = storage().batch("whole", START + b)) {
                for (int s = 0; s < SERIES_PER_BATCH; s++) {
                    batch.append(batch.series(Labels.of("__name__", "whole", "s", "" + s)), b);
                }
                batch.commit(Durability.VISIBLE);
            } catch (StorageException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static int assertSameTimes(Selection selection) throws StorageException {
        SampleColumn first = new SampleColumn();
        SampleColumn other = new SampleColumn();
        assertTrue(selection.size() == 0 || selection.size() == SERIES_PER_BATCH);
        try (SampleReader reader = selection.reader()) {
            for (int i = 0; i < selection.size(); i++) {
                reader.read(i, i == 0 ? first : other);
                if (i > 0) {
                    assertTimes(other, Arrays.copyOf(first.times, first.size));
                    assertEquals(other.size - 1, other.values[other.size - 1]);
                }
            }
        }
        return first.size;
    }
}
